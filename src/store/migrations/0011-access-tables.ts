import { type EngineKind, type Migration, portable } from "./migration.ts";

/** How each connection's access came about and how long it lasts, who renews it now, and who opened it when. */
const tables = [
  `CREATE TABLE access(
     connection_id INT PRIMARY KEY REFERENCES connection(id), way TEXT NOT NULL CHECK(way IN('given','consent')), given_at INT NOT NULL,
     renewed_at INT, expires_at INT, ends_at INT, scopes TEXT NOT NULL, tried_at INT, trouble TEXT,
     lease TEXT, lease_until INT, CHECK((lease IS NULL)=(lease_until IS NULL)))`,
  `CREATE TABLE access_use(
     connection_id INT NOT NULL REFERENCES connection(id), day INT NOT NULL, actor TEXT NOT NULL, purpose TEXT NOT NULL,
     first_at INT NOT NULL, last_at INT NOT NULL, times INT NOT NULL, PRIMARY KEY(connection_id,day,actor,purpose)) WITHOUT_ROWID`,
];

const grants = [
  `DO $do$ BEGIN
     IF EXISTS(SELECT 1 FROM pg_roles WHERE rolname='millrace_app') THEN
       GRANT SELECT, INSERT, UPDATE, DELETE ON access, access_use TO millrace_app;
     END IF; END $do$`,
];

export const accessTables: Migration = {
  name: "0011-access-tables",
  statements: (engine: EngineKind) => [
    ...tables.map((text) => portable(engine, text)),
    ...(engine === "postgres" ? grants : []),
  ],
};
