import { limits } from "../base/limits.ts";
import type { Leg, StoredRate, TxnDraft } from "../domain/books/txn.ts";
import { currencyExponent } from "../domain/money/currency.ts";
import { type PostingRefusal, refusal } from "./posting-refusal.ts";

/** Drafts in one call: bounds the memory of a batch and the time that the book is locked. */
export const batchDraftsMax = 10_000;
const textLengthMax = 500;
const kindPattern = /^[a-z][a-z0-9-]{0,59}$/;
/** Text that ends up in ids, keys and exports: no control characters, nothing half of a character. */
const controlPattern = /[\p{Cc}\u2028\u2029]/u;
/** The largest whole number a database column holds. */
const int64Max = 2n ** 63n - 1n;

/** The first thing wrong with the drafts as such, before the database is asked; undefined when there is nothing. */
export function checkDrafts(drafts: readonly TxnDraft[]): PostingRefusal | undefined {
  if (drafts.length > batchDraftsMax) {
    return refusal("invalid-draft", `A batch holds at most ${batchDraftsMax} txns; this one has ${drafts.length}.`);
  }
  const ids = new Set<string>();
  const keys = new Set<string>();
  const pending = new Set<bigint>();
  for (const draft of drafts) {
    if (ids.has(draft.id)) return refusal("invalid-draft", `Two txns of the batch have the id ${draft.id}.`, draft);
    ids.add(draft.id);
    if (draft.idemKey !== undefined) {
      if (keys.has(draft.idemKey))
        return refusal("invalid-draft", "Two txns of the batch have the same idempotency key.", draft);
      keys.add(draft.idemKey);
    }
    const wrong = checkDraft(draft, pending);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function checkDraft(draft: TxnDraft, pending: Set<bigint>): PostingRefusal | undefined {
  const clause = headerFault(draft) ?? rateFault(draft.rate);
  if (clause !== undefined) return refusal("invalid-draft", `The txn ${shown(draft.id)} ${clause}.`, draft);
  for (const leg of draft.legs) {
    if (currencyExponent(leg.currency) === undefined) {
      return refusal("unknown-currency", `${shown(leg.currency)} is not a currency the books know.`, draft);
    }
    const fault = legFault(leg);
    if (fault !== undefined) return refusal("invalid-draft", `A leg of the txn ${shown(draft.id)} ${fault}.`, draft);
    if (leg.pendingId === undefined) continue;
    if (pending.has(leg.pendingId)) return refusal("hold-resolved", "The batch ends the same hold twice.", draft);
    pending.add(leg.pendingId);
  }
  return undefined;
}

function headerFault(draft: TxnDraft): string | undefined {
  const { legs } = draft;
  if (legs.length < 1 || legs.length > limits.txnLegsMax)
    return `has ${legs.length} legs; 1 to ${limits.txnLegsMax} are possible`;
  if (!kindPattern.test(draft.kind)) return "has no kind that is a lower-case word";
  if (!isCleanText(draft.id) || !isCleanText(draft.objectKey) || !isCleanText(draft.source)) {
    return `needs an id, a source and an object of 1 to ${textLengthMax} plain characters`;
  }
  if (draft.idemKey !== undefined && !isCleanText(draft.idemKey)) return "has an idempotency key that is no plain text";
  if (draft.revision < 0n || draft.revision > int64Max) return "has a revision below zero";
  if (!Number.isSafeInteger(draft.occurredAt)) return "has no whole millisecond as its time";
  return undefined;
}

function legFault(leg: Leg): string | undefined {
  if (typeof leg.amount !== "bigint" || leg.amount < 1n || leg.amount > limits.amountMinorMax) {
    return "has an amount that is not between 1 and 2^53 − 1 minor units";
  }
  if (!Number.isSafeInteger(leg.code)) return "has a code that is no whole number";
  if (leg.debit === leg.credit) return "moves money from an account to itself";
  const ends = leg.phase === "settle" || leg.phase === "void";
  if (ends !== (leg.pendingId !== undefined))
    return ends ? "ends a hold without naming it" : "names a hold without ending it";
  return undefined;
}

function rateFault(rate: StoredRate | undefined): string | undefined {
  if (rate === undefined) return undefined;
  if (currencyExponent(rate.from) === undefined || currencyExponent(rate.to) === undefined)
    return "has a rate between unknown currencies";
  if (rate.from === rate.to) return "has a rate from a currency to itself";
  const inRange = [rate.numerator, rate.denominator].every((n) => n > 0n && n <= int64Max);
  if (!inRange || !Number.isSafeInteger(rate.at) || !isCleanText(rate.source))
    return "has a rate that is not a positive ratio with its source and time";
  return undefined;
}

function isCleanText(text: string): boolean {
  return text.length > 0 && text.length <= textLengthMax && !controlPattern.test(text) && text.isWellFormed();
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
