/**
 * The tables, as Kysely sees them. Every integer column is a 64-bit integer on both engines and is read as `bigint`;
 * times are UTC milliseconds. The words and the reasons are in docs/books.md.
 */

import type { Generated } from "kysely";
import type { ActionTables } from "./schema-actions.ts";
import type { AlertTables } from "./schema-alerts.ts";
import type { InsightTables } from "./schema-insight.ts";
import type { PeopleTables } from "./schema-people.ts";

type Int = bigint;
type Bytes = Uint8Array;

export type Database = ActionTables & {
  schema_migration: { name: string; applied_at: Int; checksum: string };
  setting: { key: string; value: string };
  book: { id: Generated<Int>; slug: string; name: string; home_currency: string; time_zone: string; created_at: Int };

  currency: { code: string; exponent: Int };
  account: { id: Generated<Int>; book_id: Int; path: string; currency: string; type: string; floor: string };
  account_balance: {
    account_id: Int;
    floor: string;
    dr_posted: Int;
    cr_posted: Int;
    dr_pending: Int;
    cr_pending: Int;
    version: Int;
  };
  account_event: { id: string; account_id: Int; kind: string; at: Int; actor: string; reason: string };
  txn: {
    id: string;
    book_id: Int;
    seq: Int;
    kind: string;
    source: string;
    object_key: string;
    revision: Int;
    idem_key: string | null;
    body_hash: Bytes;
    occurred_at: Int;
    recorded_at: Int;
    n_legs: Int;
    reverses: string | null;
    log_seq: Int;
  };
  transfer: {
    id: Generated<Int>;
    txn_id: string;
    leg: Int;
    code: Int;
    debit_account: Int;
    credit_account: Int;
    currency: string;
    amount: Int;
    phase: string;
    pending_id: Int | null;
  };
  txn_rate: {
    txn_id: string;
    from_currency: string;
    to_currency: string;
    numerator: Int;
    denominator: Int;
    source: string;
    at: Int;
    rounding: string;
  };

  audit_log: { seq: Int; ts: Int; actor: string; action: string; payload: Bytes; prev_hash: Bytes; hash: Bytes };
  checkpoint: { size: Int; root: Bytes; frontier: Bytes; note: string; created_at: Int };

  data_key: {
    id: Generated<Int>;
    purpose: string;
    wrapped: Bytes | null;
    kek_id: string;
    created_at: Int;
    destroyed_at: Int | null;
  };
  subject: { id: Generated<Int>; book_id: Int; lookup: Bytes; key_id: Int; sealed: Bytes; created_at: Int };

  observation: {
    id: Generated<Int>;
    book_id: Int;
    source: string;
    kind: string;
    delivery_id: string | null;
    object_key: string;
    import_id: Int | null;
    line_from: Int | null;
    line_to: Int | null;
    as_of: Int;
    received_at: Int;
    key_id: Int;
    body: Bytes;
    body_hash: Bytes;
  };
  object_facts: {
    book_id: Int;
    object_key: string;
    kind: string;
    source: string;
    facts: string;
    version: Int;
    first_seen_at: Int;
    last_seen_at: Int;
  };
  file_import: {
    id: Generated<Int>;
    book_id: Int;
    source: string;
    profile: string;
    file_name: string;
    file_hash: string;
    header: string;
    options: string;
    state: string;
    as_of: Int;
    line_cursor: Int;
    rows_read: Int;
    rows_booked: Int;
    rows_known: Int;
    rows_refused: Int;
    occurred_min: Int | null;
    occurred_max: Int | null;
    started_at: Int;
    finished_at: Int | null;
  };
  refused_row: { id: Generated<Int>; import_id: Int; line: Int; reason: string; key_id: Int; body: Bytes };

  product: { book_id: Int; source: string; product_id: string; name: string; last_sold_at: Int };
  rollup: {
    book_id: Int;
    dimension: string;
    day: string;
    source: string;
    member: string;
    currency: string;
    sales: Int;
    refunds: Int;
    gross: Int;
    refunded: Int;
    fees: Int;
    taxes: Int;
    chargebacks: Int;
    adjustments: Int;
    net: Int;
    residue_nano: Int;
  };
  report: {
    id: Generated<Int>;
    book_id: Int;
    period_from: string;
    period_to: string;
    grouping: string;
    created_at: Int;
    body: string;
  };
  connection: {
    id: Generated<Int>;
    book_id: Int;
    platform: string;
    account_id: string;
    name: string;
    state: string;
    key_id: Int;
    credential: Bytes;
    ping_key: Bytes;
    created_at: Int;
    checked_at: Int | null;
    failure: string | null;
    failing_since: Int | null;
  };
  access: {
    connection_id: Int;
    way: string;
    given_at: Int;
    renewed_at: Int | null;
    expires_at: Int | null;
    ends_at: Int | null;
    scopes: string;
    tried_at: Int | null;
    trouble: string | null;
    lease: string | null;
    lease_until: Int | null;
  };
  access_use: {
    connection_id: Int;
    day: Int;
    actor: string;
    purpose: string;
    first_at: Int;
    last_at: Int;
    times: Int;
  };
  stream_state: {
    connection_id: Int;
    stream: string;
    high_water: Int | null;
    covered_from: Int | null;
    covered_to: Int | null;
    looked_at: Int | null;
    failure: string | null;
    failing_since: Int | null;
  };
  walk: {
    connection_id: Int;
    stream: string;
    look: string;
    since: Int | null;
    cursor: string | null;
    started_at: Int;
    newest: Int | null;
    pages: Int;
    records: Int;
    fresh: Int;
  };
  seen: { book_id: Int; record_key: string; sameness: Bytes; as_of: Int };
  hint: {
    id: Generated<Int>;
    connection_id: Int;
    stream: string;
    object_id: string;
    about: string;
    test: Int;
    received_at: Int;
    due_at: Int;
    attempts: Int;
    state: string;
    note: string;
  };
  quarantine: {
    id: Generated<Int>;
    connection_id: Int;
    stream: string;
    object_id: string;
    reason: string;
    key_id: Int;
    body: Bytes;
    body_hash: Bytes;
    seen_at: Int;
    resolved_at: Int | null;
  };
  statement_line: {
    book_id: Int;
    payout_key: string;
    line: Int;
    sort: string;
    object_key: string;
    on_day: Int;
    currency: string;
    net: Int;
    gross: Int | null;
    fees: Int | null;
    label: string;
  };
  listed_product: {
    book_id: Int;
    source: string;
    external_id: string;
    product_id: string;
    name: string;
    state: string;
    type: string;
    price: Int | null;
    currency: string;
    description: string;
    url: string;
    metadata: string;
    first_seen_at: Int;
    changed_at: Int;
    seen_at: Int;
  };
  job: {
    id: string;
    name: string;
    payload: string;
    schedule: string;
    dedupe: string | null;
    priority: Int;
    state: string;
    run_at: Int;
    planned_at: Int;
    runs: Int;
    tries: Int;
    losses: Int;
  };
  job_run: {
    id: string;
    job_id: string;
    name: string;
    schedule: string;
    attempt: Int;
    started_at: Int;
    finished_at: Int | null;
    result: string;
    note: string;
    lease_until: Int;
    cancel: Int;
  };
  schedule: {
    name: string;
    kind: string;
    payload: string;
    cron: string;
    zone: string;
    missed: string;
    state: string;
    changed: Int;
    next_at: Int | null;
    gone: Int;
  };

  strategy: {
    id: string;
    source: string;
    version: string;
    card: string;
    cron: string;
    refused: string;
    allowed_rights: string;
    allowed_at: Int | null;
    params: string;
    state: string;
    pause_by: string;
    pause_reason: string;
    paused_at: Int | null;
    failures: Int;
    failure_code: string;
    failure: string;
    gone: Int;
    seen_at: Int;
  };
  strategy_run: {
    id: string;
    strategy: string;
    book_id: Int;
    as_of: Int;
    started_at: Int;
    finished_at: Int | null;
    result: string;
    code: string;
    sentence: string;
    proposed: Int;
    repeated: Int;
    beyond: Int;
    refused: Int;
    metrics: string;
  };
  strategy_proposal: {
    id: string;
    run_id: string;
    strategy: string;
    book_id: Int;
    at: Int;
    kind: string;
    target: string;
    about: string;
    reason: string;
    body: string;
    worst_amount: Int;
    worst_currency: string;
    expires_at: Int;
    state: string;
    action_id: string | null;
    note: string;
  };
  api_answer: {
    principal: string;
    idem_key: string;
    request_hash: Bytes;
    at: Int;
    status: Int | null;
    body: string | null;
  };
  backup_manifest: { id: Generated<Int>; body: string };
} & AlertTables &
  PeopleTables &
  InsightTables;
