import { useEffect, useRef, useState } from "react";
import { isZero, negated, sumOf } from "../../lib/format/decimal.ts";
import { money } from "../../lib/format/money.ts";
import { number } from "../../lib/format/number.ts";
import { clock } from "../../lib/format/time.ts";
import { Link } from "../../lib/route/link.tsx";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Card } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { MoneyCell } from "../../ui/money-cell.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import type { Sale, TodayData } from "./reads.ts";
import { rowsOf, saleAt } from "./rows-of.ts";
import { todayWords } from "./words.ts";

const shownMax = 10;
/** Further down than this, nothing is put above what one reads. */
const topPx = 80;
const freshMs = 1_200;

/** Today's sales, newest first. New ones come in by themselves at the top of the page, else behind a button. */
export function TodaySales({ today }: { readonly today: TodayData | undefined }) {
  const w = useWords(todayWords);
  const here = useHere();
  const all = today?.todaySales ?? [];
  const { shown, waiting, fresh, take } = useCalm(
    all,
    `${today?.book.slug} ${today?.book.name} ${today?.asOf}`,
    today?.past ?? false,
  );
  const period = today?.earned.today.period;
  const rest = today && changesOfOthers(today);
  const end = today && today.todayCount > 0 && (
    <span className="small faint num">
      {w.salesAndSum(w.sales(today.todayCount), money(today.earned.today, { lang: here.lang }))}
    </span>
  );
  return (
    <Card title={w.todaySales} end={end} flush className="today-sales">
      {!today && (
        <div className="card-body">
          <Skeleton signs={20} />
        </div>
      )}
      {today && all.length === 0 && <Empty title={w.noSales}>{w.noSalesText}</Empty>}
      {waiting > 0 && (
        <p className="today-new">
          <button type="button" className="chip water" onClick={take}>
            {w.newSales(waiting)}
          </button>
        </p>
      )}
      {shown.length > 0 && (
        <ul className="rows">
          {shown.slice(0, shownMax).map((sale) => (
            <li key={sale.key}>
              <Link to={saleAt(sale.key)} className={fresh.has(sale.key) ? "row today-sale changed" : "row today-sale"}>
                <span className="faint num">{clock(sale.occurredAt, here)}</span>
                <span className="ellipsis" title={sale.product.name}>
                  {sale.product.name || w.noProduct}
                </span>
                <MoneyCell value={sale.net === null ? null : { amount: sale.net, currency: sale.currency }} />
              </Link>
            </li>
          ))}
        </ul>
      )}
      {rest !== undefined && today && (
        <p className="row today-sale muted">
          <span />
          <span>{w.changesOfOthers}</span>
          <MoneyCell value={{ amount: rest, currency: today.currency }} />
        </p>
      )}
      {today && period && today.todayCount > shownMax && (
        <footer className="card-foot">
          <Link className="link" to={rowsOf(period)}>
            {w.allSales(number(today.todayCount, here.lang))}
          </Link>
        </footer>
      )}
    </Card>
  );
}

/**
 * What today brought beside its own sales, such as refunds of earlier ones: with it the rows come to the sum above them.
 * Undefined where nothing did, and where not every row is at hand.
 */
function changesOfOthers({ todaySales, todayCount, earned, currency }: TodayData): string | undefined {
  const own = todaySales.filter((sale) => sale.currency === currency);
  if (todaySales.length < todayCount || todaySales.length > shownMax || own.some(({ net }) => net === null)) return;
  const rest = sumOf([earned.today.amount, ...own.map(({ net }) => negated(net ?? "0"))]);
  return isZero(rest) ? undefined : rest;
}

/** Holds new rows back while one reads further down; `place` is what makes it another list. */
function useCalm(all: readonly Sale[], where: string, past: boolean) {
  const place = past ? where : where.split(" ").slice(0, -1).join(" ");
  const [kept, setKept] = useState<{ place: string; rows: readonly Sale[] }>({ place, rows: all });
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const known = useRef({ place, keys: new Set(all.map(({ key }) => key)) });
  const isOther = kept.place !== place || kept.rows.length === 0;
  useEffect(() => {
    const before = known.current;
    known.current = { place, keys: new Set(all.map(({ key }) => key)) };
    const news = before.place === place && before.keys.size > 0 ? all.filter(({ key }) => !before.keys.has(key)) : [];
    if (isOther || window.scrollY <= topPx || news.length === 0) {
      const holdsBack = !isOther && window.scrollY > topPx;
      if (!holdsBack) setKept({ place, rows: all });
    }
    if (news.length === 0) return;
    setFresh(new Set(news.map(({ key }) => key)));
    const timer = setTimeout(() => setFresh(new Set()), freshMs);
    return () => clearTimeout(timer);
  }, [all, place, isOther]);
  const byKey = new Map(all.map((sale) => [sale.key, sale]));
  // Rows that are shown are patched in place, whatever came above them.
  const shown = isOther ? all : kept.rows.map((sale) => byKey.get(sale.key) ?? sale);
  const shownKeys = new Set(shown.map(({ key }) => key));
  const waiting = all.filter(({ key }) => !shownKeys.has(key)).length;
  return { shown, waiting, fresh, take: () => setKept({ place, rows: all }) };
}
