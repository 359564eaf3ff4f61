import { appendOnlyGuards } from "./0002-sqlite-guards.ts";
import { postgresAppendOnlyGuards } from "./0003-postgres-guards.ts";
import type { Migration } from "./migration.ts";

/** What was observed and what was refused is kept as it came, for ever. */
const appendOnly = ["observation", "refused_row", "report"];

/** The application role may write business tables, but of the ledger's it may only append. */
const grants = [
  `DO $do$ BEGIN
     IF EXISTS(SELECT 1 FROM pg_roles WHERE rolname='millrace_app') THEN
       GRANT USAGE ON SCHEMA millrace TO millrace_app;
       GRANT SELECT ON ALL TABLES IN SCHEMA millrace TO millrace_app;
       GRANT INSERT ON currency, account, account_event, txn, transfer, txn_rate, audit_log, checkpoint, observation, refused_row, report, book TO millrace_app;
       GRANT UPDATE(name, home_currency, time_zone) ON book TO millrace_app;
       GRANT INSERT, UPDATE, DELETE ON setting, object_facts, file_import, sale, product, rollup, data_key, subject, backup_manifest TO millrace_app;
       GRANT USAGE ON ALL SEQUENCES IN SCHEMA millrace TO millrace_app;
     END IF; END $do$`,
];

export const intakeGuards: Migration = {
  name: "0005-intake-guards",
  statements: (engine) =>
    engine === "sqlite"
      ? appendOnly.flatMap(appendOnlyGuards)
      : [...appendOnly.flatMap(postgresAppendOnlyGuards), ...grants],
};
