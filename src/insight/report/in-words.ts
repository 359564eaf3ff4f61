import { counted, isZero, money } from "../../domain/text/amount-text.ts";
import { nextDay } from "../../domain/time/day.ts";
import { dayName, monthName, withLocalMoments } from "../../domain/time/written.ts";
import type { Figures, Period, Report } from "./report.ts";

/** The one sentence that a person came for. */
export function headline(report: Report): string {
  const when = periodName(report.period);
  const amounts = report.totals.filter(hasAny).map((f) => money(f.net, f.currency));
  return amounts.length === 0 ? `Nothing is booked ${when}.` : `Earned ${when}: ${amounts.join(" and ")}.`;
}

/** "on 9 Dec 2011", "in December 2011", "from 1 Dec 2010 to 9 Dec 2011". */
export function periodName({ from, to }: Period): string {
  if (from === to) return `on ${dayName(from)}`;
  const month = from.slice(0, 7);
  const wholeMonth = from.endsWith("-01") && to.startsWith(month) && !nextDay(to).startsWith(month);
  return wholeMonth ? `in ${monthName(month)}` : `from ${dayName(from)} to ${dayName(to)}`;
}

/** How complete figures are: one sentence, and where something is missing what that is, a sentence each. */
export type CompletenessInWords = { readonly sentence: string; readonly reasons: readonly string[] };

/** Says how complete a report is. */
export function completenessInWords({
  completeness,
  timeZone,
}: Pick<Report, "completeness" | "timeZone">): CompletenessInWords {
  const { state, sources, incompleteSales, waitingRefunds = 0 } = completeness;
  if (state === "nothing-read") return { sentence: "Nothing has been imported yet.", reasons: [] };
  if (state === "complete")
    return { sentence: "Complete: every source was read to the end of this time.", reasons: [] };
  const reasons = sources.flatMap(({ source, why }) =>
    why === undefined ? [] : [`${source}: ${withLocalMoments(why, timeZone)}.`],
  );
  const waiting =
    incompleteSales > 0 ? [`${counted(incompleteSales, "sale is", "sales are")} known but cannot be booked yet.`] : [];
  const refunds =
    waitingRefunds > 0
      ? [`${counted(waitingRefunds, "sale was", "sales were")} refunded in part, but nobody has said how much yet.`]
      : [];
  return { sentence: "At least, because not everything was read:", reasons: [...reasons, ...waiting, ...refunds] };
}

/** Whether there is anything in these figures at all. */
export function hasAny(f: Figures): boolean {
  const amounts = [f.gross, f.refunded, f.fees, f.taxes, f.chargebacks, f.adjustments, f.net];
  return f.sales > 0 || f.refunds > 0 || amounts.some((text) => !isZero(text));
}
