import type { Period } from "../report/report.ts";

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
