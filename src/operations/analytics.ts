import { nextDay, startOfDay } from "../domain/time/day.ts";
import { isoTime } from "../domain/time/iso-time.ts";
import { dayStates } from "../insight/earned/day-states.ts";
import { measuresByDay, sumOfDays } from "../insight/earned/earned-days.ts";
import { knownAt } from "../insight/report/known-at.ts";
import type { Period } from "../insight/report/report.ts";
import { levelOf } from "../insight/shown/level.ts";
import { momentOf } from "../insight/shown/moment.ts";
import type { Analytics, Rate, Span, StrategyPerformance } from "../insight/trends/analytics.ts";
import { sourcePerformance, trendPoints } from "../insight/trends/build-trends.ts";
import { rateOf } from "../insight/trends/rate.ts";
import type { Book } from "../store/book.ts";
import { readRollups } from "../store/rollup.ts";
import { sumSalesAt } from "../store/sale-past.ts";
import type { SaleSum } from "../store/sale-sum.ts";
import { sumsOfSales } from "../store/sale-sum.ts";
import { listStrategies } from "../store/strategy.ts";
import { attemptCounts, proposalCounts, runCounts } from "../store/strategy-performance.ts";
import type { Asked } from "./as-of.ts";
import type { Workplace } from "./workplace.ts";

type Desk = Pick<Workplace, "store" | "clock">;
type Times = { readonly from: number; readonly to: number };

/** Trends and rates of a period; a rate that no source supplies is unavailable. */
export async function analytics(
  { store, clock }: Desk,
  book: Book,
  asked: Asked & { readonly period: Period; readonly by: Span },
): Promise<Analytics> {
  const { period, by } = asked;
  const moment = momentOf(clock.now(), asked.asOf, book.timeZone);
  const currency = book.homeCurrency;
  const about = { timeZone: book.timeZone, now: moment.at };
  const rows = await readRollups(store, book.id, "source", period.from, period.to, moment.asOf);
  const known = await knownAt(store, book.id, moment.asOf);
  const days = measuresByDay(rows, currency);
  const sum = sumOfDays(days, period.from, period.to);
  const times = {
    from: startOfDay(period.from, book.timeZone),
    to: Math.min(startOfDay(nextDay(period.to), book.timeZone), moment.at + 1),
  };
  return {
    asOf: isoTime(moment.at),
    period,
    by,
    currency,
    points: trendPoints(days, dayStates(known, { ...period, ...about }), { ...period, by, currency }),
    refundRate: rateOf(sum.refunds, sum.sales, "Nothing was sold in this time."),
    failedPayments: await failedPayments(store, book, period, moment.asOf),
    conversion: {
      state: "unavailable",
      why: "No connected source tells how many people looked at what is sold.",
    },
    transfers: await transferRate(store, book, times),
    sources: sourcePerformance(rows, currency),
    strategies: await strategiesOf(store, book, times),
    level: levelOf(known, { period, ...about }),
  };
}

/** Of all that somebody tried to pay: what failed. Only where a source tells of failed ones. */
async function failedPayments(
  store: Workplace["store"],
  book: Book,
  period: Period,
  asOf: number | undefined,
): Promise<Rate> {
  const count = (sums: readonly SaleSum[]): bigint => sums.reduce((all, one) => all + one.sales, 0n);
  const of = async (status?: string): Promise<bigint> => {
    const filter = status === undefined ? {} : { status };
    if (asOf === undefined)
      return count(await sumsOfSales(store, book.id, { ...filter, fromDay: period.from, toDay: period.to }));
    const [from, to] = [startOfDay(period.from, book.timeZone), startOfDay(nextDay(period.to), book.timeZone)];
    return count(await sumSalesAt(store, book.id, asOf, { ...filter, from, to }));
  };
  const failed = await of("failed");
  if (failed === 0n)
    return { state: "unavailable", why: "No source told of a failed payment in this time; not all of them tell." };
  return rateOf(failed, await of(), "Nothing was tried in this time.");
}

/** Of all that was sent outside: what is known to be done. */
async function transferRate(store: Workplace["store"], book: Book, times: Times): Promise<Rate> {
  const results = await attemptCounts(store, book.id, times);
  const all = [...results.values()].reduce((sum, n) => sum + n, 0);
  return rateOf(BigInt(results.get("done") ?? 0), BigInt(all), "Nothing was sent outside in this time.");
}

async function strategiesOf(
  store: Workplace["store"],
  book: Book,
  times: Times,
): Promise<readonly StrategyPerformance[]> {
  const runs = Map.groupBy(await runCounts(store, book.id, times), (one) => one.strategy);
  const proposals = Map.groupBy(await proposalCounts(store, book.id, times), (one) => one.strategy);
  return (await listStrategies(store)).map(({ id, state }) => {
    const own = (runs.get(id) ?? []).filter((one) => one.result !== "running");
    const total = own.reduce((sum, one) => sum + one.runs, 0);
    const well = own.filter((one) => one.result === "done" || one.result === "waits");
    const states: Record<string, number> = {};
    for (const one of proposals.get(id) ?? []) states[one.state] = one.n;
    const last = Math.max(0, ...(runs.get(id) ?? []).map((one) => one.lastAt));
    return {
      strategy: id,
      state,
      runs: total,
      successRate: rateOf(
        BigInt(well.reduce((sum, one) => sum + one.runs, 0)),
        BigInt(total),
        "It did not run in this time.",
      ),
      proposed: own.reduce((sum, one) => sum + one.proposed, 0),
      proposals: states,
      denied: states["denied"] ?? 0,
      lastRunAt: last === 0 ? null : isoTime(last),
    };
  });
}
