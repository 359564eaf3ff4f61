import { appendOnlyGuards } from "./0002-sqlite-guards.ts";
import { postgresAppendOnlyGuards } from "./0003-postgres-guards.ts";
import { type EngineKind, type Migration, portable } from "./migration.ts";

const states =
  "'proposed','allowed','needs-approval','denied','approved','queued','sending','done','failed','unknown','outcome','expired','recalled','rejected','cancelled'";

/** Everything that is meant to happen outside, what was decided about it, by whom, and what became of it. */
const tables = [
  `CREATE TABLE action(
     id TEXT PRIMARY KEY, book_id INT NOT NULL REFERENCES book(id), kind TEXT NOT NULL, target TEXT NOT NULL, account TEXT,
     parameters TEXT NOT NULL, reason TEXT NOT NULL, evidence TEXT NOT NULL, gain TEXT, worst_amount INT NOT NULL CHECK(worst_amount>=0),
     worst_currency TEXT NOT NULL, reversible INT NOT NULL CHECK(reversible IN(0,1)), expires_at INT NOT NULL, idem_key TEXT NOT NULL,
     origin TEXT NOT NULL CHECK(origin IN('strategy','owner','engine')), origin_id TEXT NOT NULL, plan_hash TEXT NOT NULL,
     proposed_hash TEXT NOT NULL, pattern TEXT NOT NULL, mode TEXT NOT NULL CHECK(mode IN('dry','live')),
     state TEXT NOT NULL CHECK(state IN(${states})), steps INT NOT NULL, proposed_at INT NOT NULL, changed_at INT NOT NULL,
     due_at INT, waits_for TEXT NOT NULL, UNIQUE(book_id,idem_key))`,
  `CREATE INDEX action_line ON action(state,due_at,id)`,
  `CREATE INDEX action_list ON action(book_id,proposed_at,id)`,
  `CREATE INDEX action_pattern ON action(book_id,pattern)`,
  `CREATE TABLE action_event(
     id ID, action_id TEXT NOT NULL REFERENCES action(id), step INT NOT NULL, from_state TEXT NOT NULL, to_state TEXT NOT NULL, at INT NOT NULL,
     actor TEXT NOT NULL, why TEXT NOT NULL, plan_hash TEXT NOT NULL, UNIQUE(action_id,step))`,
  `CREATE TABLE decision(
     id ID, action_id TEXT NOT NULL REFERENCES action(id), book_id INT NOT NULL REFERENCES book(id), at INT NOT NULL, kind TEXT NOT NULL,
     target TEXT NOT NULL, plan_hash TEXT NOT NULL, verdict TEXT NOT NULL CHECK(verdict IN('allow','needs-approval','deny')),
     body TEXT NOT NULL, facts TEXT NOT NULL)`,
  `CREATE INDEX decision_at ON decision(book_id,at)`,
  `CREATE INDEX decision_of ON decision(action_id,id)`,
  `CREATE TABLE approval(
     id ID, action_id TEXT NOT NULL REFERENCES action(id), plan_hash TEXT NOT NULL, answer TEXT NOT NULL CHECK(answer IN('yes','no')),
     origin TEXT NOT NULL CHECK(origin IN('person','standing')), actor TEXT NOT NULL, at INT NOT NULL, expires_at INT NOT NULL, reason TEXT NOT NULL)`,
  `CREATE INDEX approval_of ON approval(action_id,id)`,
  `CREATE TABLE attempt(
     id ID, action_id TEXT NOT NULL REFERENCES action(id), number INT NOT NULL, mode TEXT NOT NULL CHECK(mode IN('dry','live')),
     idem_key TEXT NOT NULL, plan_hash TEXT NOT NULL, before_state TEXT, sends INT NOT NULL, started_at INT NOT NULL, lease_until INT NOT NULL,
     result TEXT NOT NULL CHECK(result IN('open','done','refused','unknown','dry')), finished_at INT, note TEXT NOT NULL, look_at INT,
     looks INT NOT NULL, UNIQUE(action_id,number), CHECK((result='open')=(finished_at IS NULL)))`,
  `CREATE UNIQUE INDEX attempt_open ON attempt(action_id) WHERE result IN('open','unknown')`,
  `CREATE INDEX attempt_started ON attempt(started_at)`,
  `CREATE TABLE counted(
     key TEXT NOT NULL, at INT NOT NULL, action_id TEXT NOT NULL REFERENCES action(id), number INT NOT NULL,
     mode TEXT NOT NULL CHECK(mode IN('dry','live')), PRIMARY KEY(key,at,action_id,number)) WITHOUT_ROWID`,
  `CREATE TABLE autonomy(
     book_id INT NOT NULL REFERENCES book(id), kind TEXT NOT NULL, level TEXT NOT NULL CHECK(level IN('off','propose','ask','act')),
     mode TEXT NOT NULL CHECK(mode IN('dry','live')), count_max INT, money_max INT, currency TEXT NOT NULL, changed_at INT NOT NULL,
     actor TEXT NOT NULL, PRIMARY KEY(book_id,kind)) WITHOUT_ROWID`,
  // No check on the state: whatever is not exactly "off" counts as on.
  `CREATE TABLE stop_switch(scope TEXT PRIMARY KEY, state TEXT NOT NULL, at INT NOT NULL, actor TEXT NOT NULL, reason TEXT NOT NULL)`,
  `CREATE TABLE suppression(
     book_id INT NOT NULL REFERENCES book(id), person TEXT NOT NULL, at INT NOT NULL, origin TEXT NOT NULL, reason TEXT NOT NULL,
     lifted_at INT, PRIMARY KEY(book_id,person)) WITHOUT_ROWID`,
  `CREATE TABLE stated_fact(
     book_id INT NOT NULL REFERENCES book(id), name TEXT NOT NULL, about TEXT NOT NULL, value TEXT NOT NULL, at INT NOT NULL,
     actor TEXT NOT NULL, PRIMARY KEY(book_id,name,about)) WITHOUT_ROWID`,
];

const appendOnly = ["action_event", "decision", "approval", "counted"];
const changing = ["action", "attempt", "autonomy", "stop_switch", "suppression", "stated_fact"];

const grants = [
  `DO $do$ BEGIN
     IF EXISTS(SELECT 1 FROM pg_roles WHERE rolname='millrace_app') THEN
       GRANT SELECT, INSERT ON ${appendOnly.join(", ")} TO millrace_app;
       GRANT SELECT, INSERT, UPDATE ON ${changing.join(", ")} TO millrace_app;
       GRANT USAGE ON ALL SEQUENCES IN SCHEMA millrace TO millrace_app;
     END IF; END $do$`,
];

export const actionTables: Migration = {
  name: "0008-action-tables",
  statements: (engine: EngineKind) => [
    ...tables.map((text) => portable(engine, text)),
    ...(engine === "sqlite"
      ? appendOnly.flatMap(appendOnlyGuards)
      : [...appendOnly.flatMap(postgresAppendOnlyGuards), ...grants]),
  ],
};
