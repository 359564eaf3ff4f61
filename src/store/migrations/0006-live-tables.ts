import { type EngineKind, type Migration, portable } from "./migration.ts";

/** Connections to platforms, how far each stream was read, hints, quarantine, statements of payouts, and products. */
const tables = [
  `CREATE TABLE connection(
     id ID, book_id INT NOT NULL REFERENCES book(id), platform TEXT NOT NULL, account_id TEXT NOT NULL, name TEXT NOT NULL,
     state TEXT NOT NULL CHECK(state IN('on','paused','removed')), key_id INT NOT NULL REFERENCES data_key(id), credential BYTES NOT NULL,
     ping_key BYTES NOT NULL CHECK(length(ping_key)=32), created_at INT NOT NULL, checked_at INT, failure TEXT, failing_since INT,
     UNIQUE(book_id,platform,account_id))`,
  `CREATE UNIQUE INDEX connection_ping ON connection(ping_key)`,
  `CREATE TABLE stream_state(
     connection_id INT NOT NULL REFERENCES connection(id), stream TEXT NOT NULL, high_water INT, covered_from INT, covered_to INT,
     looked_at INT, failure TEXT, failing_since INT, PRIMARY KEY(connection_id,stream)) WITHOUT_ROWID`,
  `CREATE TABLE walk(
     connection_id INT NOT NULL REFERENCES connection(id), stream TEXT NOT NULL, look TEXT NOT NULL, since INT, cursor TEXT,
     started_at INT NOT NULL, newest INT, pages INT NOT NULL, records INT NOT NULL, fresh INT NOT NULL, PRIMARY KEY(connection_id,stream,look)) WITHOUT_ROWID`,
  `CREATE TABLE seen(
     book_id INT NOT NULL REFERENCES book(id), record_key TEXT NOT NULL, sameness BYTES NOT NULL, as_of INT NOT NULL,
     PRIMARY KEY(book_id,record_key)) WITHOUT_ROWID`,
  `CREATE TABLE hint(
     id ID, connection_id INT NOT NULL REFERENCES connection(id), stream TEXT NOT NULL, object_id TEXT NOT NULL, about TEXT NOT NULL,
     test INT NOT NULL CHECK(test IN(0,1)), received_at INT NOT NULL, due_at INT NOT NULL, attempts INT NOT NULL,
     state TEXT NOT NULL CHECK(state IN('open','done','dropped')), note TEXT NOT NULL)`,
  `CREATE UNIQUE INDEX hint_open ON hint(connection_id,stream,object_id) WHERE state='open'`,
  `CREATE INDEX hint_due ON hint(due_at) WHERE state='open'`,
  `CREATE TABLE quarantine(
     id ID, connection_id INT NOT NULL REFERENCES connection(id), stream TEXT NOT NULL, object_id TEXT NOT NULL, reason TEXT NOT NULL,
     key_id INT NOT NULL REFERENCES data_key(id), body BYTES NOT NULL, body_hash BYTES NOT NULL CHECK(length(body_hash)=32),
     seen_at INT NOT NULL, resolved_at INT, UNIQUE(connection_id,stream,body_hash))`,
  `CREATE INDEX quarantine_open ON quarantine(connection_id) WHERE resolved_at IS NULL`,
  `CREATE TABLE statement_line(
     book_id INT NOT NULL REFERENCES book(id), payout_key TEXT NOT NULL, line INT NOT NULL, sort TEXT NOT NULL, object_key TEXT NOT NULL,
     on_day INT NOT NULL, currency TEXT NOT NULL, net INT NOT NULL, gross INT, fees INT, label TEXT NOT NULL, PRIMARY KEY(book_id,payout_key,line)) WITHOUT_ROWID`,
  `CREATE INDEX statement_object ON statement_line(book_id,object_key)`,
  `CREATE TABLE listed_product(
     book_id INT NOT NULL REFERENCES book(id), source TEXT NOT NULL, external_id TEXT NOT NULL, product_id TEXT NOT NULL, name TEXT NOT NULL,
     state TEXT NOT NULL CHECK(state IN('published','draft','deleted')), type TEXT NOT NULL, price INT, currency TEXT NOT NULL,
     description TEXT NOT NULL, url TEXT NOT NULL, metadata TEXT NOT NULL, first_seen_at INT NOT NULL, changed_at INT NOT NULL,
     seen_at INT NOT NULL, PRIMARY KEY(book_id,source,external_id)) WITHOUT_ROWID`,
  `CREATE INDEX sale_refund_waits ON sale(book_id) WHERE status='partly-refunded' AND refunded=0`,
];

const own = ["connection", "stream_state", "walk", "seen", "hint", "quarantine", "statement_line", "listed_product"];

const grants = [
  `DO $do$ BEGIN
     IF EXISTS(SELECT 1 FROM pg_roles WHERE rolname='millrace_app') THEN
       GRANT SELECT, INSERT, UPDATE, DELETE ON ${own.join(", ")} TO millrace_app;
       GRANT USAGE ON ALL SEQUENCES IN SCHEMA millrace TO millrace_app;
     END IF; END $do$`,
];

export const liveTables: Migration = {
  name: "0006-live-tables",
  statements: (engine: EngineKind) => [
    ...tables.map((text) => portable(engine, text)),
    ...(engine === "postgres" ? grants : []),
  ],
};
