import { type Futures, historyMax, historyNeeded, imagineDays } from "../../domain/forecast/forecast-days.ts";
import type { Measures } from "../../domain/measures/measures.ts";
import { counted } from "../../domain/text/amount-text.ts";
import { type Day, dayIn } from "../../domain/time/day.ts";
import { parseIsoTime } from "../../domain/time/iso-time.ts";
import type { Book } from "../../store/book.ts";
import type { Handle } from "../../store/handle.ts";
import { readRollups } from "../../store/rollup.ts";
import { everyDay, measuresByDay } from "../earned/earned-days.ts";
import { completeFor, type Known } from "../report/known-at.ts";
import type { Period } from "../report/report.ts";
import { dayAfter, daysBetween, type Moment, weekdayOf } from "../shown/moment.ts";

/** What may come after the last whole day. */
export type Outlook =
  | {
      readonly state: "ready";
      readonly learnedFrom: Period & { readonly days: number };
      /** The days imagined, the first being the one after the last whole day. */
      readonly days: readonly Day[];
      /** Minor units; today never brings less than it has brought already. */
      readonly futures: Futures;
      /** What was earned on each day that is known. */
      readonly known: ReadonlyMap<Day, Measures>;
    }
  | { readonly state: "not-sure-yet"; readonly sentence: string };

/** A source that was not read for so long is taken to have ended: it does not keep the others from being judged. */
const silentDays = 7;

/** Imagines what a currency earns up to and with `to`. */
export async function outlookOf(
  handle: Handle,
  book: Book,
  known: Known,
  moment: Moment,
  wanted: { readonly currency: string; readonly to: Day },
): Promise<Outlook> {
  const last = lastWholeDay(known, book.timeZone, moment);
  if (last === undefined)
    return { state: "not-sure-yet", sentence: `Not sure yet: nothing was read in the last ${silentDays} days.` };
  const rows = await readRollups(handle, book.id, "source", dayAfter(last, 1 - historyMax), moment.today, moment.asOf);
  const own = rows.filter((row) => row.currency === wanted.currency);
  const days = measuresByDay(own, wanted.currency);
  const from = own[0]?.day ?? dayAfter(last, 1);
  const history = everyDay(from, last);
  const values = history.map((day) => Number(days.get(day)?.net ?? 0n));
  const ahead = everyDay(dayAfter(last, 1), wanted.to);
  const futures = imagineDays(values, weekdayOf(last), ahead.length);
  if (!futures) {
    const sentence = `Not sure yet: ${counted(history.length, "whole day is", "whole days are")} known, ${historyNeeded} are needed.`;
    return { state: "not-sure-yet", sentence };
  }
  const floors = ahead.map((day) => (day <= moment.today ? Number(days.get(day)?.net ?? 0n) : undefined));
  return {
    state: "ready",
    learnedFrom: { from, to: last, days: history.length },
    days: ahead,
    futures: futures.map((path) => path.map((value, i) => atLeast(value, floors[i]))),
    known: days,
  };
}

/** What a day has brought already will not be less, unless it has lost. */
function atLeast(value: number, floor: number | undefined): number {
  return floor !== undefined && floor > 0 ? Math.max(value, floor) : value;
}

/** The last day that every source which still tells anything was read to the end of; never today. */
function lastWholeDay(known: Known, timeZone: string, { at, today }: Moment): Day | undefined {
  const dayOf = dayIn(timeZone);
  const yesterday = dayAfter(today, -1);
  const { sources } = completeFor(known, { period: { from: yesterday, to: yesterday }, timeZone, now: at });
  const ends = sources.map(({ state, readTo }) => {
    const read = parseIsoTime(readTo);
    if (state === "complete") return yesterday;
    const end = read === undefined ? "" : dayAfter(dayOf(read), -1);
    return end > yesterday ? yesterday : end;
  });
  const speaking = ends.filter((end) => end !== "" && daysBetween(end, yesterday) < silentDays);
  return speaking.sort()[0];
}
