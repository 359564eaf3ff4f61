import { type Spread, spreadOfDays, spreadOfTotals } from "../../domain/forecast/forecast-days.ts";
import { formatMinor } from "../../domain/money/money.ts";
import { amount, money } from "../../domain/text/amount-text.ts";
import type { Day } from "../../domain/time/day.ts";
import { dayName } from "../../domain/time/written.ts";
import { sumOfDays } from "../earned/earned-days.ts";
import type { Period } from "../report/report.ts";
import type { Outlook } from "./outlook.ts";

/** Eight times in ten it is between `low` and `high`; half the time it is above `median`. Decimal text. */
export type Band = { readonly day: string; readonly low: string; readonly median: string; readonly high: string };

/** What is expected to be earned. Learned from whole days only. Amounts in `currency`. */
export type EarnedForecast =
  | {
      readonly state: "ready";
      readonly currency: string;
      readonly learnedFrom: Period & { readonly days: number };
      /** The share of times that the band should hold, in percent. */
      readonly band: 80;
      /** What each day to come brings, the first being the first that is not whole. */
      readonly days: readonly Band[];
      /** From the first of the month (or of the horizon) to the end of each day. */
      readonly totals: readonly Band[];
      /** The last of `totals`. */
      readonly end: Band;
      /** "Likely 10,140.00 USD by 30 Nov; 8 in 10: 9,480.00 to 10,830.00." */
      readonly sentence: string;
    }
  | {
      readonly state: "not-sure-yet";
      readonly currency: string;
      /** "Not sure yet: 9 whole days are known, 28 are needed." */
      readonly sentence: string;
    };

/** Puts an outlook into amounts: each day, and the running total from `from` on. */
export function forecastOf(outlook: Outlook, currency: string, from: Day): EarnedForecast {
  if (outlook.state === "not-sure-yet") return { ...outlook, currency };
  const { days, futures, known, learnedFrom } = outlook;
  const first = days.findIndex((day) => day >= from);
  const ahead = days.slice(first);
  const counted = futures.map((path) => path.slice(first));
  const before = Number(sumOfDays(known, from, learnedFrom.to).net);
  const bands = (spreads: readonly Spread[], more: number): readonly Band[] =>
    spreads.map((spread, i) => bandOf(ahead[i] ?? "", spread, more, currency));
  const totals = bands(spreadOfTotals(counted), before);
  const end = totals.at(-1);
  if (end === undefined) return { state: "not-sure-yet", currency, sentence: "Not sure yet: no day is left to come." };
  const likely = `Likely ${money(end.median, currency)} by ${dayName(end.day)}`;
  return {
    state: "ready",
    currency,
    learnedFrom,
    band: 80,
    days: bands(spreadOfDays(counted), 0),
    totals,
    end,
    sentence: `${likely}; 8 in 10: ${amount(end.low)} to ${amount(end.high)}.`,
  };
}

function bandOf(day: Day, { low, median, high }: Spread, more: number, currency: string): Band {
  const text = (minor: number): string => formatMinor(BigInt(Math.round(minor + more)), currency);
  return { day, low: text(low), median: text(median), high: text(high) };
}
