import { negated } from "../../lib/format/decimal.ts";
import { shortDay } from "../../lib/format/time.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { ButtonLink } from "../../ui/button-link.tsx";
import { Note } from "../../ui/note.tsx";
import type { Break } from "./shapes.ts";
import { useMoney } from "./use-money.ts";
import { payoutsWords } from "./words.ts";

/** Every difference by its name: what, since when, and what to do. */
export function BreakNotes({
  breaks,
  end,
}: {
  readonly breaks: readonly Break[];
  readonly end?: (one: Break) => string;
}) {
  const w = useWords(payoutsWords);
  const here = useHere();
  const write = useMoney();
  return (
    <>
      {breaks.map((one, at) => {
        const { kind, amount, sentence, about } = one;
        const size = amount.amount.startsWith("-") ? { ...amount, amount: negated(amount.amount) } : amount;
        const sale = about !== null && /^[^/]+\/sale\//.test(about);
        return (
          <Note
            // biome-ignore lint/suspicious/noArrayIndexKey: two differences may be alike in every word
            key={at}
            tone={kind === "timing" ? "oak" : "brick"}
            title={w.breaks[kind](write(size))}
            action={
              end ? (
                <ButtonLink to={end(one)}>{w.openPayout}</ButtonLink>
              ) : sale ? (
                <ButtonLink to={`/money/sales/${encodeURIComponent(about)}`}>{w.openSale}</ButtonLink>
              ) : undefined
            }
          >
            {w.breakWhy(kind, sentence)} {w.breakFix[kind]}{" "}
            <span className="muted">{w.since(shortDay(one.at, here))}</span>
          </Note>
        );
      })}
    </>
  );
}
