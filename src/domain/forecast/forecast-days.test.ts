import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { historyMax, historyNeeded, imagineDays, likelihood, spreadOfDays, spreadOfTotals } from "./forecast-days.ts";
import { middle, quantileOf, weekShape } from "./week-shape.ts";

/** So many weeks of the same seven days. */
const weeks = (count: number, week: readonly number[]): number[] => Array.from({ length: count }, () => week).flat();
const usualWeek = [100, 120, 110, 130, 150, 0, 90];
const sunday = 6;

function spreads(values: readonly number[], days: number) {
  const futures = imagineDays(values, sunday, days);
  if (!futures) throw new Error("there is history enough");
  return { days: spreadOfDays(futures), totals: spreadOfTotals(futures), futures };
}

describe("what is expected to be earned", () => {
  it("is not told before four weeks are known", () => {
    expect(imagineDays(weeks(4, usualWeek).slice(1), sunday, 3)).toBeUndefined();
    expect(imagineDays(weeks(4, usualWeek), sunday, 3)).toHaveLength(500);
    expect(historyNeeded).toBe(28);
  });

  it("follows the week: a closed day brings nothing, a good one more", () => {
    const { days } = spreads(weeks(12, usualWeek), 14);
    expect(days[5]).toEqual({ low: 0, median: 0, high: 0 });
    expect(days[12]).toEqual({ low: 0, median: 0, high: 0 });
    expect(days[4]?.median).toBeGreaterThan(days[0]?.median ?? 0);
    expect(days[0]?.median).toBeGreaterThan(85);
    expect(days[0]?.median).toBeLessThan(115);
  });

  it("goes on with growth, and believes it less the further it goes", () => {
    const growing = weeks(12, [100, 100, 100, 100, 100, 100, 100]).map((value, i) => value * 1.01 ** i);
    const { totals } = spreads(growing, 28);
    const last = growing.slice(-28).reduce((sum, one) => sum + one, 0);
    expect(totals.at(-1)?.median).toBeGreaterThan(last);
    expect(totals.at(-1)?.median).toBeLessThan(last * 1.01 ** 28);
  });

  it("is the same for the same past, and looks no further back than half a year", () => {
    const history = weeks(30, usualWeek);
    expect(imagineDays(history, sunday, 5)).toEqual(imagineDays(history, sunday, 5));
    expect(imagineDays([...weeks(9, [7, 7, 7, 7, 7, 7, 7]), ...history.slice(-historyMax)], sunday, 5)).toEqual(
      imagineDays(history.slice(-historyMax), sunday, 5),
    );
  });

  it("spreads wider the more the past did, and around amounts where nothing was earned", () => {
    const calm = spreads(weeks(12, usualWeek), 28).totals.at(-1);
    const wild = spreads(
      weeks(12, usualWeek).map((value, i) => value * (i % 3 === 0 ? 2.4 : 0.3)),
      28,
    ).totals.at(-1);
    const width = (one: typeof calm): number => ((one?.high ?? 0) - (one?.low ?? 0)) / (one?.median ?? 1);
    expect(width(wild)).toBeGreaterThan(width(calm));
    expect(spreads(weeks(6, [0, 0, 0, 0, 0, 0, 0]), 7).totals.at(-1)).toEqual({ low: 0, median: 0, high: 0 });
    const first = spreads([...weeks(5, [0, 0, 0, 0, 0, 0, 0]), 0, 0, 0, 0, 0, 0, 700], 7);
    expect(first.totals.at(-1)?.median).toBeGreaterThan(0);
    const losing = spreads(weeks(6, [-5, -10, 0, -5, -8, 0, -2]), 7);
    expect(losing.totals.at(-1)?.median).toBeLessThan(0);
  });

  it("bears a shop that began, stopped and began again", () => {
    const stopped = [...weeks(5, usualWeek), ...weeks(4, [0, 0, 0, 0, 0, 0, 0]), ...weeks(2, usualWeek)];
    for (const { low, median, high } of spreads(stopped, 21).totals)
      expect([Number.isFinite(low), median >= low, high >= median]).toEqual([true, true, true]);
  });

  it("never has its band the wrong way round, whatever the past was", () => {
    const amounts = fc.array(fc.integer({ min: -1_000, max: 100_000 }), { minLength: 28, maxLength: 80 });
    fc.assert(
      fc.property(amounts, fc.nat(6), fc.integer({ min: 1, max: 31 }), (values, weekday, days) => {
        const futures = imagineDays(values, weekday, days) ?? [];
        for (const one of [...spreadOfDays(futures), ...spreadOfTotals(futures)]) {
          expect(one.low).toBeLessThanOrEqual(one.median);
          expect(one.median).toBeLessThanOrEqual(one.high);
        }
      }),
      { numRuns: 25 },
    );
  });

  it("tells how likely a sum is: more for less", () => {
    const { futures, totals } = spreads(weeks(12, usualWeek), 10);
    const end = totals.at(-1)?.median ?? 0;
    expect(likelihood(futures, 0)).toBe(1);
    expect(likelihood(futures, end * 100)).toBe(0);
    expect(likelihood(futures, end)).toBeGreaterThan(0.45);
    expect(likelihood(futures, end)).toBeLessThan(0.55);
  });

  it("shows nothing of no futures", () => {
    expect([spreadOfDays([]), spreadOfTotals([]), likelihood([], 1)]).toEqual([[], [], 0]);
  });
});

