import { appendOnlyGuards } from "./0002-sqlite-guards.ts";
import { postgresAppendOnlyGuards } from "./0003-postgres-guards.ts";
import { type EngineKind, type Migration, portable } from "./migration.ts";

/** What became of actions in the end, who was held out for comparison, words about persons sealed, and lines by account. */
const tables = [
  `CREATE TABLE outcome(
     action_id TEXT PRIMARY KEY REFERENCES action(id), book_id INT NOT NULL REFERENCES book(id), at INT NOT NULL, actor TEXT NOT NULL,
     measure TEXT NOT NULL, result TEXT NOT NULL CHECK(result IN('effect','no-effect','unclear')), amount INT, currency TEXT,
     from_at INT NOT NULL, to_at INT NOT NULL, against TEXT NOT NULL CHECK(against IN('hold-out','none')), compared TEXT NOT NULL,
     note TEXT NOT NULL, CHECK(from_at<=to_at), CHECK((amount IS NULL)=(currency IS NULL)), CHECK((against='none')=(compared='')))`,
  `CREATE INDEX outcome_at ON outcome(book_id,at)`,
  `CREATE INDEX action_lane ON action(state,book_id,target,account,due_at,id)`,
  `ALTER TABLE action ADD COLUMN hold_out TEXT NOT NULL DEFAULT '' CHECK(hold_out IN('','treated','held'))`,
  `ALTER TABLE action ADD COLUMN hold_out_percent INT NOT NULL DEFAULT 0`,
  `ALTER TABLE action ADD COLUMN key_id INT REFERENCES data_key(id)`,
  `ALTER TABLE action ADD COLUMN sealed BYTES`,
  `ALTER TABLE autonomy ADD COLUMN hold_out_percent INT NOT NULL DEFAULT 0 CHECK(hold_out_percent BETWEEN 0 AND 50)`,
];

const appendOnly = ["outcome"];

const grants = [
  `DO $do$ BEGIN
     IF EXISTS(SELECT 1 FROM pg_roles WHERE rolname='millrace_app') THEN
       GRANT SELECT, INSERT ON outcome TO millrace_app;
     END IF; END $do$`,
];

export const outcomeTables: Migration = {
  name: "0012-outcome-tables",
  statements: (engine: EngineKind) => [
    ...tables.map((text) => portable(engine, text)),
    ...(engine === "sqlite"
      ? appendOnly.flatMap(appendOnlyGuards)
      : [...appendOnly.flatMap(postgresAppendOnlyGuards), ...grants]),
  ],
};
