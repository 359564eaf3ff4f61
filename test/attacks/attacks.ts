import type { EngineKind } from "../../src/store/migrations/migration.ts";
import type { Scene } from "./scene.ts";

/** One way to spoil the books with plain SQL, and the words of the refusal it must meet. */
export type Attack = {
  readonly name: string;
  /** Statements of one transaction. */
  readonly sql: (scene: Scene) => readonly string[];
  /** What the engine has to say; so that no attack passes as refused for a slip in its own text. */
  readonly refusedBy: RegExp;
  /** Where it is possible at all; on both engines when left out. */
  readonly only?: EngineKind;
};

type LegParts = {
  txn?: string;
  leg?: number;
  code?: number;
  dr?: string;
  cr?: string;
  currency?: string;
  amount?: string;
  phase?: string;
  pending?: bigint | "NULL";
  id?: bigint;
};

const text = (value: string): string => `'${value}'`;

/** An INSERT of one leg; a harmless 1.00 USD from sales to balance unless told otherwise. */
function leg(scene: Scene, parts: LegParts = {}, verb = "INSERT INTO"): string {
  const {
    txn = "evil",
    leg = 0,
    code = 1,
    dr = "balance USD",
    cr = "sales USD",
    currency = "USD",
    amount = "100",
    phase = "post",
    pending = "NULL",
  } = parts;
  const [idColumn, id] = parts.id === undefined ? ["", ""] : ["id,", `${parts.id},`];
  const account = (name: string): bigint => (/^\d+$/.test(name) ? BigInt(name) : scene.account(name));
  return `${verb} transfer(${idColumn}txn_id,leg,code,debit_account,credit_account,currency,amount,phase,pending_id)
    VALUES(${id}${text(txn)},${leg},${code},${account(dr)},${account(cr)},${text(currency)},${amount},${text(phase)},${pending})`;
}

type HeadParts = {
  id?: string;
  book?: bigint;
  seq?: bigint;
  object?: string;
  revision?: number;
  idem?: string;
  legs?: number;
  reverses?: string;
  recorded?: bigint;
  hash?: string;
};

const later = 1_800_000_000_000n;

/** An INSERT of the header that would seal the legs. */
function seal(scene: Scene, parts: HeadParts = {}, verb = "INSERT INTO"): string {
  const {
    id = "evil",
    book = scene.books.book.id,
    seq = scene.nextSeq,
    object = "o/evil",
    revision = 0,
    legs = 1,
    recorded = later,
  } = parts;
  const optional = (value: string | undefined): string => (value === undefined ? "NULL" : text(value));
  return `${verb} txn(id,book_id,seq,kind,source,object_key,revision,idem_key,body_hash,occurred_at,recorded_at,n_legs,reverses,log_seq)
    VALUES(${text(id)},${book},${seq},'sale','test',${text(object)},${revision},${optional(parts.idem)},${parts.hash ?? bytes(scene, "ab")},0,${recorded},${legs},${optional(parts.reverses)},1)`;
}

/** 32 bytes of one value, as the engine writes them. */
function bytes(scene: Scene, pair: string, count = 32): string {
  return scene.store.engine === "sqlite" ? `x'${pair.repeat(count)}'` : `'\\x${pair.repeat(count)}'::bytea`;
}

const appendOnly = /append-only/;

