import { type EngineKind, type Migration, portable } from "./migration.ts";

/** Keys and buyers, observations, facts, imports, and the derived tables that reports read. */
const tables = [
  `CREATE TABLE data_key(
     id ID, purpose TEXT NOT NULL, wrapped BYTES, kek_id TEXT NOT NULL, created_at INT NOT NULL, destroyed_at INT,
     CHECK((wrapped IS NULL)=(destroyed_at IS NOT NULL)))`,
  `CREATE TABLE subject(
     id ID, book_id INT NOT NULL REFERENCES book(id), lookup BYTES NOT NULL CHECK(length(lookup)=32),
     key_id INT NOT NULL REFERENCES data_key(id), sealed BYTES NOT NULL, created_at INT NOT NULL, UNIQUE(book_id,lookup))`,
  `CREATE TABLE file_import(
     id ID, book_id INT NOT NULL REFERENCES book(id), source TEXT NOT NULL, profile TEXT NOT NULL, file_name TEXT NOT NULL,
     file_hash TEXT NOT NULL, header TEXT NOT NULL, options TEXT NOT NULL, state TEXT NOT NULL CHECK(state IN('running','done','stopped')),
     as_of INT NOT NULL, line_cursor INT NOT NULL, rows_read INT NOT NULL, rows_booked INT NOT NULL, rows_known INT NOT NULL,
     rows_refused INT NOT NULL, occurred_min INT, occurred_max INT, started_at INT NOT NULL, finished_at INT,
     UNIQUE(book_id,file_hash,profile,options),
     CHECK(rows_read=rows_booked+rows_known+rows_refused))`,
  `CREATE TABLE observation(
     id ID, book_id INT NOT NULL REFERENCES book(id), source TEXT NOT NULL,
     kind TEXT NOT NULL CHECK(kind IN('webhook','poll','report','file','manual')),
     delivery_id TEXT, object_key TEXT NOT NULL, import_id INT REFERENCES file_import(id), line_from INT, line_to INT,
     as_of INT NOT NULL, received_at INT NOT NULL, key_id INT NOT NULL REFERENCES data_key(id), body BYTES NOT NULL,
     body_hash BYTES NOT NULL CHECK(length(body_hash)=32))`,
  `CREATE UNIQUE INDEX observation_delivery ON observation(book_id,source,delivery_id) WHERE delivery_id IS NOT NULL`,
  `CREATE INDEX observation_object ON observation(book_id,object_key)`,
  `CREATE TABLE object_facts(
     book_id INT NOT NULL REFERENCES book(id), object_key TEXT NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL, facts TEXT NOT NULL,
     version INT NOT NULL CHECK(version>0), first_seen_at INT NOT NULL, last_seen_at INT NOT NULL,
     PRIMARY KEY(book_id,object_key))`,
  `CREATE TABLE refused_row(
     id ID, import_id INT NOT NULL REFERENCES file_import(id), line INT NOT NULL, reason TEXT NOT NULL,
     key_id INT NOT NULL REFERENCES data_key(id), body BYTES NOT NULL, UNIQUE(import_id,line))`,
  `CREATE TABLE sale(
     book_id INT NOT NULL REFERENCES book(id), object_key TEXT NOT NULL, source TEXT NOT NULL, external_id TEXT NOT NULL,
     nature TEXT NOT NULL, status TEXT NOT NULL, occurred_at INT NOT NULL, day TEXT NOT NULL, product_id TEXT NOT NULL,
     product_name TEXT NOT NULL, country TEXT NOT NULL, currency TEXT NOT NULL, gross INT NOT NULL, fees INT NOT NULL,
     refunded INT NOT NULL, taxes INT NOT NULL, net INT NOT NULL, subject_id INT, PRIMARY KEY(book_id,object_key))`,
  `CREATE INDEX sale_time ON sale(book_id,occurred_at,object_key)`,
  `CREATE INDEX sale_incomplete ON sale(book_id) WHERE status='incomplete'`,
  `CREATE TABLE product(
     book_id INT NOT NULL REFERENCES book(id), source TEXT NOT NULL, product_id TEXT NOT NULL, name TEXT NOT NULL,
     last_sold_at INT NOT NULL, PRIMARY KEY(book_id,source,product_id)) WITHOUT_ROWID`,
  `CREATE TABLE rollup(
     book_id INT NOT NULL REFERENCES book(id), dimension TEXT NOT NULL CHECK(dimension IN('source','product','country')), day TEXT NOT NULL,
     source TEXT NOT NULL, member TEXT NOT NULL, currency TEXT NOT NULL, sales INT NOT NULL, refunds INT NOT NULL, gross INT NOT NULL,
     refunded INT NOT NULL, fees INT NOT NULL, taxes INT NOT NULL, chargebacks INT NOT NULL, adjustments INT NOT NULL,
     net INT NOT NULL, residue_nano INT NOT NULL, PRIMARY KEY(book_id,dimension,day,source,member,currency)) WITHOUT_ROWID`,
  `CREATE TABLE report(
     id ID, book_id INT NOT NULL REFERENCES book(id), period_from TEXT NOT NULL, period_to TEXT NOT NULL, grouping TEXT NOT NULL,
     created_at INT NOT NULL, body TEXT NOT NULL)`,
  `CREATE TABLE backup_manifest(id ID, body TEXT NOT NULL)`,
];

export const intakeTables: Migration = {
  name: "0004-intake-tables",
  statements: (engine: EngineKind) => tables.map((text) => portable(engine, text)),
};
