import { type EngineKind, type Migration, portable } from "./migration.ts";

/**
 * People, their role in each book, their ways in, and what they came in with. Secrets that are only compared (links,
 * sessions, keys, recovery codes) are kept as SHA-256 of at least 128 random bits; the password as scrypt; the seed of
 * the codes is sealed. `person_try` counts failed tries, so that guessing gets slower.
 */
const tables = [
  `CREATE TABLE person(
     id TEXT PRIMARY KEY, sign_in TEXT NOT NULL UNIQUE, name TEXT NOT NULL, state TEXT NOT NULL CHECK(state IN('active','gone')),
     password TEXT, code_key_id INT REFERENCES data_key(id), code_seed BYTES, code_step INT NOT NULL, preferences TEXT NOT NULL,
     made_at INT NOT NULL, seen_at INT, CHECK((code_key_id IS NULL)=(code_seed IS NULL)))`,
  `CREATE TABLE person_role(
     person_id TEXT NOT NULL REFERENCES person(id), book_id INT NOT NULL REFERENCES book(id),
     role TEXT NOT NULL CHECK(role IN('owner','approver','accountant','viewer')), since INT NOT NULL, PRIMARY KEY(person_id,book_id)) WITHOUT_ROWID`,
  `CREATE TABLE person_passkey(
     id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person(id), credential TEXT NOT NULL UNIQUE, public_key TEXT NOT NULL,
     counter INT NOT NULL, device TEXT NOT NULL, backed_up INT NOT NULL CHECK(backed_up IN(0,1)), transports TEXT NOT NULL,
     model TEXT NOT NULL, name TEXT NOT NULL, made_at INT NOT NULL, used_at INT)`,
  `CREATE INDEX person_passkey_of ON person_passkey(person_id)`,
  `CREATE TABLE person_recovery(hash BYTES PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person(id), made_at INT NOT NULL)`,
  `CREATE INDEX person_recovery_of ON person_recovery(person_id)`,
  `CREATE TABLE person_session(
     id TEXT PRIMARY KEY, hash BYTES NOT NULL UNIQUE, former_hash BYTES UNIQUE, former_until INT, person_id TEXT NOT NULL REFERENCES person(id),
     secure INT NOT NULL CHECK(secure IN(0,1)), made_at INT NOT NULL, used_at INT NOT NULL, fresh_until INT,
     agent TEXT NOT NULL, address TEXT NOT NULL, CHECK((former_hash IS NULL)=(former_until IS NULL)))`,
  `CREATE INDEX person_session_of ON person_session(person_id)`,
  `CREATE TABLE person_key(
     id TEXT PRIMARY KEY, hash BYTES NOT NULL UNIQUE, person_id TEXT NOT NULL REFERENCES person(id), book_id INT NOT NULL REFERENCES book(id),
     name TEXT NOT NULL, scopes TEXT NOT NULL, hint TEXT NOT NULL, made_at INT NOT NULL, expires_at INT NOT NULL, used_at INT)`,
  `CREATE INDEX person_key_of ON person_key(person_id)`,
  `CREATE TABLE person_link(
     id TEXT PRIMARY KEY, hash BYTES NOT NULL UNIQUE, kind TEXT NOT NULL CHECK(kind IN('set-up','invitation','entry')),
     book_id INT REFERENCES book(id), role TEXT, person_id TEXT REFERENCES person(id), made_by TEXT NOT NULL, made_at INT NOT NULL,
     expires_at INT NOT NULL, used_at INT, CHECK((kind='invitation')=(book_id IS NOT NULL)), CHECK((kind='invitation')=(role IS NOT NULL)),
     CHECK((kind='entry')=(person_id IS NOT NULL)))`,
  `CREATE TABLE person_try(key TEXT PRIMARY KEY, failures INT NOT NULL, last_at INT NOT NULL, until INT NOT NULL)`,
];

const names =
  "person, person_role, person_passkey, person_recovery, person_session, person_key, person_link, person_try";

const grants = [
  `DO $do$ BEGIN
     IF EXISTS(SELECT 1 FROM pg_roles WHERE rolname='millrace_app') THEN
       GRANT SELECT, INSERT, UPDATE, DELETE ON ${names} TO millrace_app;
     END IF; END $do$`,
];

export const peopleTables: Migration = {
  name: "0015-people-tables",
  statements: (engine: EngineKind) => [
    ...tables.map((text) => portable(engine, text)),
    ...(engine === "postgres" ? grants : []),
  ],
};
