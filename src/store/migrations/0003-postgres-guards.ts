import { followsFrom, isNewestVersion, isRecomputed, moved } from "./0002-sqlite-guards.ts";
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
     UPDATE account_balance SET version=NEW.id, dr_posted=dr_posted+po, dr_pending=dr_pending+pe WHERE account_id=NEW.debit_account;
     UPDATE account_balance SET version=NEW.id, cr_posted=cr_posted+po, cr_pending=cr_pending+pe WHERE account_id=NEW.credit_account;
     RETURN NULL;`,
  ),
  body(
    "txn_before",
    "",
    `PERFORM pg_advisory_xact_lock(7001, NEW.book_id::int);
     IF NEW.seq<>(SELECT coalesce(max(seq),0)+1 FROM txn WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION 'sequence has a gap'; END IF;
     IF NEW.n_legs<>(SELECT count(*) FROM transfer WHERE txn_id=NEW.id) THEN RAISE EXCEPTION 'leg count differs'; END IF;
     IF NEW.n_legs<>(SELECT count(*) FROM transfer t JOIN account a ON a.id=t.debit_account JOIN account b ON b.id=t.credit_account
       WHERE t.txn_id=NEW.id AND a.book_id=NEW.book_id AND b.book_id=NEW.book_id AND a.currency=t.currency AND b.currency=t.currency)
     THEN RAISE EXCEPTION 'leg of another book or currency'; END IF;
     IF NEW.recorded_at<(SELECT recorded_at FROM txn WHERE book_id=NEW.book_id AND seq=NEW.seq-1)
     THEN RAISE EXCEPTION 'recorded before the txn before it'; END IF;
     IF NEW.reverses IS NOT NULL AND NOT EXISTS(SELECT 1 FROM txn WHERE id=NEW.reverses AND book_id=NEW.book_id)
       THEN RAISE EXCEPTION 'reversal of another book'; END IF;
     IF NEW.reverses IS NOT NULL AND (EXISTS(SELECT 1 FROM transfer WHERE txn_id=NEW.reverses AND phase IN('settle','void'))
         OR EXISTS(SELECT 1 FROM transfer WHERE txn_id=NEW.id AND phase='settle'))
       THEN RAISE EXCEPTION 'reversal of an ended hold'; END IF;
     IF NEW.reverses IS NOT NULL AND EXISTS(SELECT 1 FROM (
         SELECT code,debit_account AS acct,${moved("amount")} FROM transfer WHERE txn_id IN(NEW.id,NEW.reverses)
         UNION ALL SELECT code,credit_account,${moved("-amount")} FROM transfer WHERE txn_id IN(NEW.id,NEW.reverses)) x
       GROUP BY code,acct HAVING sum(posted)<>0 OR sum(held)<>0) THEN RAISE EXCEPTION 'reversal is not an exact mirror'; END IF;
     RETURN NEW;`,
  ),
  body(
    "balance_guard",
    "",
    `IF TG_OP<>'UPDATE' THEN
       IF TG_OP='INSERT' AND NEW.version=0 AND NEW.dr_posted=0 AND NEW.cr_posted=0 AND NEW.dr_pending=0 AND NEW.cr_pending=0
       THEN RETURN NEW; END IF;
       RAISE EXCEPTION 'append-only';
     END IF;
     IF NEW.account_id=OLD.account_id AND NEW.floor=OLD.floor AND EXISTS(SELECT 1 FROM transfer t
       WHERE t.id=NEW.version AND NEW.version>OLD.version
         AND (${followsFrom("dr", "cr", "debit_account")} OR ${followsFrom("cr", "dr", "credit_account")})) THEN RETURN NEW; END IF;
     IF NEW.account_id=OLD.account_id AND NEW.floor=OLD.floor AND ${isRecomputed("dr", "debit_account")}
       AND ${isRecomputed("cr", "credit_account")} AND ${isNewestVersion} THEN RETURN NEW; END IF;
     RAISE EXCEPTION 'balance is written by transfers only';`,
  ),
  // The one way for the application to mend a balance: it can only be made what the transfers add up to.
  `CREATE FUNCTION mend_balance(which bigint,dp bigint,cp bigint,dh bigint,ch bigint,newest bigint) RETURNS void LANGUAGE sql
     SECURITY DEFINER SET search_path=millrace,pg_temp AS $fn$
     INSERT INTO account_balance(account_id,floor) SELECT a.id,a.floor FROM account a WHERE a.id=which
       AND NOT EXISTS(SELECT 1 FROM account_balance b WHERE b.account_id=a.id);
     UPDATE account_balance SET dr_posted=dp,cr_posted=cp,dr_pending=dh,cr_pending=ch,version=newest WHERE account_id=which $fn$`,
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
  `CREATE TRIGGER balance_guard BEFORE INSERT OR UPDATE OR DELETE ON account_balance FOR EACH ROW EXECUTE FUNCTION balance_guard()`,
  `CREATE TRIGGER account_balance_no_truncate BEFORE TRUNCATE ON account_balance FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
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
