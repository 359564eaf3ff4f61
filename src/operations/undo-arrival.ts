import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Book } from "../store/book.ts";
import { arrivalsOf } from "./arrivals.ts";
import { findPayout } from "./find-payout.ts";
import { knownPayouts } from "./known-payouts.ts";
import { reverseTxn } from "./reverse-txn.ts";
import type { Workplace } from "./workplace.ts";

/**
 * Takes back that a payout arrived, by the mirror of what was booked; both stay in the books. Answers the payout's key.
 * Problems: `unknown-payout`, `ambiguous-payout`, `not-arrived`, those of `reverseTxn`.
 */
export async function undoArrival(
  workplace: Workplace,
  book: Book,
  typed: string,
  reason: string,
): Promise<Result<string, Problem>> {
  const found = findPayout(await knownPayouts(workplace.store, book), typed);
  if (!found.ok) return found;
  const { objectKey, alsoKnownAs } = found.value;
  for (const key of [objectKey, ...alsoKnownAs]) {
    const { standing } = await arrivalsOf(workplace.store, book, key);
    if (!standing) continue;
    const undone = await reverseTxn(workplace, book, standing.id, reason);
    return undone.ok ? ok(objectKey) : undone;
  }
  const kept = { kept: "Nothing was changed." };
  return err(problem("not-arrived", `No arrival of ${objectKey} is booked.`, kept));
}
