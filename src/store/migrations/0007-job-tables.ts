import { type EngineKind, type Migration, portable } from "./migration.ts";

/** Work that waits or runs, its runs, and when work starts by itself. On PostgreSQL another queue may hold the jobs. */
const tables = [
  `CREATE TABLE job(
     id TEXT PRIMARY KEY, name TEXT NOT NULL, payload TEXT NOT NULL, schedule TEXT NOT NULL, dedupe TEXT, priority INT NOT NULL,
     state TEXT NOT NULL CHECK(state IN('waiting','running')), run_at INT NOT NULL, planned_at INT NOT NULL,
     runs INT NOT NULL, tries INT NOT NULL, losses INT NOT NULL)`,
  `CREATE UNIQUE INDEX job_dedupe ON job(name,dedupe) WHERE state='waiting' AND dedupe IS NOT NULL`,
  `CREATE UNIQUE INDEX job_busy ON job(name,dedupe) WHERE state='running' AND dedupe IS NOT NULL`,
  `CREATE INDEX job_line ON job(priority DESC,run_at,id,name) WHERE state='waiting'`,
  `CREATE INDEX job_due ON job(run_at,id) WHERE state='waiting'`,
  `CREATE TABLE job_run(
     id TEXT PRIMARY KEY, job_id TEXT NOT NULL, name TEXT NOT NULL, schedule TEXT NOT NULL, attempt INT NOT NULL, started_at INT NOT NULL,
     finished_at INT, result TEXT NOT NULL CHECK(result IN('running','done','again','failed','lost','cancelled')), note TEXT NOT NULL,
     lease_until INT NOT NULL, cancel INT NOT NULL CHECK(cancel IN(0,1)), CHECK((result='running')=(finished_at IS NULL)))`,
  `CREATE INDEX job_run_kind ON job_run(name,id)`,
  `CREATE INDEX job_run_schedule ON job_run(schedule,id) WHERE schedule<>''`,
  `CREATE INDEX job_run_open ON job_run(lease_until) WHERE result='running'`,
  `CREATE INDEX job_run_ended ON job_run(finished_at)`,
  `CREATE TABLE schedule(
     name TEXT PRIMARY KEY, kind TEXT NOT NULL, payload TEXT NOT NULL, cron TEXT NOT NULL, zone TEXT NOT NULL,
     missed TEXT NOT NULL CHECK(missed IN('once','skip')), state TEXT NOT NULL CHECK(state IN('on','paused')),
     changed INT NOT NULL CHECK(changed IN(0,1)), next_at INT,
     gone INT NOT NULL CHECK(gone IN(0,1)))`,
];

const grants = [
  `DO $do$ BEGIN
     IF EXISTS(SELECT 1 FROM pg_roles WHERE rolname='millrace_app') THEN
       GRANT SELECT, INSERT, UPDATE, DELETE ON job, job_run, schedule TO millrace_app;
     END IF; END $do$`,
];

export const jobTables: Migration = {
  name: "0007-job-tables",
  statements: (engine: EngineKind) => [
    ...tables.map((text) => portable(engine, text)),
    ...(engine === "postgres" ? grants : []),
  ],
};
