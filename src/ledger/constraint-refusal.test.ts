import { expect, it } from "vitest";
import { constraintRefusal } from "./constraint-refusal.ts";

const error = (message: string, code: string | undefined, constraint?: string) =>
  Object.assign(new Error(message), { code, constraint });

it.each([
  ["SQLite's floor", error("CHECK constraint failed: debit_floor", "SQLITE_CONSTRAINT_CHECK"), "insufficient-funds"],
  ["PostgreSQL's floor", error("new row violates check constraint", "23514", "debit_floor"), "insufficient-funds"],
  ["SQLite's guard of revisions", error("revision is taken", "SQLITE_CONSTRAINT_TRIGGER"), "revision-taken"],
  [
    "SQLite's own key of revisions",
    error("UNIQUE constraint failed: txn.book_id, txn.object_key, txn.revision", "SQLITE_CONSTRAINT_UNIQUE"),
    "revision-taken",
  ],
  [
    "PostgreSQL's key of revisions",
    error("duplicate key value", "23505", "txn_book_id_object_key_revision_key"),
    "revision-taken",
  ],
  ["PostgreSQL's key of idempotency", error("duplicate key value", "23505", "txn_idem"), "idempotency-mismatch"],
  ["PostgreSQL's key of ids", error("duplicate key value", "23505", "txn_pkey"), "txn-id-taken"],
  ["PostgreSQL's guard of seals", error("txn is sealed", "P0001"), "txn-id-taken"],
  ["PostgreSQL's key of reversals", error("duplicate key value", "23505", "txn_reverses_key"), "already-reversed"],
  ["PostgreSQL's guard of holds", error("hold does not match", "P0001"), "hold-mismatch"],
  ["PostgreSQL's key of holds", error("duplicate key value", "23505", "transfer_resolves_once"), "hold-resolved"],
  ["PostgreSQL's book", error("violates foreign key constraint", "23503", "account_book_id_fkey"), "unknown-book"],
  ["a gap that another writer made", error("sequence has a gap", "P0001"), "conflict"],
  [
    "anything else a constraint refuses",
    error("CHECK constraint failed: code>0", "SQLITE_CONSTRAINT_CHECK"),
    "invalid-draft",
  ],
])("%s becomes a refusal", (_what, cause, code) => {
  expect(constraintRefusal(cause)?.code).toBe(code);
});

it.each([
  ["a full disk", error("disk full", "SQLITE_FULL")],
  ["a lost connection", error("terminated", "57P01")],
  ["an error without a code", error("what", undefined)],
  ["what is no error", "text"],
])("%s is no refusal", (_what, cause) => {
  expect(constraintRefusal(cause)).toBeUndefined();
});
