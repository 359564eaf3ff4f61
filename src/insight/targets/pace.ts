import type { Amount } from "../shown/amount.ts";
import type { Level } from "../shown/level.ts";

/** How a month stands against its target. Amounts in the target's currency. */
export type MonthPace = {
  readonly month: string;
  readonly target: string;
  readonly earned: string;
  /** What is still to be earned; "0.00" once it is reached. */
  readonly left: string;
  /** Days to come, today included. */
  readonly daysLeft: number;
  /** What each of them has to bring, rounded up. */
  readonly neededADay: string;
  /** What the last whole days made a day; null before there are any. */
  readonly made: { readonly days: number; readonly aDay: string } | null;
  /** 0 to 100; null while nobody can say. Between 1 and 99 unless it is certain. */
  readonly percentLikely: number | null;
  /** "60% likely to reach 10,000.00. It takes 320.55 a day; the last 14 days made 346.91." */
  readonly sentence: string;
  readonly level: Level;
};

/** How today stands against the daily target. */
export type DayPace = {
  readonly day: string;
  readonly target: string;
  readonly earned: string;
  readonly left: string;
  /** Of the last whole days: how many reached it. */
  readonly reached: { readonly days: number; readonly of: number };
  readonly sentence: string;
  readonly level: Level;
};

/** The targets in one currency. */
export type TargetView = {
  readonly currency: string;
  /** Whether the owner has set none, so that the usual ones stand (10,000 a month, 333.33 a day, USD). */
  readonly usual: boolean;
  readonly month: MonthPace | null;
  readonly day: DayPace | null;
};

/** What an owner wants; null switches one off, what is left out stays. */
export type TargetChange = {
  readonly currency: string;
  readonly month?: Amount["amount"] | null;
  readonly day?: Amount["amount"] | null;
};
