import { z } from "zod";
import { type Problem, problem } from "../../base/problem.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { Period } from "../../insight/report/report.ts";
import { choosePeriod } from "../../operations/choose-period.ts";
import { bookedDays } from "../../store/rollup.ts";
import type { Desk } from "../caller.ts";

const day = z.string().max(20).describe('A day of the books\' own calendar: YYYY-MM-DD, "today" or "yesterday".');

/** The arguments that name a period; without any of them all that is booked is meant. */
export const periodFields = {
  day: day.optional(),
  month: z.string().max(7).optional().describe('A whole month, YYYY-MM, or "this".'),
  from: day.optional().describe("The first day, with it."),
  to: day.optional().describe("The last day, with it."),
};

/** The days that the arguments mean. Problem: `period-wrong`. */
export async function periodOf(
  { workplace, book }: Desk,
  given: {
    readonly day?: string | undefined;
    readonly month?: string | undefined;
    readonly from?: string | undefined;
    readonly to?: string | undefined;
  },
): Promise<Result<Period, Problem>> {
  const { store, clock } = workplace;
  const month = given.month === "this" ? true : given.month;
  return choosePeriod({ ...given, month }, book.timeZone, clock.now(), await bookedDays(store, book.id));
}

/** How many lines of a list are given; lists are read by a model, so they are short unless more is asked for. */
export function limitField(usual: number, max: number) {
  return z.int().min(1).max(max).default(usual).describe(`At most so many, from 1 to ${max}.`);
}

/** An object of an answer whose members may grow. */
export const row = z.looseObject({});

/** A cursor is the number of lines before it, as text. */
export const cursorField = z
  .string()
  .regex(/^\d{1,7}$/, 'it is not what "next" of an earlier answer said')
  .optional()
  .describe('Goes on where an earlier answer ended: its "next".');

/** One page of a list that is at hand as a whole. */
export function pageOf<T>(
  all: readonly T[],
  limit: number,
  cursor: string | undefined,
): Result<{ readonly items: readonly T[]; readonly next: string | null }, Problem> {
  const start = Number(cursor ?? "0");
  if (start > 0 && start >= all.length) return err(problem("cursor-over", "There is nothing after this cursor."));
  const end = start + limit;
  return ok({ items: all.slice(start, end), next: end < all.length ? String(end) : null });
}
