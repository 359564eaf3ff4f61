import { type EngineKind, type Migration, portable } from "./migration.ts";

/**
 * What the dashboard asks: earlier versions of sales and every change of the daily figures (so that a moment of the past
 * can be shown as it was), sums of the sales list by day, targets, and the indexes that each offered filter needs.
 */
const tables = [
  `ALTER TABLE sale ADD COLUMN first_seen_at INT NOT NULL DEFAULT 0`,
  `UPDATE sale SET first_seen_at=coalesce((SELECT f.first_seen_at FROM object_facts f
     WHERE f.book_id=sale.book_id AND f.object_key=sale.object_key),0)`,
  `CREATE TABLE sale_past(
     book_id INT NOT NULL REFERENCES book(id), object_key TEXT NOT NULL, until_at INT NOT NULL, since_at INT NOT NULL, source TEXT NOT NULL,
     external_id TEXT NOT NULL, nature TEXT NOT NULL, status TEXT NOT NULL, occurred_at INT NOT NULL, day TEXT NOT NULL, product_id TEXT NOT NULL,
     product_name TEXT NOT NULL, country TEXT NOT NULL, currency TEXT NOT NULL, gross INT NOT NULL, fees INT NOT NULL,
     refunded INT NOT NULL, taxes INT NOT NULL, net INT NOT NULL, subject_id INT, first_seen_at INT NOT NULL,
     PRIMARY KEY(book_id,object_key,until_at)) WITHOUT_ROWID`,
  `CREATE INDEX sale_past_time ON sale_past(book_id,occurred_at,object_key)`,
  `CREATE INDEX sale_past_until ON sale_past(book_id,until_at)`,
  `CREATE TABLE sale_sum(
     book_id INT NOT NULL REFERENCES book(id), dimension TEXT NOT NULL CHECK(dimension IN('source','product','country')), member TEXT NOT NULL,
     day TEXT NOT NULL, source TEXT NOT NULL, status TEXT NOT NULL, currency TEXT NOT NULL, sales INT NOT NULL, gross INT NOT NULL,
     refunded INT NOT NULL, fees INT NOT NULL, net INT NOT NULL, PRIMARY KEY(book_id,dimension,member,day,source,status,currency)) WITHOUT_ROWID`,
  ...(["source", "product", "country"] as const).map(
    (
      dimension,
    ) => `INSERT INTO sale_sum SELECT book_id,'${dimension}',${dimension === "source" ? "''" : dimension === "product" ? "product_id" : "country"},
       day,source,status,currency,count(*),sum(gross),sum(refunded),sum(fees),sum(net) FROM sale GROUP BY 1,2,3,4,5,6,7`,
  ),
  `CREATE TABLE figure_change(
     book_id INT NOT NULL REFERENCES book(id), dimension TEXT NOT NULL, day TEXT NOT NULL, at INT NOT NULL, source TEXT NOT NULL,
     member TEXT NOT NULL, currency TEXT NOT NULL, sales INT NOT NULL, refunds INT NOT NULL, gross INT NOT NULL, refunded INT NOT NULL,
     fees INT NOT NULL, taxes INT NOT NULL, chargebacks INT NOT NULL, adjustments INT NOT NULL, net INT NOT NULL,
     residue_nano INT NOT NULL, PRIMARY KEY(book_id,dimension,day,at,source,member,currency)) WITHOUT_ROWID`,
  `CREATE TABLE stream_past(
     connection_id INT NOT NULL REFERENCES connection(id), stream TEXT NOT NULL, at INT NOT NULL, covered_from INT, covered_to INT,
     failure TEXT, PRIMARY KEY(connection_id,stream,at)) WITHOUT_ROWID`,
  `CREATE TABLE target(
     id ID, book_id INT NOT NULL REFERENCES book(id), currency TEXT NOT NULL, span TEXT NOT NULL CHECK(span IN('month','day')),
     amount INT CHECK(amount>0), at INT NOT NULL, actor TEXT NOT NULL)`,
  `CREATE INDEX target_book ON target(book_id,id)`,
  `CREATE INDEX report_day ON report(book_id,period_from,id)`,
  // Those that are looked at in windows hold what is asked and summed, so that no sale is fetched for being looked at.
  `DROP INDEX sale_time`,
  `CREATE INDEX sale_time ON sale(
     book_id,occurred_at,object_key,source,status,product_id,country,currency,gross,refunded,fees,net,external_id,first_seen_at)`,
  `CREATE INDEX sale_by_source ON sale(book_id,source,occurred_at,object_key)`,
  `CREATE INDEX sale_by_status ON sale(book_id,status,occurred_at,object_key)`,
  `CREATE INDEX sale_by_product ON sale(book_id,product_id,occurred_at,object_key,source,status,country,currency,gross,refunded,fees,net)`,
  `CREATE INDEX sale_by_country ON sale(book_id,country,occurred_at,object_key)`,
  `CREATE INDEX sale_by_amount ON sale(book_id,currency,gross,occurred_at,object_key,source,status,product_id,country,refunded,fees,net)`,
  `CREATE INDEX sale_by_buyer ON sale(book_id,subject_id,occurred_at,day,nature,status,currency,net,first_seen_at)`,
  `CREATE INDEX txn_occurred ON txn(book_id,occurred_at)`,
];

/** Ids begin alike in any case; each engine has its own way to find the beginning of a text by an index. */
const idIndex = (engine: EngineKind): string =>
  engine === "sqlite"
    ? "CREATE INDEX sale_by_id ON sale(book_id,lower(external_id))"
    : 'CREATE INDEX sale_by_id ON sale(book_id,(lower(external_id)) COLLATE "C")';

const own = ["sale_past", "sale_sum", "figure_change", "stream_past", "target"];

const grants = [
  `DO $do$ BEGIN
     IF EXISTS(SELECT 1 FROM pg_roles WHERE rolname='millrace_app') THEN
       GRANT SELECT, INSERT, UPDATE, DELETE ON ${own.join(", ")} TO millrace_app;
       GRANT USAGE ON ALL SEQUENCES IN SCHEMA millrace TO millrace_app;
     END IF; END $do$`,
];

export const insightTables: Migration = {
  name: "0016-insight-tables",
  statements: (engine: EngineKind) => [
    ...tables.map((text) => portable(engine, text)),
    idIndex(engine),
    ...(engine === "postgres" ? grants : []),
  ],
};
