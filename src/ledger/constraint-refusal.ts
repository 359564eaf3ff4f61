import type { PostingRefusalCode } from "./posting-refusal.ts";

type Entry = { readonly pattern: RegExp; readonly code: PostingRefusalCode; readonly sentence: string };

/**
 * What the refusals of the two engines mean, by the words of our own guards and the names of constraints. SQLite names
 * the columns of a broken key, PostgreSQL the key itself.
 */
const entries: readonly Entry[] = [
  {
    pattern: /debit_floor|credit_floor/,
    code: "insufficient-funds",
    sentence: "An account would be overdrawn, holds included.",
  },
  {
    pattern: /counter_bound/,
    code: "balance-too-large",
    sentence: "A balance would grow beyond what the books can hold.",
  },
  {
    pattern: /revision is taken|txn_book_id_object_key_revision_key|txn\.revision/,
    code: "revision-taken",
    sentence: "Somebody else booked the same object in the meantime.",
  },
  {
    pattern: /idempotency key is taken|txn_idem/,
    code: "idempotency-mismatch",
    sentence: "The idempotency key was used for something else.",
  },
  {
    pattern: /txn exists|txn is sealed|leg exists|txn_pkey|transfer_txn_id_leg_key|txn\.id|transfer\.leg/,
    code: "txn-id-taken",
    sentence: "A txn with this id is already booked.",
  },
  {
    pattern: /already reversed|txn_reverses_key|txn\.reverses/,
    code: "already-reversed",
    sentence: "The txn is already reversed.",
  },
  {
    pattern: /exact mirror|ended hold|reversal of another book|txn_reverses_fkey/,
    code: "not-a-mirror",
    sentence: "The reversal is not the exact mirror of its txn.",
  },
  {
    pattern: /already resolved|transfer_resolves_once|transfer\.pending_id/,
    code: "hold-resolved",
    sentence: "The hold is already settled or released.",
  },
  {
    pattern: /hold does not match|transfer_pending_id_fkey/,
    code: "hold-mismatch",
    sentence: "There is no such hold, or it is on other accounts or for less.",
  },
  {
    pattern: /sequence|audit chain|account exists|account_book_id_path_currency_key|audit_log/,
    code: "conflict",
    sentence: "Another writer came between; the same command can be given again.",
  },
  { pattern: /account_book_id_fkey|txn_book_id_fkey/, code: "unknown-book", sentence: "There is no such book." },
];

/** What any other broken constraint means: a draft that the checks before it should have refused. */
const other = { code: "invalid-draft", sentence: "The database refused the txn." } as const;

/**
 * The refusal that a driver's error stands for, or undefined when it is no refusal (a full disk, a lost connection):
 * such errors belong to the caller.
 */
export function constraintRefusal(
  cause: unknown,
): { readonly code: PostingRefusalCode; readonly sentence: string } | undefined {
  if (!(cause instanceof Error) || !isConstraintError(cause)) return undefined;
  const { constraint } = cause as { constraint?: unknown };
  const text = `${cause.message} ${typeof constraint === "string" ? constraint : ""}`;
  return entries.find((entry) => entry.pattern.test(text)) ?? other;
}

/** SQLITE_CONSTRAINT_…; on PostgreSQL class 23 (integrity) and P0001 (raised by our own triggers). */
function isConstraintError(cause: Error): boolean {
  const { code } = cause as { code?: unknown };
  return typeof code === "string" && (code.startsWith("SQLITE_CONSTRAINT") || /^23...$|^P0001$/.test(code));
}
