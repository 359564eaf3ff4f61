import { addMeasures, type Measures, noMeasures } from "../../domain/measures/measures.ts";
import { formatMinor } from "../../domain/money/money.ts";
import type { RollupRow } from "../../store/rollup.ts";
import { dayAfter, daysBetween } from "../shown/moment.ts";
import type { EarnedDay } from "./earned-overview.ts";

/** What each day brought in one currency; days that brought nothing are absent. */
export function measuresByDay(rows: readonly RollupRow[], currency: string): ReadonlyMap<string, Measures> {
  const days = new Map<string, Measures>();
  for (const row of rows)
    if (row.currency === currency) days.set(row.day, addMeasures(days.get(row.day) ?? noMeasures, row.measures));
  return days;
}

/** Every day from `from` to `to`, both included. */
export function everyDay(from: string, to: string): readonly string[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, i) => dayAfter(from, i));
}

/** What a span of days brought. */
export function sumOfDays(days: ReadonlyMap<string, Measures>, from: string, to: string): Measures {
  let sum = noMeasures;
  for (const [day, measures] of days) if (day >= from && day <= to) sum = addMeasures(sum, measures);
  return sum;
}

/** The days of a span as they are shown. */
export function shownDays(
  days: ReadonlyMap<string, Measures>,
  states: ReadonlyMap<string, EarnedDay["state"]>,
  span: { readonly from: string; readonly to: string; readonly currency: string },
): readonly EarnedDay[] {
  return everyDay(span.from, span.to).map((day) => {
    const { net, sales } = days.get(day) ?? noMeasures;
    return { day, amount: formatMinor(net, span.currency), sales: Number(sales), state: states.get(day) ?? "at-least" };
  });
}