// biome-ignore format: one attack per line, so that the list reads as a table
export const attacks: readonly Attack[] = [
  // Editing and deleting what is booked.
  { name: "raise the amount of a booked transfer", sql: (s) => [`UPDATE transfer SET amount=amount+1 WHERE txn_id='${s.txns.sale}'`], refusedBy: appendOnly },
  { name: "move a booked transfer to another account", sql: (s) => [`UPDATE transfer SET credit_account=${s.account("bank USD")} WHERE id=${s.transfer(s.txns.sale)}`], refusedBy: appendOnly },
  { name: "delete a transfer", sql: (s) => [`DELETE FROM transfer WHERE id=${s.transfer(s.txns.sale)}`], refusedBy: appendOnly },
  { name: "delete a whole txn, legs first", sql: (s) => [`DELETE FROM transfer WHERE txn_id='${s.txns.sale}'`, `DELETE FROM txn WHERE id='${s.txns.sale}'`], refusedBy: appendOnly },
  { name: "move a txn to another day", sql: (s) => [`UPDATE txn SET occurred_at=0 WHERE id='${s.txns.sale}'`], refusedBy: appendOnly },
  { name: "swap the hash of a txn", sql: (s) => [`UPDATE txn SET body_hash=${bytes(s, "cd")} WHERE id='${s.txns.sale}'`], refusedBy: appendOnly },
  { name: "delete a header", sql: (s) => [`DELETE FROM txn WHERE id='${s.txns.sale}'`], refusedBy: appendOnly },
  { name: "overwrite a transfer by upsert", sql: (s) => [`${leg(s, { txn: s.txns.sale })} ON CONFLICT(txn_id,leg) DO UPDATE SET amount=999`], refusedBy: /sealed|append-only/ },
  { name: "overwrite a header by upsert", sql: (s) => [`${seal(s, { id: s.txns.sale })} ON CONFLICT(id) DO UPDATE SET object_key='x'`], refusedBy: /txn exists|append-only|leg count/ },
  { name: "replace a transfer by its id", sql: (s) => [leg(s, { id: s.transfer(s.txns.sale) }, "INSERT OR REPLACE INTO")], refusedBy: /transfer exists|append-only/, only: "sqlite" },
  { name: "replace a transfer by txn and leg", sql: (s) => [leg(s, { txn: s.txns.sale }, "REPLACE INTO")], refusedBy: /sealed/, only: "sqlite" },
  { name: "replace a header", sql: (s) => [seal(s, { id: s.txns.sale, legs: 2 }, "INSERT OR REPLACE INTO")], refusedBy: /txn exists/, only: "sqlite" },
  { name: "replace an account", sql: (s) => [`REPLACE INTO account(id,book_id,path,currency,type,floor) VALUES(${s.account("bank USD")},1,'x','USD','asset','none')`], refusedBy: /account exists/, only: "sqlite" },
  { name: "replace a currency", sql: () => ["REPLACE INTO currency(code,exponent) VALUES('USD',0)"], refusedBy: /currency exists/, only: "sqlite" },
  { name: "overwrite while updating, with another row giving way", sql: (s) => [`UPDATE OR REPLACE transfer SET leg=1 WHERE txn_id='${s.txns.sale}'`], refusedBy: appendOnly, only: "sqlite" },
  { name: "truncate transfers", sql: () => ["TRUNCATE transfer CASCADE"], refusedBy: appendOnly, only: "postgres" },
  { name: "truncate headers", sql: () => ["TRUNCATE txn CASCADE"], refusedBy: appendOnly, only: "postgres" },
  { name: "truncate the audit log", sql: () => ["TRUNCATE audit_log"], refusedBy: appendOnly, only: "postgres" },
  { name: "truncate balances", sql: () => ["TRUNCATE account_balance"], refusedBy: appendOnly, only: "postgres" },
  // Sealing.
  { name: "add a leg after the seal", sql: (s) => [leg(s, { txn: s.txns.sale, leg: 7 })], refusedBy: /sealed/ },
  { name: "leave legs without a header", sql: (s) => [leg(s)], refusedBy: /FOREIGN KEY|foreign key/ },
  { name: "seal more legs than there are", sql: (s) => [leg(s), seal(s, { legs: 2 })], refusedBy: /leg count/ },
  { name: "seal fewer legs than there are", sql: (s) => [leg(s), leg(s, { leg: 1 }), seal(s)], refusedBy: /leg count/ },
  { name: "seal nothing", sql: (s) => [seal(s)], refusedBy: /leg count/ },
  { name: "seal no legs and say so", sql: (s) => [seal(s, { legs: 0 })], refusedBy: /n_legs/ },
  { name: "write one leg number twice", sql: (s) => [leg(s), leg(s)], refusedBy: /leg exists|transfer_txn_id_leg_key/ },
  { name: "give a hash of the wrong length", sql: (s) => [leg(s), seal(s, { hash: bytes(s, "ab", 31) })], refusedBy: /body_hash/ },
  { name: "seal a txn recorded before the one before it", sql: (s) => [leg(s), seal(s, { recorded: 0n })], refusedBy: /recorded before/ },
  // Money and currencies.
  { name: "move between accounts of two currencies", sql: (s) => [leg(s, { cr: "sales KES" }), seal(s)], refusedBy: /FOREIGN KEY|foreign key/ },
  { name: "call dollars shillings", sql: (s) => [leg(s, { currency: "KES" }), seal(s)], refusedBy: /FOREIGN KEY|foreign key/ },
  { name: "book a currency nobody knows", sql: (s) => [leg(s, { currency: "XXX" }), seal(s)], refusedBy: /FOREIGN KEY|foreign key/ },
  { name: "book nothing at all", sql: (s) => [leg(s, { amount: "0" }), seal(s)], refusedBy: /amount/ },
  { name: "book a negative amount", sql: (s) => [leg(s, { amount: "-100" }), seal(s)], refusedBy: /amount/ },
  { name: "book half a cent", sql: (s) => [leg(s, { amount: "100.5" }), seal(s)], refusedBy: /REAL value in INTEGER/, only: "sqlite" },
  { name: "book a word", sql: (s) => [leg(s, { amount: "'hundred'" }), seal(s)], refusedBy: /TEXT value in INTEGER|invalid input syntax/ },
  { name: "book 2^53, which JSON cannot tell from its neighbour", sql: (s) => [leg(s, { amount: "9007199254740992" }), seal(s)], refusedBy: /amount/ },
  { name: "move money from an account to itself", sql: (s) => [leg(s, { cr: "balance USD" }), seal(s)], refusedBy: /debit_account|transfer_check/ },
  { name: "book to an account that is not there", sql: (s) => [leg(s, { cr: "999999" }), seal(s)], refusedBy: /FOREIGN KEY|foreign key/ },
  { name: "book into another book's account", sql: (s) => [leg(s, { cr: "other sales USD" }), seal(s)], refusedBy: /leg of another book/ },
  { name: "book with both accounts in another book", sql: (s) => [leg(s, { dr: "other balance USD", cr: "other sales USD" }), seal(s)], refusedBy: /leg of another book/ },
  { name: "book without a meaning", sql: (s) => [leg(s, { code: 0 }), seal(s)], refusedBy: /code/ },
  { name: "invent a phase", sql: (s) => [leg(s, { phase: "maybe" }), seal(s)], refusedBy: /phase/ },
  // Keys and order.
  { name: "use an idempotency key twice", sql: (s) => [leg(s), seal(s, { idem: "once" })], refusedBy: /idempotency key is taken|txn_idem/ },
  { name: "use an object's revision twice", sql: (s) => [leg(s), seal(s, { object: "o/sale" })], refusedBy: /revision is taken|revision_key/ },
  { name: "leave a gap in the sequence", sql: (s) => [leg(s), seal(s, { seq: s.nextSeq + 1n })], refusedBy: /gap/ },
  { name: "book in the past of the sequence", sql: (s) => [leg(s), seal(s, { seq: 1n })], refusedBy: /sequence/ },
  { name: "use a txn's id twice", sql: (s) => [leg(s, { txn: "other2" }), seal(s, { id: s.txns.sale })], refusedBy: /txn exists|leg count|txn_pkey/ },
  { name: "book in a book that is not there", sql: (s) => [leg(s), seal(s, { book: 99n, seq: 1n })], refusedBy: /another book|FOREIGN KEY|foreign key/ },
  // Floors and holds.
  { name: "overdraw a bank account", sql: (s) => [leg(s, { dr: "payables USD", cr: "bank USD", amount: "90001" }), seal(s)], refusedBy: /debit_floor/ },
  { name: "spend what is held", sql: (s) => [leg(s, { dr: "payables USD", cr: "bank USD", amount: "50001" }), seal(s)], refusedBy: /debit_floor/ },
  { name: "overdraw by two holds", sql: (s) => [leg(s, { dr: "payables USD", cr: "bank USD", amount: "30000", phase: "pend" }), leg(s, { leg: 1, dr: "payables USD", cr: "bank USD", amount: "30000", phase: "pend" }), seal(s, { legs: 2 })], refusedBy: /debit_floor/ },
  { name: "settle more than is held", sql: (s) => [ending(s, "settle", s.txns.openHold, "40001"), seal(s)], refusedBy: /hold does not match/ },
  { name: "settle a hold twice", sql: (s) => [ending(s, "settle", s.txns.endedHold, "10000"), seal(s)], refusedBy: /already resolved|resolves_once/ },
  { name: "settle a hold twice in one txn", sql: (s) => [ending(s, "settle", s.txns.openHold, "100"), ending(s, "settle", s.txns.openHold, "100", 1), seal(s, { legs: 2 })], refusedBy: /already resolved|resolves_once/ },
  { name: "release a hold after it was settled", sql: (s) => [ending(s, "void", s.txns.endedHold, "10000"), seal(s)], refusedBy: /already resolved|resolves_once/ },
  { name: "release part of a hold", sql: (s) => [ending(s, "void", s.txns.openHold, "100"), seal(s)], refusedBy: /hold does not match/ },
  { name: "settle a hold to another account", sql: (s) => [leg(s, { dr: "balance USD", cr: "bank USD", phase: "settle", pending: s.transfer(s.txns.openHold) }), seal(s)], refusedBy: /hold does not match/ },
  { name: "settle what was never held", sql: (s) => [leg(s, { phase: "settle", pending: s.transfer(s.txns.sale) }), seal(s)], refusedBy: /hold does not match/ },
  { name: "settle a hold that does not exist", sql: (s) => [leg(s, { phase: "settle", pending: 999999n }), seal(s)], refusedBy: /hold does not match|FOREIGN KEY/ },
  { name: "settle nothing in particular", sql: (s) => [leg(s, { phase: "settle" }), seal(s)], refusedBy: /phase|transfer_check/ },
  { name: "post while naming a hold", sql: (s) => [leg(s, { pending: s.transfer(s.txns.openHold) }), seal(s)], refusedBy: /phase|transfer_check|hold does not match/ },
  // Reversal.
  { name: "reverse by another amount", sql: (s) => [mirror(s, 0, "9999"), mirror(s, 1, "1050"), seal(s, { legs: 2, reverses: s.txns.sale })], refusedBy: /exact mirror/ },
  { name: "reverse half of a txn", sql: (s) => [mirror(s, 0, "10000"), seal(s, { reverses: s.txns.sale })], refusedBy: /exact mirror/ },
  { name: "reverse under another meaning", sql: (s) => [mirror(s, 0, "10000", 50), mirror(s, 1, "1050"), seal(s, { legs: 2, reverses: s.txns.sale })], refusedBy: /exact mirror/ },
  { name: "reverse a txn a second time", sql: (s) => [leg(s, { dr: "sales USD", cr: "balance USD", amount: "700" }), seal(s, { reverses: s.txns.undone })], refusedBy: /already reversed|txn_reverses_key/ },
  { name: "reverse a txn of another book", sql: (s) => [leg(s, { dr: "sales USD", cr: "balance USD", amount: "5000" }), seal(s, { reverses: s.txns.other })], refusedBy: /another book/ },
  { name: "reverse what ended a hold", sql: (s) => [leg(s, { code: 90, dr: "bank USD", cr: "payables USD", amount: "10000" }), seal(s, { reverses: s.txns.settled })], refusedBy: /ended hold/ },
  { name: "hide a settlement in a reversal", sql: (s) => [mirror(s, 0, "10000"), mirror(s, 1, "1050"), ending(s, "settle", s.txns.openHold, "40000", 2), seal(s, { legs: 3, reverses: s.txns.sale })], refusedBy: /ended hold/ },
  { name: "reverse oneself", sql: (s) => [leg(s), seal(s, { reverses: "evil" })], refusedBy: /another book|reverses|txn_check/ },
  // Balances.
  { name: "raise a balance the way a transfer would", sql: (s) => [`UPDATE account_balance SET dr_posted=dr_posted+100,version=version+1 WHERE account_id=${s.account("bank USD")}`], refusedBy: /written by transfers/ },
  { name: "lower a balance", sql: (s) => [`UPDATE account_balance SET dr_posted=0,version=version+1 WHERE account_id=${s.account("balance USD")}`], refusedBy: /written by transfers/ },
  { name: "forget a hold", sql: (s) => [`UPDATE account_balance SET cr_pending=0 WHERE account_id=${s.account("bank USD")}`], refusedBy: /written by transfers/ },
  { name: "count a transfer a second time", sql: (s) => [`UPDATE account_balance SET dr_posted=dr_posted+10000,version=${s.transfer(s.txns.sale)} WHERE account_id=${s.account("balance USD")}`], refusedBy: /written by transfers/ },
  { name: "lift the floor of a balance", sql: (s) => [`UPDATE account_balance SET floor='none' WHERE account_id=${s.account("bank USD")}`], refusedBy: /written by transfers/ },
  { name: "delete a balance", sql: (s) => [`DELETE FROM account_balance WHERE account_id=${s.account("bank USD")}`], refusedBy: appendOnly },
  { name: "write a second balance", sql: (s) => [`INSERT INTO account_balance(account_id,floor,dr_posted) VALUES(${s.account("bank USD")},'none',5)`], refusedBy: /balance exists|append-only/ },
  // Accounts, currencies, rates, events, log.
  { name: "change what a cent is", sql: () => ["UPDATE currency SET exponent=3 WHERE code='USD'"], refusedBy: appendOnly },
  { name: "delete a currency", sql: () => ["DELETE FROM currency WHERE code='CHF'"], refusedBy: appendOnly },
  { name: "lift the floor of an account", sql: (s) => [`UPDATE account SET floor='none' WHERE id=${s.account("bank USD")}`], refusedBy: appendOnly },
  { name: "give an account to another book", sql: (s) => [`UPDATE account SET book_id=book_id+1 WHERE id=${s.account("bank USD")}`], refusedBy: appendOnly },
  { name: "delete an account", sql: (s) => [`DELETE FROM account WHERE id=${s.account("bank USD")}`], refusedBy: appendOnly },
  { name: "open an account twice", sql: (s) => [`INSERT INTO account(book_id,path,currency,type,floor) VALUES(${s.books.book.id},'assets:bank:kcb:main','USD','asset','none')`], refusedBy: /account exists|account_book_id_path_currency_key/ },
  { name: "invent a type of account", sql: (s) => [`INSERT INTO account(book_id,path,currency,type) VALUES(${s.books.book.id},'assets:x','USD','slush')`], refusedBy: /type/ },
  { name: "unfreeze an account by deleting the event", sql: () => ["DELETE FROM account_event"], refusedBy: appendOnly },
  { name: "rewrite who froze an account", sql: () => ["UPDATE account_event SET actor='nobody'"], refusedBy: appendOnly },
  { name: "change the rate of a conversion", sql: () => ["UPDATE txn_rate SET numerator=131"], refusedBy: appendOnly },
  { name: "add a rate after the seal", sql: (s) => [`INSERT INTO txn_rate(txn_id,from_currency,to_currency,numerator,denominator,source,at,rounding) VALUES('${s.txns.sale}','USD','KES',1,1,'x',0,'half-even')`], refusedBy: /sealed/ },
  { name: "store a rate of zero", sql: () => ["INSERT INTO txn_rate(txn_id,from_currency,to_currency,numerator,denominator,source,at,rounding) VALUES('evil','USD','KES',0,1,'x',0,'half-even')"], refusedBy: /numerator/ },
  { name: "edit the audit log", sql: () => ["UPDATE audit_log SET actor='nobody' WHERE seq=1"], refusedBy: appendOnly },
  { name: "delete the newest audit entry", sql: (s) => [`DELETE FROM audit_log WHERE seq=${s.nextLog - 1n}`], refusedBy: appendOnly },
  { name: "leave a gap in the audit log", sql: (s) => [entry(s, s.nextLog + 1n, bytes(s, "00"))], refusedBy: /gap/ },
  { name: "fork the audit log", sql: (s) => [entry(s, s.nextLog, bytes(s, "00"))], refusedBy: /forks|prev_hash/ },
  { name: "rewrite the past of the audit log", sql: (s) => [entry(s, 1n, bytes(s, "11"))], refusedBy: /gap|forks|audit_log/ },
];

/** A leg that ends a hold of the scene. */
function ending(scene: Scene, phase: "settle" | "void", held: string, amount: string, number = 0): string {
  return leg(scene, {
    leg: number,
    code: 90,
    dr: "payables USD",
    cr: "bank USD",
    phase,
    amount,
    pending: scene.transfer(held),
  });
}

/** The mirror of one leg of the scene's sale. */
function mirror(scene: Scene, number: 0 | 1, amount: string, code = number === 0 ? 1 : 10): string {
  return number === 0
    ? leg(scene, { leg: 0, code, dr: "sales USD", cr: "balance USD", amount })
    : leg(scene, { leg: 1, code, dr: "balance USD", cr: "fees:platform USD", amount });
}

function entry(scene: Scene, seq: bigint, prev: string): string {
  return `INSERT INTO audit_log(seq,ts,actor,action,payload,prev_hash,hash) VALUES(${seq},0,'x','x',${bytes(scene, "00", 1)},${prev},${bytes(scene, "ee")})`;
}
