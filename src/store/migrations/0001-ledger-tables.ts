import { type EngineKind, type Migration, portable } from "./migration.ts";

/** Books, accounts, transfers and their seals, the audit chain. Guards follow in the next two migrations. */
const tables = [
  `CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL)`,
  `CREATE TABLE book(
     id ID, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL, home_currency TEXT NOT NULL, time_zone TEXT NOT NULL,
     created_at INT NOT NULL)`,
  `CREATE TABLE currency(
     code TEXT PRIMARY KEY CHECK(length(code) BETWEEN 3 AND 10), exponent INT NOT NULL CHECK(exponent BETWEEN 0 AND 18))`,
  `CREATE TABLE account(
     id ID, book_id INT NOT NULL REFERENCES book(id), path TEXT NOT NULL, currency TEXT NOT NULL REFERENCES currency(code),
     type TEXT NOT NULL CHECK(type IN('asset','liability','equity','income','expense')),
     floor TEXT NOT NULL DEFAULT 'none' CHECK(floor IN('none','debit_nonneg','credit_nonneg')),
     UNIQUE(book_id,path,currency), UNIQUE(id,currency))`,
  `CREATE TABLE account_balance(
     account_id INT NOT NULL PRIMARY KEY REFERENCES account(id), floor TEXT NOT NULL,
     dr_posted INT NOT NULL DEFAULT 0 CHECK(dr_posted>=0), cr_posted INT NOT NULL DEFAULT 0 CHECK(cr_posted>=0),
     dr_pending INT NOT NULL DEFAULT 0 CHECK(dr_pending>=0), cr_pending INT NOT NULL DEFAULT 0 CHECK(cr_pending>=0),
     version INT NOT NULL DEFAULT 0,
     CONSTRAINT counter_bound CHECK(dr_posted<=4611686018427387903 AND cr_posted<=4611686018427387903),
     CONSTRAINT debit_floor CHECK(floor<>'debit_nonneg' OR dr_posted-cr_posted-cr_pending>=0),
     CONSTRAINT credit_floor CHECK(floor<>'credit_nonneg' OR cr_posted-dr_posted-dr_pending>=0))`,
  `CREATE TABLE account_event(
     id TEXT PRIMARY KEY, account_id INT NOT NULL REFERENCES account(id),
     kind TEXT NOT NULL CHECK(kind IN('closed','frozen','reopened')), at INT NOT NULL, actor TEXT NOT NULL, reason TEXT NOT NULL)`,
  `CREATE INDEX account_event_account ON account_event(account_id,at)`,
  `CREATE TABLE txn(
     id TEXT PRIMARY KEY, book_id INT NOT NULL REFERENCES book(id), seq INT NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL,
     object_key TEXT NOT NULL, revision INT NOT NULL CHECK(revision>=0), idem_key TEXT,
     body_hash BYTES NOT NULL CHECK(length(body_hash)=32),
     occurred_at INT NOT NULL, recorded_at INT NOT NULL, n_legs INT NOT NULL CHECK(n_legs>0),
     reverses TEXT UNIQUE REFERENCES txn(id), log_seq INT NOT NULL CHECK(log_seq>0),
     CHECK(reverses IS NULL OR reverses<>id), UNIQUE(book_id,seq), UNIQUE(book_id,object_key,revision))`,
  `CREATE UNIQUE INDEX txn_idem ON txn(book_id,idem_key) WHERE idem_key IS NOT NULL`,
  `CREATE TABLE transfer(
     id ID, txn_id TEXT NOT NULL REFERENCES txn(id) DEFERRABLE INITIALLY DEFERRED,
     leg INT NOT NULL CHECK(leg>=0), code INT NOT NULL CHECK(code>0),
     debit_account INT NOT NULL, credit_account INT NOT NULL, currency TEXT NOT NULL,
     amount INT NOT NULL CHECK(amount>0 AND amount<=9007199254740991),
     phase TEXT NOT NULL DEFAULT 'post' CHECK(phase IN('post','pend','settle','void')),
     pending_id INT REFERENCES transfer(id),
     UNIQUE(txn_id,leg), CHECK(debit_account<>credit_account),
     CHECK((phase IN('settle','void'))=(pending_id IS NOT NULL)),
     FOREIGN KEY(debit_account,currency) REFERENCES account(id,currency),
     FOREIGN KEY(credit_account,currency) REFERENCES account(id,currency))`,
  `CREATE UNIQUE INDEX transfer_resolves_once ON transfer(pending_id) WHERE pending_id IS NOT NULL`,
  `CREATE INDEX transfer_dr ON transfer(debit_account,id)`,
  `CREATE INDEX transfer_cr ON transfer(credit_account,id)`,
  `CREATE TABLE txn_rate(
     txn_id TEXT PRIMARY KEY REFERENCES txn(id) DEFERRABLE INITIALLY DEFERRED, from_currency TEXT NOT NULL REFERENCES currency(code),
     to_currency TEXT NOT NULL REFERENCES currency(code), numerator INT NOT NULL CHECK(numerator>0),
     denominator INT NOT NULL CHECK(denominator>0), source TEXT NOT NULL, at INT NOT NULL,
     rounding TEXT NOT NULL CHECK(rounding IN('half-even')), CHECK(from_currency<>to_currency))`,
  `CREATE TABLE audit_log(
     seq INT NOT NULL PRIMARY KEY CHECK(seq>0), ts INT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
     prev_hash BYTES NOT NULL UNIQUE CHECK(length(prev_hash)=32), hash BYTES NOT NULL UNIQUE CHECK(length(hash)=32),
     payload BYTES NOT NULL)`,
  `CREATE TABLE checkpoint(
     size INT NOT NULL PRIMARY KEY CHECK(size>0), root BYTES NOT NULL CHECK(length(root)=32), frontier BYTES NOT NULL, note TEXT NOT NULL,
     created_at INT NOT NULL)`,
];

export const ledgerTables: Migration = {
  name: "0001-ledger-tables",
  statements: (engine: EngineKind) => tables.map((text) => portable(engine, text)),
};
