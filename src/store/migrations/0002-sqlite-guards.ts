import type { Migration } from "./migration.ts";

/** That a balance names the newest transfer that touched its account, 0 when none has. */
export const isNewestVersion = `NEW.version=(SELECT coalesce(max(id),0) FROM (SELECT max(id) AS id FROM transfer WHERE debit_account=NEW.account_id
  UNION ALL SELECT max(id) FROM transfer WHERE credit_account=NEW.account_id) newest)`;

/** The columns `posted` and `held`: what a leg that ends no hold moves, and what it puts on hold or lets go. */
export const moved = (amount: string): string =>
  `CASE WHEN phase='post' THEN ${amount} ELSE 0 END AS posted,CASE phase WHEN 'pend' THEN ${amount} WHEN 'void' THEN -(${amount}) ELSE 0 END AS held`;

/** That one side of a balance went on by exactly what the transfer `t` says, and the other side not at all. */
export const followsFrom = (side: string, other: string, column: string): string =>
  `(t.${column}=NEW.account_id AND NEW.${other}_posted=OLD.${other}_posted AND NEW.${other}_pending=OLD.${other}_pending
    AND NEW.${side}_posted=OLD.${side}_posted+CASE WHEN t.phase IN('post','settle') THEN t.amount ELSE 0 END
    AND NEW.${side}_pending=OLD.${side}_pending+CASE t.phase WHEN 'pend' THEN t.amount WHEN 'void' THEN -t.amount
      WHEN 'settle' THEN -(SELECT h.amount FROM transfer h WHERE h.id=t.pending_id) ELSE 0 END)`;

/** That one side of a balance is what all its transfers add up to: the one way to mend it by hand. */
export const isRecomputed = (side: string, column: string): string =>
  `(NEW.${side}_posted=(SELECT coalesce(sum(amount),0) FROM transfer WHERE ${column}=NEW.account_id AND phase IN('post','settle'))
    AND NEW.${side}_pending=(SELECT coalesce(sum(h.amount),0) FROM transfer h WHERE h.${column}=NEW.account_id AND h.phase='pend'
      AND NOT EXISTS(SELECT 1 FROM transfer r WHERE r.pending_id=h.id)))`;

/**
 * What SQLite itself refuses: a leg after the seal, a seal with the wrong legs, an edit, a deletion, a replacement.
 * One EXISTS per key and joins instead of IN keep every lookup on an index (an OR over several keys scans).
 * `recursive_triggers` makes REPLACE fire the delete guards; the existence guards hold for strangers who lack it.
 */
