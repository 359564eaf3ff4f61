import { addMeasures, type Measures, measuresOfLeg, noMeasures } from "../../domain/measures/measures.ts";
import { formatMinor } from "../../domain/money/money.ts";
import { type Day, startOfDay } from "../../domain/time/day.ts";
import { withLocalMoments } from "../../domain/time/written.ts";
import { type AssetBalance, balancesWithin } from "../../store/asset-balance.ts";
import type { Book } from "../../store/book.ts";
import type { Handle } from "../../store/handle.ts";
import { legsBetween } from "../../store/legs-between.ts";
import type { RollupRow } from "../../store/rollup.ts";
import { completeFor, type Known } from "../report/known-at.ts";
import type { Period } from "../report/report.ts";
import { levelOf } from "../shown/level.ts";
import { dayAfter, lastDayOf, type Moment, monthBefore, sameTimeOn } from "../shown/moment.ts";
import { sumOfDays } from "./earned-days.ts";
import type { EarnedFigure, EarnedPart, RaceStep } from "./earned-overview.ts";

/** A total of a period with how complete it is. */
export function figureOf(net: bigint, currency: string, period: Period, known: Known, about: About): EarnedFigure {
  const asked = { period, timeZone: about.timeZone, now: about.now };
  return { amount: formatMinor(net, currency), currency, period, level: levelOf(known, asked) };
}

/** Txns that are added up for where the money was at a moment; more would take longer than a page may. */
const txnsMax = 20_000n;

/** In which zone's days, and when. */
export type About = { readonly timeZone: string; readonly now: number };

/** The month before up to the same day and time of day: whole days from the figures, the last one from the books. */
export async function previousByNow(
  handle: Handle,
  book: Book,
  moment: Moment,
  days: ReadonlyMap<Day, Measures>,
): Promise<{ readonly net: bigint; readonly period: Period }> {
  const month = monthBefore(moment.month);
  const [from, last] = [`${month}-01`, lastDayOf(month)];
  const day = `${month}-${moment.today.slice(8)}`;
  // A shorter month is over by then.
  if (day > last) return { net: sumOfDays(days, from, last).net, period: { from, to: last } };
  const begin = startOfDay(day, book.timeZone);
  const to = sameTimeOn(day, moment, book.timeZone) + 1;
  const legs = await legsBetween(handle, book.id, book.homeCurrency, { from: begin, to, asOf: moment.asOf });
  const part = legs.reduce((sum, leg) => addMeasures(sum, measuresOfLeg(leg)), noMeasures);
  const whole = day === from ? 0n : sumOfDays(days, from, dayAfter(day, -1)).net;
  return { net: whole + part.net, period: { from, to: day } };
}

/**
 * The way from sales to what is the seller's, and where that is now. What has not left the platforms, or is on its way
 * from them, is taken to be the newest money: platforms pay out what is oldest first. Of a moment long past in large
 * books, where it was then is left out.
 */
export async function raceOf(handle: Handle, book: Book, sum: Measures, asOf?: number): Promise<readonly RaceStep[]> {
  const text = (minor: bigint): string => formatMinor(minor, book.homeCurrency);
  const steps: readonly (RaceStep & { readonly always?: boolean })[] = [
    { step: "sales", amount: text(sum.gross), count: Number(sum.sales), always: true },
    { step: "refunds", amount: text(-sum.refunded), count: Number(sum.refunds) },
    { step: "fees", amount: text(-sum.fees), always: true },
    { step: "taxes", amount: text(-sum.taxes) },
    { step: "disputes", amount: text(-sum.chargebacks) },
    { step: "adjustments", amount: text(sum.adjustments) },
    { step: "earned", amount: text(sum.net), always: true },
  ];
  const balances = await balancesWithin(handle, book.id, asOf, asOf === undefined ? undefined : txnsMax);
  const outside = (balances ?? []).filter((one) => isOutside(one) && one.currency === book.homeCurrency);
  const open = outside.reduce((all, one) => all + one.amount, 0n);
  const onItsWay = open < 0n ? 0n : open > sum.net ? sum.net : open;
  const where: readonly RaceStep[] =
    sum.net <= 0n || balances === undefined
      ? []
      : [
          { step: "in-your-bank", amount: text(sum.net - onItsWay) },
          { step: "on-its-way", amount: text(onItsWay) },
        ];
  const shown = steps.filter((one) => one.always || !/^-?[0.]*$/.test(one.amount));
  return [...shown.map(({ always: _, ...step }) => step), ...where];
}

function isOutside({ path }: AssetBalance): boolean {
  return ["assets:platform:", "assets:transit:", "assets:disputes:"].some((prefix) => path.startsWith(prefix));
}

/** What each member of a dimension earned, the most first; `nameOf` names one. */
export function partsOf(
  rows: readonly RollupRow[],
  known: Known,
  asked: { readonly currency: string; readonly period: Period } & About,
  nameOf: (row: RollupRow) => { readonly key: string; readonly name: string },
): readonly EarnedPart[] {
  const { sources } = completeFor(known, asked);
  const groups = Map.groupBy(
    rows.filter((row) => row.currency === asked.currency),
    (row) => nameOf(row).key,
  );
  const parts = [...groups].flatMap(([key, group]) => {
    const [first] = group;
    if (!first) return [];
    const sum = group.reduce((all, row) => addMeasures(all, row.measures), noMeasures);
    const source = sources.find((one) => one.source === first.source);
    const part: EarnedPart = {
      key,
      name: nameOf(first).name,
      source: first.source,
      amount: formatMinor(sum.net, asked.currency),
      sales: Number(sum.sales),
      state: source?.state ?? "at-least",
      ...(source?.why === undefined ? {} : { why: withLocalMoments(source.why, asked.timeZone) }),
    };
    return [{ net: sum.net, part }];
  });
  return parts
    .sort((a, b) => (a.net === b.net ? (a.part.key < b.part.key ? -1 : 1) : a.net > b.net ? -1 : 1))
    .map(({ part }) => part);
}
