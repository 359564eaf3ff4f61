import { type EngineKind, type Migration, portable } from "./migration.ts";

/** What strategies there are, with the owner's word on each; their runs; and what they proposed. */
const tables = [
  `CREATE TABLE strategy(
     id TEXT PRIMARY KEY, source TEXT NOT NULL, version TEXT NOT NULL, card TEXT NOT NULL, cron TEXT NOT NULL, refused TEXT NOT NULL,
     allowed_rights TEXT NOT NULL, allowed_at INT, params TEXT NOT NULL, state TEXT NOT NULL CHECK(state IN('on','paused')),
     pause_by TEXT NOT NULL, pause_reason TEXT NOT NULL, paused_at INT, failures INT NOT NULL, failure_code TEXT NOT NULL, failure TEXT NOT NULL,
     gone INT NOT NULL CHECK(gone IN(0,1)), seen_at INT NOT NULL)`,
  `CREATE TABLE strategy_run(
     id TEXT PRIMARY KEY, strategy TEXT NOT NULL REFERENCES strategy(id), book_id INT NOT NULL REFERENCES book(id), as_of INT NOT NULL,
     started_at INT NOT NULL, finished_at INT, result TEXT NOT NULL CHECK(result IN('running','done','waits','failed','stopped')),
     code TEXT NOT NULL, sentence TEXT NOT NULL, proposed INT NOT NULL, repeated INT NOT NULL, beyond INT NOT NULL, refused INT NOT NULL,
     metrics TEXT NOT NULL)`,
  `CREATE INDEX strategy_run_of ON strategy_run(strategy,id)`,
  `CREATE INDEX strategy_run_open ON strategy_run(started_at) WHERE result='running'`,
  `CREATE TABLE strategy_proposal(
     id TEXT PRIMARY KEY, run_id TEXT NOT NULL REFERENCES strategy_run(id), strategy TEXT NOT NULL REFERENCES strategy(id),
     book_id INT NOT NULL REFERENCES book(id), at INT NOT NULL, kind TEXT NOT NULL, target TEXT NOT NULL, about TEXT NOT NULL,
     reason TEXT NOT NULL, body TEXT NOT NULL, worst_amount INT NOT NULL CHECK(worst_amount>=0), worst_currency TEXT NOT NULL,
     expires_at INT NOT NULL, state TEXT NOT NULL CHECK(state IN('kept','handed','denied','refused')), action_id TEXT,
     note TEXT NOT NULL)`,
  `CREATE INDEX strategy_proposal_of ON strategy_proposal(strategy,id)`,
  `CREATE INDEX strategy_proposal_about ON strategy_proposal(book_id,strategy,about,expires_at)`,
  `CREATE INDEX strategy_proposal_at ON strategy_proposal(at)`,
];

const own = ["strategy", "strategy_run", "strategy_proposal"];

const grants = [
  `DO $do$ BEGIN
     IF EXISTS(SELECT 1 FROM pg_roles WHERE rolname='millrace_app') THEN
       GRANT SELECT, INSERT, UPDATE, DELETE ON ${own.join(", ")} TO millrace_app;
     END IF; END $do$`,
];

export const strategyTables: Migration = {
  name: "0009-strategy-tables",
  statements: (engine: EngineKind) => [
    ...tables.map((text) => portable(engine, text)),
    ...(engine === "postgres" ? grants : []),
  ],
};
