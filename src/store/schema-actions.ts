import type { Generated } from "kysely";

type Int = bigint;

/** The tables of what is to be done outside; see `schema.ts`. */
export type ActionTables = {
  action: {
    id: string;
    book_id: Int;
    kind: string;
    target: string;
    account: string | null;
    parameters: string;
    reason: string;
    evidence: string;
    gain: string | null;
    worst_amount: Int;
    worst_currency: string;
    reversible: Int;
    expires_at: Int;
    idem_key: string;
    origin: string;
    origin_id: string;
    plan_hash: string;
    proposed_hash: string;
    pattern: string;
    mode: string;
    state: string;
    steps: Int;
    proposed_at: Int;
    changed_at: Int;
    due_at: Int | null;
    waits_for: string;
  };
  action_event: {
    id: Generated<Int>;
    action_id: string;
    step: Int;
    from_state: string;
    to_state: string;
    at: Int;
    actor: string;
    why: string;
    plan_hash: string;
  };
  decision: {
    id: Generated<Int>;
    action_id: string;
    book_id: Int;
    at: Int;
    kind: string;
    target: string;
    plan_hash: string;
    verdict: string;
    body: string;
    facts: string;
  };
  approval: {
    id: Generated<Int>;
    action_id: string;
    plan_hash: string;
    answer: string;
    origin: string;
    actor: string;
    at: Int;
    expires_at: Int;
    reason: string;
  };
  attempt: {
    id: Generated<Int>;
    action_id: string;
    number: Int;
    mode: string;
    idem_key: string;
    plan_hash: string;
    before_state: string | null;
    sends: Int;
    started_at: Int;
    lease_until: Int;
    result: string;
    finished_at: Int | null;
    note: string;
    look_at: Int | null;
    looks: Int;
  };
  counted: { key: string; at: Int; action_id: string; number: Int; mode: string };
  autonomy: {
    book_id: Int;
    kind: string;
    level: string;
    mode: string;
    count_max: Int | null;
    money_max: Int | null;
    currency: string;
    changed_at: Int;
    actor: string;
  };
  stop_switch: { scope: string; state: string; at: Int; actor: string; reason: string };
  suppression: { book_id: Int; person: string; at: Int; origin: string; reason: string; lifted_at: Int | null };
  stated_fact: { book_id: Int; name: string; about: string; value: string; at: Int; actor: string };
};
