import { platformName } from "../../lib/format/platform-name.ts";
import { useAsOf } from "../../lib/route/address.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import type { Detail } from "./shapes.ts";
import { payoutsWords } from "./words.ts";

/** Why there is nothing to prove, or not yet; nothing for a payout that is proved. */
export function WhyNot({ detail: { payout } }: { readonly detail: Detail }) {
  const w = useWords(payoutsWords);
  const [, setAsOf] = useAsOf();
  if (payout.state === "not-told")
    return (
      <div className="between">
        <p className="muted">{w.notToldText}</p>
        <Button onClick={() => setAsOf(undefined)}>{w.toNow}</Button>
      </div>
    );
  const notSent = { failed: w.failedText, returned: w.returnedText, pending: w.announcedText };
  const text =
    payout.incomplete !== null
      ? w.incompleteText(payout.incomplete)
      : payout.state === "within"
        ? w.withinText
        : payout.state === "not-sent" && payout.status in notSent
          ? notSent[payout.status as keyof typeof notSent]
          : payout.unexplained === null
            ? w.unknownText(platformName(payout.source))
            : undefined;
  return text === undefined ? null : <p className="muted">{text}</p>;
}
