import type { Generated } from "kysely";

type Int = bigint;
type Bytes = Uint8Array;

/** What is not right, where messages go, every message to each place, and what a person has to do. */
export type AlertTables = {
  alert_memory: { key: string; state: string };
  alert: {
    id: Generated<Int>;
    key: string;
    severity: string;
    title: string;
    lines: string;
    since: Int;
    seen_at: Int;
    times: Int;
    told_at: Int | null;
    acknowledged_at: Int | null;
    acknowledged_by: string | null;
    over_at: Int | null;
  };
  sink: {
    id: Generated<Int>;
    name: string;
    kind: string;
    state: string;
    key_id: Int | null;
    settings: Bytes;
    least: string;
    reports: Int;
    created_at: Int;
    sent_at: Int | null;
    failure: string | null;
    failing_since: Int | null;
    quiet: Generated<string>;
  };
  sent_message: {
    id: Generated<Int>;
    sink_id: Int;
    message_key: string;
    message: string;
    made_at: Int;
    state: string;
    tries: Int;
    ended_at: Int | null;
    note: string;
  };
  human_step: {
    id: Generated<Int>;
    book_id: Int;
    kind: string;
    step_key: string;
    title: string;
    body: string;
    copies: string;
    link: string | null;
    input: string;
    choices: string;
    verifier: string | null;
    due_at: Int | null;
    state: string;
    key_id: Int | null;
    answer: Bytes | null;
    created_at: Int;
    created_by: string;
    answered_at: Int | null;
    ended_at: Int | null;
    ended_by: string | null;
    note: string;
  };
};
