import type { z } from "zod";
import type { report } from "../../../../src/api/contract/report.ts";
import { useRead } from "../../lib/api/read.ts";
import { isZero, negated, sumOf } from "../../lib/format/decimal.ts";
import { money } from "../../lib/format/money.ts";
import { useAsOf } from "../../lib/route/address.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import type { Filter } from "./sales-filter.ts";
import type { SalesSum } from "./shapes.ts";
import { moneyWords } from "./words.ts";

type Props = { readonly filter: Filter; readonly main: SalesSum["sums"][number] | undefined };

/**
 * Says where Today and the reports have another amount for the same days. They count a refund on the day it was given;
 * the list counts it with its sale, whenever that was. Silent where both come to the same.
 */
export function OtherCount({ filter, main }: Props) {
  const w = useWords(moneyWords);
  const { lang } = useHere();
  const [asOf] = useAsOf();
  const { from, to, source, ...others } = filter;
  const isOfDays = from !== undefined && to !== undefined && Object.keys(others).length === 0 && asOf === undefined;
  const { data } = useRead<z.infer<typeof report>>("/report", {
    query: { from, to, by: "source" },
    topics: ["sales"],
    enabled: isOfDays,
  });
  if (!isOfDays || !main || !data) return null;
  const { currency } = main;
  const all = source === undefined ? data.totals : (data.lines.find(({ key }) => key === source)?.figures ?? []);
  const amount = all.find((one) => one.currency === currency)?.net;
  if (amount === undefined || isZero(sumOf([amount, negated(main.net)]))) return null;
  return <p className="small muted pretty">{w.otherCount(money({ amount, currency }, { lang }))}</p>;
}
