import type { Database } from "./schema.ts";

/** A table as it is copied: read in the order of `key`, which must be unique. */
export type TableOrder = {
  readonly table: keyof Database;
  readonly key: readonly string[];
  readonly handsOutIds?: boolean;
};

/**
 * Every table with what it holds of its own, in an order that the guards accept in one transaction: a leg before the
 * header that seals it, a hold before what resolves it (the ids say so), a txn after the one before it in its book.
 */
export const tablesInLoadOrder: readonly TableOrder[] = [
  { table: "setting", key: ["key"] },
  { table: "book", key: ["id"], handsOutIds: true },
  { table: "currency", key: ["code"] },
  { table: "account", key: ["id"], handsOutIds: true },
  { table: "account_event", key: ["id"] },
  { table: "audit_log", key: ["seq"] },
  { table: "transfer", key: ["id"], handsOutIds: true },
  { table: "txn_rate", key: ["txn_id"] },
  { table: "txn", key: ["book_id", "seq"] },
  { table: "checkpoint", key: ["size"] },
  { table: "data_key", key: ["id"], handsOutIds: true },
  { table: "subject", key: ["id"], handsOutIds: true },
  { table: "file_import", key: ["id"], handsOutIds: true },
  { table: "observation", key: ["id"], handsOutIds: true },
  { table: "object_facts", key: ["book_id", "object_key"] },
  { table: "refused_row", key: ["id"], handsOutIds: true },
  { table: "sale", key: ["book_id", "object_key"] },
  { table: "rollup", key: ["book_id", "dimension", "day", "source", "member", "currency"] },
  { table: "sale_past", key: ["book_id", "object_key", "until_at"] },
  { table: "sale_sum", key: ["book_id", "dimension", "member", "day", "source", "status", "currency"] },
  { table: "figure_change", key: ["book_id", "dimension", "day", "at", "source", "member", "currency"] },
  { table: "target", key: ["id"], handsOutIds: true },
  { table: "product", key: ["book_id", "source", "product_id"] },
  { table: "report", key: ["id"], handsOutIds: true },
  { table: "connection", key: ["id"], handsOutIds: true },
  { table: "access", key: ["connection_id"] },
  { table: "access_use", key: ["connection_id", "day", "actor", "purpose"] },
  { table: "stream_state", key: ["connection_id", "stream"] },
  { table: "stream_past", key: ["connection_id", "stream", "at"] },
  { table: "walk", key: ["connection_id", "stream", "look"] },
  { table: "seen", key: ["book_id", "record_key"] },
  { table: "hint", key: ["id"], handsOutIds: true },
  { table: "quarantine", key: ["id"], handsOutIds: true },
  { table: "statement_line", key: ["book_id", "payout_key", "line"] },
  { table: "listed_product", key: ["book_id", "source", "external_id"] },
  { table: "job", key: ["id"] },
  { table: "job_run", key: ["id"] },
  { table: "schedule", key: ["name"] },
  { table: "strategy", key: ["id"] },
  { table: "strategy_run", key: ["id"] },
  { table: "strategy_proposal", key: ["id"] },
  { table: "alert_memory", key: ["key"] },
  { table: "alert", key: ["id"], handsOutIds: true },
  { table: "sink", key: ["id"], handsOutIds: true },
  { table: "sent_message", key: ["id"], handsOutIds: true },
  { table: "human_step", key: ["id"], handsOutIds: true },
  { table: "action", key: ["id"] },
  { table: "action_event", key: ["id"], handsOutIds: true },
  { table: "decision", key: ["id"], handsOutIds: true },
  { table: "approval", key: ["id"], handsOutIds: true },
  { table: "attempt", key: ["id"], handsOutIds: true },
  { table: "outcome", key: ["action_id"] },
  { table: "counted", key: ["key", "at", "action_id", "number"] },
  { table: "autonomy", key: ["book_id", "kind"] },
  { table: "stop_switch", key: ["scope"] },
  { table: "suppression", key: ["book_id", "person"] },
  { table: "stated_fact", key: ["book_id", "name", "about"] },
  { table: "person", key: ["id"] },
  { table: "person_role", key: ["person_id", "book_id"] },
  { table: "person_passkey", key: ["id"] },
  { table: "person_recovery", key: ["hash"] },
  { table: "person_session", key: ["id"] },
  { table: "person_key", key: ["id"] },
  { table: "person_link", key: ["id"] },
  { table: "person_try", key: ["key"] },
];

/**
 * Never copied: the steps applied and the balances that transfers add up to, which steps and guards write, a back-up's own
 * label, and the answers of the last day over HTTP.
 */
export const tablesNotCopied: readonly (keyof Database)[] = [
  "schema_migration",
  "account_balance",
  "api_answer",
  "backup_manifest",
];
