import { number } from "../../lib/format/number.ts";
import { dayAndClock } from "../../lib/format/time.ts";
import { Link } from "../../lib/route/link.tsx";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { MoneyCell } from "../../ui/money-cell.tsx";
import { moveName } from "./move-name.ts";
import { accountAddress, type SaleStory } from "./shapes.ts";
import { useAccountName } from "./use-account-name.ts";
import { moneyWords } from "./words.ts";

/** Every movement that was booked for a sale, each with its accounts. */
export function BookedMoves({ story }: { readonly story: SaleStory }) {
  const w = useWords(moneyWords);
  const here = useHere();
  const nameOf = useAccountName();
  const booked = story.steps.filter(({ moves }) => moves.length > 0);
  if (booked.length === 0) return <p className="muted">{w.nothingBooked}</p>;
  return (
    <ol className="stack money-booked">
      {booked.map(({ at, moves, auditLink }) => (
        <li key={`${at} ${auditLink}`}>
          <p className="small muted">
            {dayAndClock(at, here)}
            {auditLink !== undefined && ` · ${w.link(number(auditLink, here.lang))}`}
          </p>
          <ul className="money-moves">
            {moves.map(({ meaning, from, to, amount }) => (
              <li key={`${meaning} ${from} ${to}`}>
                <span>
                  {moveName(meaning, w, story.sale.source)}
                  <span className="money-path">
                    <Link to={accountAddress({ path: from, currency: amount.currency })}>{nameOf(from)}</Link>
                    {" → "}
                    <Link to={accountAddress({ path: to, currency: amount.currency })}>{nameOf(to)}</Link>
                  </span>
                </span>
                <MoneyCell value={amount} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
