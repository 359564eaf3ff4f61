import type { Migration } from "./migration.ts";

/**
 * The same refusals on PostgreSQL. Functions are SECURITY DEFINER with a fixed search path, so that the application
 * role needs no right to write balances; the book's advisory lock is taken by the posting function at its start and
 * again here for anybody who does not go through it.
 */
const body = (name: string, declare: string, text: string): string =>
  `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path=millrace,pg_temp AS $fn$${declare}BEGIN ${text} END$fn$`;

const functions = [
  body("refuse_change", "", `RAISE EXCEPTION 'append-only';`),
  body("account_open", "", `INSERT INTO account_balance(account_id,floor) VALUES(NEW.id,NEW.floor); RETURN NULL;`),
  body(
    "transfer_before",
    "DECLARE p transfer; ",
    `IF EXISTS(SELECT 1 FROM txn WHERE id=NEW.txn_id) THEN RAISE EXCEPTION 'txn is sealed'; END IF;
     IF NEW.pending_id IS NOT NULL THEN
       SELECT * INTO p FROM transfer WHERE id=NEW.pending_id FOR UPDATE;
       IF NOT FOUND OR p.phase<>'pend' OR p.debit_account<>NEW.debit_account OR p.credit_account<>NEW.credit_account
         OR p.currency<>NEW.currency OR NEW.amount>p.amount OR (NEW.phase='void' AND NEW.amount<>p.amount)
       THEN RAISE EXCEPTION 'hold does not match'; END IF;
     END IF;
     RETURN NEW;`,
  ),
  body(
    "transfer_after",
    "DECLARE po bigint:=0; pe bigint:=0; ",
    `IF NEW.phase IN('post','settle') THEN po:=NEW.amount; END IF;
     IF NEW.phase='pend' THEN pe:=NEW.amount; ELSIF NEW.phase='void' THEN pe:=-NEW.amount;
     ELSIF NEW.phase='settle' THEN SELECT -amount INTO pe FROM transfer WHERE id=NEW.pending_id; END IF;
     UPDATE account_balance SET version=version+1, dr_posted=dr_posted+po, dr_pending=dr_pending+pe WHERE account_id=NEW.debit_account;
     UPDATE account_balance SET version=version+1, cr_posted=cr_posted+po, cr_pending=cr_pending+pe WHERE account_id=NEW.credit_account;
     RETURN NULL;`,
  ),
  body(
    "txn_before",
    "",
    `PERFORM pg_advisory_xact_lock(7001, NEW.book_id::int);
     IF NEW.seq<>(SELECT coalesce(max(seq),0)+1 FROM txn WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION 'sequence has a gap'; END IF;
     IF NEW.n_legs<>(SELECT count(*) FROM transfer WHERE txn_id=NEW.id) THEN RAISE EXCEPTION 'leg count differs'; END IF;
     IF EXISTS(SELECT 1 FROM transfer t JOIN account a ON a.id=t.debit_account JOIN account b ON b.id=t.credit_account
       WHERE t.txn_id=NEW.id AND (a.book_id<>NEW.book_id OR b.book_id<>NEW.book_id)) THEN RAISE EXCEPTION 'leg of another book'; END IF;
     IF NEW.reverses IS NOT NULL AND NOT EXISTS(SELECT 1 FROM txn WHERE id=NEW.reverses AND book_id=NEW.book_id)
       THEN RAISE EXCEPTION 'reversal of another book'; END IF;
     IF NEW.reverses IS NOT NULL AND EXISTS(SELECT 1 FROM (
         SELECT currency,debit_account acct,amount s FROM transfer WHERE txn_id IN(NEW.id,NEW.reverses)
         UNION ALL SELECT currency,credit_account,-amount FROM transfer WHERE txn_id IN(NEW.id,NEW.reverses)) x
       GROUP BY currency,acct HAVING sum(s)<>0) THEN RAISE EXCEPTION 'reversal is not an exact mirror'; END IF;
     RETURN NEW;`,
  ),
  body(
    "audit_before",
    "",
    `PERFORM pg_advisory_xact_lock(7002);
     IF NEW.seq<>(SELECT coalesce(max(seq),0)+1 FROM audit_log) THEN RAISE EXCEPTION 'audit sequence has a gap'; END IF;
     IF NEW.prev_hash<>coalesce((SELECT hash FROM audit_log WHERE seq=NEW.seq-1),decode(repeat('00',32),'hex'))
       THEN RAISE EXCEPTION 'audit chain forks'; END IF;
     RETURN NEW;`,
  ),
  body(
    "txn_rate_before",
    "",
    `IF EXISTS(SELECT 1 FROM txn WHERE id=NEW.txn_id) THEN RAISE EXCEPTION 'txn is sealed'; END IF; RETURN NEW;`,
  ),
];

const triggers = [
  `CREATE TRIGGER account_open AFTER INSERT ON account FOR EACH ROW EXECUTE FUNCTION account_open()`,
  `CREATE TRIGGER transfer_before BEFORE INSERT ON transfer FOR EACH ROW EXECUTE FUNCTION transfer_before()`,
  `CREATE TRIGGER transfer_after AFTER INSERT ON transfer FOR EACH ROW EXECUTE FUNCTION transfer_after()`,
  `CREATE TRIGGER txn_before BEFORE INSERT ON txn FOR EACH ROW EXECUTE FUNCTION txn_before()`,
  `CREATE TRIGGER audit_before BEFORE INSERT ON audit_log FOR EACH ROW EXECUTE FUNCTION audit_before()`,
  `CREATE TRIGGER txn_rate_before BEFORE INSERT ON txn_rate FOR EACH ROW EXECUTE FUNCTION txn_rate_before()`,
];

const appendOnly = ["currency", "account", "account_event", "txn", "transfer", "txn_rate", "audit_log", "checkpoint"];

/** The guards that make a PostgreSQL table append-only, TRUNCATE included. */
export function postgresAppendOnlyGuards(table: string): string[] {
  return [
    `CREATE TRIGGER ${table}_no_change BEFORE UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
    `CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
  ];
}

export const postgresGuards: Migration = {
  name: "0003-postgres-guards",
  statements: (engine) =>
    engine === "postgres" ? [...functions, ...triggers, ...appendOnly.flatMap(postgresAppendOnlyGuards)] : [],
};