describe("the shape of a week", () => {
  it("is even where nothing or less was earned, and where the usual day brings nothing", () => {
    expect(weekShape(weeks(8, [0, 0, 0, 0, 0, 0, 0]), sunday)).toEqual([1, 1, 1, 1, 1, 1, 1]);
    const once = weeks(8, [0, 0, 0, 0, 0, 0, 0]);
    once[11] = 900;
    expect(weekShape(once, sunday)).toEqual([1, 1, 1, 1, 1, 1, 1]);
    const anyDay = Array.from({ length: 56 }, (_, i) => (i % 8 === 0 ? 50 : 0));
    expect(weekShape(anyDay, sunday)).toEqual([1, 1, 1, 1, 1, 1, 1]);
  });

  it("begins on the day that it begins on", () => {
    const shape = weekShape(weeks(8, [0, 0, 0, 0, 0, 0, 70]), sunday);
    expect(shape).toEqual([0, 0, 0, 0, 0, 0, 7]);
    expect(weekShape(weeks(8, [0, 0, 0, 0, 0, 0, 70]), 2)).toEqual([0, 0, 7, 0, 0, 0, 0]);
  });

  it("knows the middle of some numbers and of none", () => {
    expect([middle([3, 1, 2]), middle([1, 2]), middle([])]).toEqual([2, 1.5, 0]);
    expect(quantileOf(Float64Array.from([0, 10]), 0.9)).toBeCloseTo(9);
  });
});

/** Online Retail (Chen, D., 2015, UCI, DOI 10.24432/C5BW33, CC BY 4.0), added up by day; it lies beside the checkout. */
const daily = join(import.meta.dirname, "../../../../shared/data/online-retail/truth/daily.csv");
const hasDaily = existsSync(daily);
const skipped = hasDaily ? "" : " (skipped: the data set is not beside the checkout)";

// biome-ignore format: the reason stands in the line.
describe.skipIf(!hasDaily)(`a year of a real shop${skipped}`, () => { // because the data set is large and lies beside the checkout
  const rows = hasDaily ? readFileSync(daily, "utf8").trim().split("\n").slice(1) : [];
  const days = rows.map((row) => row.split(",")).filter((cells) => cells[16] !== "1" || cells[0] !== "2011-12-09");
  const net = days.map((cells) => Number(cells[7]));
  /** 1 December 2010 was a Wednesday; Monday is 0. */
  const weekdayOf = (i: number): number => (2 + i) % 7;

  it.each([7, 14, 28])(
    "holds 70 to 90 of 100 sums of %i days in its band, and misses by less than last week again",
    (ahead) => {
      let [held, asked, ours, naive] = [0, 0, 0, 0];
      for (let from = 56; from + ahead <= net.length; from += 7) {
        const past = net.slice(0, from);
        const spread = spreadOfTotals(imagineDays(past, weekdayOf(from - 1), ahead) ?? []).at(-1);
        const came = net.slice(from, from + ahead).reduce((sum, one) => sum + one, 0);
        const again = Array.from({ length: ahead }, (_, i) => past[past.length - 7 + (i % 7)] ?? 0);
        const lastWeek = again.reduce((sum, one) => sum + one, 0);
        if (!spread) throw new Error("eight weeks are enough");
        asked += 1;
        if (came >= spread.low && came <= spread.high) held += 1;
        for (const [quantile, told] of [
          [0.1, spread.low],
          [0.5, spread.median],
          [0.9, spread.high],
        ] as const) {
          ours += pinball(quantile, told, came);
          naive += pinball(quantile, lastWeek, came);
        }
      }
      expect(asked).toBeGreaterThan(40);
      expect(held / asked).toBeGreaterThanOrEqual(0.7);
      expect(held / asked).toBeLessThanOrEqual(0.9);
      expect(ours).toBeLessThan(0.85 * naive);
    },
  );
});

/** The pinball loss of a told quantile (Koenker and Bassett 1978). */
function pinball(quantile: number, told: number, came: number): number {
  return came >= told ? quantile * (came - told) : (1 - quantile) * (told - came);
}
