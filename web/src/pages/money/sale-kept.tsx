import { platformName } from "../../lib/format/platform-name.ts";
import { useWords } from "../../lib/words/words.ts";
import { Completeness } from "../../ui/completeness.tsx";
import { MoneyCell } from "../../ui/money-cell.tsx";
import { moveName } from "./move-name.ts";
import type { SaleStory } from "./shapes.ts";
import { moneyWords } from "./words.ts";

/** From the price down to what is kept, and where that is now. */
export function SaleKept({ story }: { readonly story: SaleStory }) {
  const w = useWords(moneyWords);
  const { kept, where, sale } = story;
  const { currency } = sale;
  const total = kept.at(-1);
  if (!total) return <p className="muted">{w.notBookedText}</p>;
  const places = { bank: w.inYourBank, way: w.onItsWay, source: w.atSource(platformName(sale.source)) };
  return (
    <div className="stack money-kept-parts">
      <table className="money-lines">
        <caption className="hidden-text">{w.whatYouKeep}</caption>
        <tbody>
          {kept.slice(0, -1).map(({ meaning, amount }) => (
            <tr key={meaning}>
              <th scope="row">{moveName(meaning, w, sale.source)}</th>
              <td>
                <MoneyCell value={{ amount, currency }} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{w.youKeep}</th>
            <td>
              <MoneyCell value={{ amount: total.amount, currency }} show="symbol" />
            </td>
          </tr>
        </tfoot>
      </table>
      {where.length > 0 && (
        <table className="money-lines">
          <caption>{w.whereItIs}</caption>
          <tbody>
            {where.map(({ at, amount }) => (
              <tr key={at}>
                <th scope="row">{places[at]}</th>
                <td>
                  <MoneyCell value={amount} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Completeness level={sale.status === "incomplete" ? "least" : "complete"}>
        {sale.status === "incomplete" ? w.notBookedText : w.fromBooks}
      </Completeness>
    </div>
  );
}
