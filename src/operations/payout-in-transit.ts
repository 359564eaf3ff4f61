import { nearest } from "../base/nearest.ts";
import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { chart } from "../domain/books/account.ts";
import { decodeFacts } from "../domain/facts/codec.ts";
import { objectKey } from "../domain/facts/object.ts";
import { resolveMovement } from "../domain/facts/resolve-movement.ts";
import { postedLegs } from "../ledger/posted-legs.ts";
import type { Book } from "../store/book.ts";
import type { Handle } from "../store/handle.ts";
import { factsOfKind, readFacts } from "../store/object-facts.ts";

/** What one payout put on its way to the bank. */
export type InTransit = {
  readonly account: string;
  readonly currency: string;
  /** Minor units, positive. */
  readonly amount: bigint;
  /** When the platform sent it. */
  readonly sentAt: number;
};

/** What is booked as being on its way for a payout. Problems: `unknown-payout`, `nothing-in-transit`. */
export async function payoutInTransit(handle: Handle, book: Book, key: string): Promise<Result<InTransit, Problem>> {
  const row = (await readFacts(handle, book.id, [key])).get(key);
  if (row?.kind !== "payout") {
    const what = row ? `"${key}" is a ${row.kind}, not a payout` : `There is no payout "${key.slice(0, 200)}"`;
    const sentence = `${what} in the books of ${book.name}.`;
    return err(
      problem("unknown-payout", sentence, { kept: "Nothing was booked.", fix: await near(handle, book, key) }),
    );
  }
  const movement = resolveMovement(decodeFacts(row.facts));
  if (movement.kind === "incomplete") return err(nothing(key, movement.why));
  if (movement.kind === "superseded")
    return err(nothing(key, `it is booked as ${objectKey(row.source, "payout", movement.by)}`));
  const account = chart.transit(row.source);
  const groups = (await postedLegs(handle, book.id, [key])).get(key)?.groups ?? [];
  const amount = groups
    .filter((group) => group.currency === movement.currency)
    .reduce((sum, group) => sum + sign(group, account) * group.amount, 0n);
  if (amount > 0n) return ok({ account, currency: movement.currency, amount, sentAt: movement.occurredAt });
  const why =
    amount < 0n
      ? "it took money from your bank instead of sending any"
      : movement.status === "completed"
        ? "its amount is zero"
        : `${row.source} says it is ${movement.status}`;
  return err(nothing(key, why));
}

function sign(group: { readonly debit: string; readonly credit: string }, account: string): bigint {
  return group.debit === account ? 1n : group.credit === account ? -1n : 0n;
}

function nothing(key: string, why: string): Problem {
  return problem("nothing-in-transit", `Nothing of the payout ${key} is on its way: ${why}.`, {
    kept: "Nothing was booked.",
    fix: "Import what the platform says of it now, then record its arrival.",
  });
}

/** Keys are long: the one that was probably meant, or all when there are few. */
async function near(handle: Handle, book: Book, key: string): Promise<string> {
  const keys = (await factsOfKind(handle, book.id, "payout")).map((row) => row.objectKey);
  if (keys.length === 0) return "Import the platform's file that tells of it first.";
  const meant = keys.length <= 3 ? keys : [nearest(key, keys) ?? ""].filter((one) => one !== "");
  const named = meant.length === 0 ? "" : `Did you mean ${meant.join(" or ")}? `;
  return `${named}\`millrace payouts list\` shows the keys of all payouts.`;
}
