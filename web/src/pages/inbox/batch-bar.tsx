import { Check } from "lucide-react";
import { useWrite } from "../../lib/api/write.ts";
import { negated, sumOf } from "../../lib/format/decimal.ts";
import { homeCurrencyStore } from "../../lib/state/home-currency.ts";
import { useStore } from "../../lib/state/store.ts";
import { langStore } from "../../lib/words/lang.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { toast } from "../../ui/toast-store.ts";
import { signed, type Words } from "./act-text.ts";
import type { Act, WaitingAct } from "./shapes.ts";
import { inboxWords } from "./words.ts";

type Answered = { readonly answered: readonly { readonly id: string; readonly problem: object | null }[] };

/** One yes to several, with what they bring and cost together. `leftOut` counts what is ticked nowhere because it needs more. */
export function BatchBar({
  ticked,
  leftOut,
  onDone,
}: {
  readonly ticked: readonly WaitingAct[];
  readonly leftOut: number;
  readonly onDone: () => void;
}) {
  const w = useWords(inboxWords);
  const lang = useStore(langStore);
  const home = useStore(homeCurrencyStore);
  const approve = useWrite<readonly Act[], Answered>(
    (acts) => ({ path: "/actions/approve", body: { items: acts.map(({ id, planHash }) => ({ id, planHash })) } }),
    {
      topics: ["inbox"],
      onDone: ({ answered }) => {
        const failed = answered.filter(({ problem }) => problem !== null).length;
        if (failed > 0) toast(w.manyFailed(failed));
        onDone();
      },
    },
  );
  const acts = ticked.map(({ action }) => action);
  return (
    <section className="card inbox-batch" aria-label={w.selectSeveral}>
      <p>{acts.length === 0 ? w.batchNothing : batchLine(acts, w, (value) => signed(value, lang, home))}</p>
      {leftOut > 0 && <p className="small muted">{w.leftOut(leftOut)}</p>}
      {approve.error && <p className="field-error">{approve.error.title}</p>}
      <Button
        kind="primary"
        icon={Check}
        disabled={acts.length === 0}
        busy={approve.isPending}
        onClick={() => approve.mutate(acts)}
      >
        {w.approveMany(acts.length)}
      </Button>
    </section>
  );
}

/** "Approve 6, likely +71.00, at worst −22.00"; sums only where all are in one currency and all are known. */
function batchLine(acts: readonly Act[], w: Words, show: (value: Act["worst"]) => string): string {
  const worsts = acts.map(({ worst }) => worst);
  const gains = acts.flatMap(({ gain }) => gain?.likely ?? []);
  const total = (all: readonly Act["worst"][]): string | undefined => {
    const [first] = all;
    if (first === undefined || all.length < acts.length) return undefined;
    if (all.some(({ currency }) => currency !== first.currency)) return undefined;
    return show({ amount: sumOf(all.map(({ amount }) => amount)), currency: first.currency });
  };
  const worst = total(worsts.map(({ amount, currency }) => ({ amount: negated(amount), currency })));
  return w.batch(w.approveMany(acts.length), total(gains) ?? w.gainUnknown, worst ?? w.noGain);
}
