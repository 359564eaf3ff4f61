import { isZero, negated, sumOf } from "../../lib/format/decimal.ts";
import { number } from "../../lib/format/number.ts";
import { useHere } from "../../lib/state/here.ts";
import { homeCurrencyStore } from "../../lib/state/home-currency.ts";
import { useStore } from "../../lib/state/store.ts";
import { useWords } from "../../lib/words/words.ts";
import { Card } from "../../ui/card.tsx";
import { Figure } from "../../ui/figure.tsx";
import { MoneyCell } from "../../ui/money-cell.tsx";
import { levelShown } from "./level-words.ts";
import { OtherCount } from "./other-count.tsx";
import type { Filter } from "./sales-filter.ts";
import type { SalesSum } from "./shapes.ts";
import { moneyWords } from "./words.ts";

/** What the sales of the filter come to, whichever of them are on the screen. */
export function SalesSumLine({ sum, filter }: { readonly sum: SalesSum | undefined; readonly filter: Filter }) {
  const w = useWords(moneyWords);
  const here = useHere();
  const home = useStore(homeCurrencyStore);
  const main = sum?.sums.find(({ currency }) => currency === home) ?? sum?.sums[0];
  const others = sum?.sums.filter((one) => one !== main) ?? [];
  const shown = sum && levelShown(sum.level, w, here);
  const currency = main?.currency ?? home ?? "USD";
  const other = main && otherTaken(main);
  // While nothing was read, nobody knows: that is not zero.
  const isKnown = sum?.level.state !== "nothing-read" || (sum?.count ?? 0) > 0;
  const value = (amount: string | undefined) => sum && (isKnown ? { amount: amount ?? "0", currency } : null);
  return (
    <Card className="money-sum">
      <div className="money-figures">
        <Figure size="small" label={w.salesShown} value={sum && (isKnown ? number(sum.count, here.lang) : null)} />
        <Figure size="small" label={w.price} value={value(main?.gross)} />
        <Figure size="small" label={w.fees} value={value(main?.fees)} />
        <Figure size="small" label={w.refunded} value={value(main?.refunded)} />
        {other !== undefined && <Figure size="small" label={w.otherTaken} value={value(other)} />}
        <Figure label={w.youKeep} value={value(main?.net)} symbol {...(shown ?? {})} />
      </div>
      <OtherCount filter={filter} main={main} />
      {sum?.covers === "newest" && <p className="small muted">{w.onlyNewest(sum.count)}</p>}
      {others.length > 0 && (
        <ul className="money-others small muted">
          {others.map((one) => (
            <li key={one.currency}>
              {w.alsoSales(one.count)} <MoneyCell value={{ amount: one.net, currency: one.currency }} show="code" />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

/** What was taken beside fees and refunds, so that what is shown adds up; undefined where nothing was. */
function otherTaken({ gross, fees, refunded, net }: SalesSum["sums"][number]): string | undefined {
  const other = sumOf([gross, negated(fees), negated(refunded), negated(net)]);
  return isZero(other) ? undefined : other;
}
