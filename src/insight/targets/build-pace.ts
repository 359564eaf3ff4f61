import { likelihood } from "../../domain/forecast/forecast-days.ts";
import type { Measures } from "../../domain/measures/measures.ts";
import { formatMinor } from "../../domain/money/money.ts";
import { amount, counted, money } from "../../domain/text/amount-text.ts";
import type { Day } from "../../domain/time/day.ts";
import { everyDay, sumOfDays } from "../earned/earned-days.ts";
import type { Outlook } from "../forecast/outlook.ts";
import type { Level } from "../shown/level.ts";
import { dayAfter, daysBetween, lastDayOf, type Moment } from "../shown/moment.ts";
import type { DayPace, MonthPace } from "./pace.ts";

/** Days that "made" is told of. */
const madeDays = 14;

/** What pace is told from. */
export type PaceFacts = {
  readonly currency: string;
  readonly moment: Moment;
  readonly days: ReadonlyMap<Day, Measures>;
  readonly outlook: Outlook;
  readonly level: Level;
};

/** How the month stands against its target, in minor units. */
export function monthPace(target: bigint, facts: PaceFacts): MonthPace {
  const { currency, moment, days, outlook, level } = facts;
  const end = lastDayOf(moment.month);
  const earned = sumOfDays(days, `${moment.month}-01`, moment.today).net;
  const left = target > earned ? target - earned : 0n;
  const daysLeft = daysBetween(moment.today, end) + 1;
  const needed = ceilDivide(left, BigInt(daysLeft));
  const made = madeBy(facts);
  const percentLikely = left === 0n ? 100 : percentOf(target, outlook, moment);
  const text = (minor: bigint): string => formatMinor(minor, currency);
  const pace = left === 0n ? "" : ` It takes ${amount(text(needed))} a day${madeWords(made)}.`;
  return {
    month: moment.month,
    target: text(target),
    earned: text(earned),
    left: text(left),
    daysLeft,
    neededADay: text(needed),
    made,
    percentLikely,
    sentence: `${likelyWords(percentLikely, left, money(text(target), currency))}${pace}`,
    level,
  };
}

/** How today stands against what each day should bring. */
export function dayPace(target: bigint, facts: Omit<PaceFacts, "outlook"> & { readonly outlook: Outlook }): DayPace {
  const { currency, moment, days, outlook, level } = facts;
  const earned = days.get(moment.today)?.net ?? 0n;
  const left = target > earned ? target - earned : 0n;
  const past = lastDays(outlook);
  const reached = past.filter((day) => (days.get(day)?.net ?? 0n) >= target).length;
  const text = (minor: bigint): string => formatMinor(minor, currency);
  const today =
    left === 0n
      ? `Today's ${money(text(target), currency)} is reached.`
      : `${amount(text(left))} of today's ${money(text(target), currency)} is still to come.`;
  const before = past.length === 0 ? "" : ` ${reached} of the last ${counted(past.length, "day")} reached it.`;
  return {
    day: moment.today,
    target: text(target),
    earned: text(earned),
    left: text(left),
    reached: { days: reached, of: past.length },
    sentence: `${today}${before}`,
    level,
  };
}

function likelyWords(percent: number | null, left: bigint, target: string): string {
  if (left === 0n) return `${target} is reached.`;
  return percent === null
    ? `Not sure yet whether ${target} will be reached.`
    : `${percent}% likely to reach ${target}.`;
}

function madeWords(made: MonthPace["made"]): string {
  return made === null ? "" : `; the last ${counted(made.days, "day")} made ${amount(made.aDay)}`;
}

/** The share of futures that reach it; what is not certain is never told as certain. */
function percentOf(target: bigint, outlook: Outlook, { month }: Moment): number | null {
  if (outlook.state !== "ready") return null;
  const from = `${month}-01`;
  const first = outlook.days.findIndex((day) => day >= from);
  if (first < 0) return null;
  const before = sumOfDays(outlook.known, from, outlook.learnedFrom.to).net;
  const share = likelihood(
    outlook.futures.map((path) => path.slice(first)),
    Number(target - before),
  );
  return Math.min(99, Math.max(1, Math.round(share * 100)));
}

/** The last whole days, at most fourteen. */
function lastDays(outlook: Outlook): readonly Day[] {
  if (outlook.state !== "ready") return [];
  const { from, to } = outlook.learnedFrom;
  const begin = dayAfter(to, 1 - madeDays);
  return everyDay(begin < from ? from : begin, to);
}

function madeBy({ days, outlook, currency }: PaceFacts): MonthPace["made"] {
  const past = lastDays(outlook);
  const [first, last] = [past[0], past.at(-1)];
  if (first === undefined || last === undefined) return null;
  const sum = sumOfDays(days, first, last).net;
  return { days: past.length, aDay: formatMinor(sum / BigInt(past.length), currency) };
}

/** Rounded up, so that the days together do reach it. `a` is not negative. */
function ceilDivide(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b;
}
