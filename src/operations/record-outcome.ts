import { recordOutcome } from "../actions/record-outcome.ts";
import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Outcome, OutcomeResult } from "../domain/action/outcome.ts";
import { parseMinor } from "../domain/money/money.ts";
import { dayIn, nextDay, parseDay, startOfDay } from "../domain/time/day.ts";
import type { ActionRow } from "../store/action.ts";
import type { Book } from "../store/book.ts";
import { findAction } from "./find-action.ts";
import type { Workplace } from "./workplace.ts";

/** What a person says came of an action. Days are days of the books. */
export type TypedOutcome = {
  readonly result: OutcomeResult;
  /** What was measured. */
  readonly measure: string;
  /** First and last day that was looked at; from the day it was done until now when absent. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** An amount with its currency, "12.50 USD". */
  readonly amount?: string | undefined;
  /** What was held out for comparison; absent: nothing was. */
  readonly compared?: string | undefined;
  readonly note?: string | undefined;
};

/** Keeps what came of an action that was done. Problems: those of `findAction` and of the road, `amount-wrong`, `day-wrong`. */
export async function recordTypedOutcome(
  workplace: Workplace,
  book: Book,
  typed: string,
  said: TypedOutcome,
): Promise<Result<ActionRow, Problem>> {
  const found = await findAction(workplace.store, book, typed);
  if (!found.ok) return found;
  const { changedAt, action } = found.value;
  const now = workplace.clock.now();
  const wrongDay = [said.from, said.to].find((day) => day !== undefined && parseDay(day) === undefined);
  if (wrongDay !== undefined) return err(dayWrong(wrongDay));
  const amount = said.amount === undefined ? ok(undefined) : amountOf(said.amount);
  if (!amount.ok) return amount;
  const today = dayIn(book.timeZone)(now);
  const end = said.to === undefined || said.to >= today ? undefined : startOfDay(nextDay(said.to), book.timeZone) - 1;
  const outcome: Outcome = {
    measure: said.measure.trim(),
    result: said.result,
    ...(amount.value === undefined ? {} : { amount: amount.value }),
    from: said.from === undefined ? changedAt : startOfDay(said.from, book.timeZone),
    to: said.to !== undefined && said.to > today ? Number.MAX_SAFE_INTEGER : (end ?? now),
    against: said.compared === undefined ? { kind: "none" } : { kind: "hold-out", compared: said.compared.trim() },
    note: said.note?.trim() ?? "",
  };
  return recordOutcome(workplace, book, action.id, outcome, { actor: workplace.actor });
}

function amountOf(text: string): Result<{ readonly amount: bigint; readonly currency: string }, Problem> {
  const [, number = "", currency = ""] = /^(\S{1,40}) ([A-Z]{3})$/.exec(text.trim()) ?? [];
  const minor = number === "" ? undefined : parseMinor(number, currency);
  if (minor?.ok) return ok({ amount: minor.value, currency });
  return err(
    problem("amount-wrong", `"${text.slice(0, 60)}" is no amount.`, {
      kept: "Nothing was changed.",
      fix: 'Write it with its currency, such as "12.50 USD".',
    }),
  );
}

function dayWrong(day: string): Problem {
  return problem("day-wrong", `"${day.slice(0, 40)}" is no day.`, {
    kept: "Nothing was changed.",
    fix: "Write it as 2026-11-20.",
  });
}