const guards = [
  `CREATE TRIGGER account_open AFTER INSERT ON account BEGIN
     INSERT INTO account_balance(account_id,floor) VALUES(NEW.id,NEW.floor);
   END`,
  `CREATE TRIGGER transfer_before BEFORE INSERT ON transfer BEGIN
     SELECT RAISE(ABORT,'txn is sealed') WHERE EXISTS(SELECT 1 FROM txn WHERE id=NEW.txn_id);
     SELECT RAISE(ABORT,'transfer exists') WHERE NEW.id>0 AND EXISTS(SELECT 1 FROM transfer WHERE id=NEW.id);
     SELECT RAISE(ABORT,'leg exists') WHERE EXISTS(SELECT 1 FROM transfer WHERE txn_id=NEW.txn_id AND leg=NEW.leg);
     SELECT RAISE(ABORT,'hold is already resolved') WHERE NEW.pending_id IS NOT NULL
       AND EXISTS(SELECT 1 FROM transfer WHERE pending_id=NEW.pending_id);
     SELECT RAISE(ABORT,'hold does not match') WHERE NEW.pending_id IS NOT NULL AND NOT EXISTS(
       SELECT 1 FROM transfer p WHERE p.id=NEW.pending_id AND p.phase='pend' AND p.debit_account=NEW.debit_account
         AND p.credit_account=NEW.credit_account AND p.currency=NEW.currency AND NEW.amount<=p.amount
         AND (NEW.phase<>'void' OR NEW.amount=p.amount));
   END`,
  `CREATE TRIGGER transfer_after AFTER INSERT ON transfer BEGIN
     UPDATE account_balance SET version=NEW.id,
       dr_posted=dr_posted+CASE WHEN NEW.phase IN('post','settle') THEN NEW.amount ELSE 0 END,
       dr_pending=dr_pending+CASE NEW.phase WHEN 'pend' THEN NEW.amount
         WHEN 'settle' THEN -(SELECT amount FROM transfer WHERE id=NEW.pending_id) WHEN 'void' THEN -NEW.amount ELSE 0 END
       WHERE account_id=NEW.debit_account;
     UPDATE account_balance SET version=NEW.id,
       cr_posted=cr_posted+CASE WHEN NEW.phase IN('post','settle') THEN NEW.amount ELSE 0 END,
       cr_pending=cr_pending+CASE NEW.phase WHEN 'pend' THEN NEW.amount
         WHEN 'settle' THEN -(SELECT amount FROM transfer WHERE id=NEW.pending_id) WHEN 'void' THEN -NEW.amount ELSE 0 END
       WHERE account_id=NEW.credit_account;
   END`,
  `CREATE TRIGGER txn_before BEFORE INSERT ON txn BEGIN
     SELECT RAISE(ABORT,'txn exists') WHERE EXISTS(SELECT 1 FROM txn WHERE id=NEW.id);
     SELECT RAISE(ABORT,'idempotency key is taken') WHERE NEW.idem_key IS NOT NULL
       AND EXISTS(SELECT 1 FROM txn WHERE book_id=NEW.book_id AND idem_key=NEW.idem_key);
     SELECT RAISE(ABORT,'revision is taken') WHERE
       EXISTS(SELECT 1 FROM txn WHERE book_id=NEW.book_id AND object_key=NEW.object_key AND revision=NEW.revision);
     SELECT RAISE(ABORT,'txn is already reversed') WHERE NEW.reverses IS NOT NULL AND EXISTS(SELECT 1 FROM txn WHERE reverses=NEW.reverses);
     SELECT RAISE(ABORT,'sequence has a gap') WHERE NEW.seq<>(SELECT coalesce(max(seq),0)+1 FROM txn WHERE book_id=NEW.book_id);
     SELECT CASE WHEN legs<>NEW.n_legs THEN RAISE(ABORT,'leg count differs')
         WHEN own<>legs THEN RAISE(ABORT,'leg of another book or currency') END FROM (
       SELECT count(*) AS legs,
         total(a.book_id=NEW.book_id AND b.book_id=NEW.book_id AND a.currency=t.currency AND b.currency=t.currency) AS own
       FROM transfer t LEFT JOIN account a ON a.id=t.debit_account LEFT JOIN account b ON b.id=t.credit_account
       WHERE t.txn_id=NEW.id);
     SELECT RAISE(ABORT,'recorded before the txn before it') WHERE
       NEW.recorded_at<(SELECT recorded_at FROM txn WHERE book_id=NEW.book_id AND seq=NEW.seq-1);
     SELECT RAISE(ABORT,'reversal of another book') WHERE NEW.reverses IS NOT NULL AND NOT EXISTS(
       SELECT 1 FROM txn WHERE id=NEW.reverses AND book_id=NEW.book_id);
     SELECT RAISE(ABORT,'reversal of an ended hold') WHERE NEW.reverses IS NOT NULL
       AND (EXISTS(SELECT 1 FROM transfer WHERE txn_id=NEW.reverses AND phase IN('settle','void'))
         OR EXISTS(SELECT 1 FROM transfer WHERE txn_id=NEW.id AND phase='settle'));
     SELECT RAISE(ABORT,'reversal is not an exact mirror') WHERE NEW.reverses IS NOT NULL AND EXISTS(
       SELECT 1 FROM (
         SELECT code,debit_account AS acct,${moved("amount")} FROM transfer WHERE txn_id IN(NEW.id,NEW.reverses)
         UNION ALL SELECT code,credit_account,${moved("-amount")} FROM transfer WHERE txn_id IN(NEW.id,NEW.reverses))
       GROUP BY code,acct HAVING sum(posted)<>0 OR sum(held)<>0);
   END`,
  `CREATE TRIGGER audit_before BEFORE INSERT ON audit_log BEGIN
     SELECT RAISE(ABORT,'audit sequence has a gap') WHERE NEW.seq<>(SELECT coalesce(max(seq),0)+1 FROM audit_log);
     SELECT RAISE(ABORT,'audit chain forks') WHERE NEW.prev_hash<>coalesce((SELECT hash FROM audit_log WHERE seq=NEW.seq-1),zeroblob(32));
   END`,
  `CREATE TRIGGER account_exists BEFORE INSERT ON account BEGIN
     SELECT RAISE(ABORT,'account exists') WHERE EXISTS(SELECT 1 FROM account WHERE id=NEW.id);
     SELECT RAISE(ABORT,'account exists') WHERE EXISTS(SELECT 1 FROM account WHERE book_id=NEW.book_id AND path=NEW.path AND currency=NEW.currency);
   END`,
  `CREATE TRIGGER currency_exists BEFORE INSERT ON currency BEGIN
     SELECT RAISE(ABORT,'currency exists') WHERE EXISTS(SELECT 1 FROM currency WHERE code=NEW.code);
   END`,
  `CREATE TRIGGER checkpoint_exists BEFORE INSERT ON checkpoint BEGIN
     SELECT RAISE(ABORT,'checkpoint exists') WHERE EXISTS(SELECT 1 FROM checkpoint WHERE size=NEW.size);
   END`,
  `CREATE TRIGGER txn_rate_exists BEFORE INSERT ON txn_rate BEGIN
     SELECT RAISE(ABORT,'rate exists') WHERE EXISTS(SELECT 1 FROM txn_rate WHERE txn_id=NEW.txn_id);
     SELECT RAISE(ABORT,'txn is sealed') WHERE EXISTS(SELECT 1 FROM txn WHERE id=NEW.txn_id);
   END`,
  `CREATE TRIGGER balance_guard AFTER UPDATE ON account_balance BEGIN
     SELECT RAISE(ABORT,'balance is written by transfers only') WHERE NEW.account_id<>OLD.account_id OR NEW.floor<>OLD.floor
       OR (NOT EXISTS(SELECT 1 FROM transfer t WHERE t.id=NEW.version AND NEW.version>OLD.version AND (${followsFrom("dr", "cr", "debit_account")}
           OR ${followsFrom("cr", "dr", "credit_account")}))
         AND NOT (${isRecomputed("dr", "debit_account")} AND ${isRecomputed("cr", "credit_account")}
           AND ${isNewestVersion}));
   END`,
  `CREATE TRIGGER balance_exists BEFORE INSERT ON account_balance BEGIN
     SELECT RAISE(ABORT,'balance exists') WHERE EXISTS(SELECT 1 FROM account_balance WHERE account_id=NEW.account_id)
       OR NEW.version<>0 OR NEW.dr_posted<>0 OR NEW.cr_posted<>0 OR NEW.dr_pending<>0 OR NEW.cr_pending<>0;
   END`,
  `CREATE TRIGGER account_balance_no_delete BEFORE DELETE ON account_balance BEGIN SELECT RAISE(ABORT,'append-only'); END`,
];

const appendOnly = ["currency", "account", "account_event", "txn", "transfer", "txn_rate", "audit_log", "checkpoint"];

/** The pair of guards that makes a table append-only. */
export function appendOnlyGuards(table: string): string[] {
  return ["UPDATE", "DELETE"].map(
    (verb) =>
      `CREATE TRIGGER ${table}_no_${verb.toLowerCase()} BEFORE ${verb} ON ${table} BEGIN SELECT RAISE(ABORT,'append-only'); END`,
  );
}

export const sqliteGuards: Migration = {
  name: "0002-sqlite-guards",
  statements: (engine) => (engine === "sqlite" ? [...guards, ...appendOnly.flatMap(appendOnlyGuards)] : []),
};
