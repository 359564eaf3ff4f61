import { type EngineKind, type Migration, portable } from "./migration.ts";

/**
 * What writes over HTTP were answered, so that one that is sent again is answered the same instead of being done again.
 * Status 0 is under way, in the run of the engine that `body` names.
 */
const tables = [
  `CREATE TABLE api_answer(
     principal TEXT NOT NULL, idem_key TEXT NOT NULL, request_hash BYTES NOT NULL, at INT NOT NULL,
     status INT, body TEXT, PRIMARY KEY(principal,idem_key), CHECK((status IS NULL)=(body IS NULL))) WITHOUT_ROWID`,
  `CREATE INDEX api_answer_at ON api_answer(at)`,
];

const grants = [
  `DO $do$ BEGIN
     IF EXISTS(SELECT 1 FROM pg_roles WHERE rolname='millrace_app') THEN
       GRANT SELECT, INSERT, UPDATE, DELETE ON api_answer TO millrace_app;
     END IF; END $do$`,
];

export const apiAnswers: Migration = {
  name: "0014-api-answers",
  statements: (engine: EngineKind) => [
    ...tables.map((text) => portable(engine, text)),
    ...(engine === "postgres" ? grants : []),
  ],
};
