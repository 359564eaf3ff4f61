import { createPrivateKey, createPublicKey, sign } from "node:crypto";
import { fixedClock } from "../../base/clock.ts";
import type { NoteSigner, VerifierKey } from "../../domain/audit/note.ts";
import { auditPayload } from "../../domain/audit/payload.ts";
import { encodePostBatch, postAction } from "../../domain/audit/post-batch.ts";
import { type HashedLeg, type HashedRate, type HashedTxn, txnBodyHash } from "../../domain/audit/txn-hash.ts";
import { accountNature } from "../../domain/books/account.ts";
import { listAccounts, openAccounts } from "../../store/account.ts";
import { appendAudit } from "../../store/audit-log.ts";
import { addBook } from "../../store/book.ts";
import type { Store, Tx } from "../../store/handle.ts";
import { bookHead, insertTxns } from "../../store/txn.ts";
import { type Checkpoint, makeCheckpoint } from "../checkpoint.ts";

/** A small world for tests of the audit room, written with store functions only: this room does not know the ledger. */

export const origin = "millrace/sample";
const start = 1_767_225_600_000; // 2026-01-01

/** A signer from a seed of 32 equal bytes. */
export function sampleSigner(seed: number): NoteSigner {
  const pkcs8 = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), Buffer.alloc(32, seed)]);
  const secret = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
  const { x = "" } = createPublicKey(secret).export({ format: "jwk" });
  return { publicKey: Buffer.from(x, "base64url"), sign: (message) => sign(null, message, secret) };
}

export const signer: NoteSigner = sampleSigner(7);
export const key: VerifierKey = { name: origin, publicKey: signer.publicKey };

export type SampleLeg = Omit<HashedLeg, "phase" | "pending" | "code"> & {
  readonly phase?: string;
  /** The leg that holds: its txn's id and its number. */
  readonly holds?: { readonly txn: string; readonly leg: number };
};
export type SampleTxn = {
  readonly id: string;
  readonly legs: readonly SampleLeg[];
  readonly reverses?: string;
  readonly rate?: HashedRate;
};

const balance = "assets:platform:gumroad:main:balance";
const sales = "income:sales:gumroad:course";
const fees = "expenses:fees:gumroad:platform";
const euros = "assets:platform:paypal:main:balance";
const fx = "equity:fx";
const accounts: readonly (readonly [path: string, currency: string])[] = [
  [balance, "USD"],
  [sales, "USD"],
  [fees, "USD"],
  [fx, "USD"],
  [euros, "EUR"],
  [fx, "EUR"],
];

/** A sale of `amount` cents with a fee of a tenth. */
export function sale(id: string, amount: bigint): SampleTxn {
  return {
    id,
    legs: [
      { debit: balance, credit: sales, currency: "USD", amount },
      { debit: fees, credit: balance, currency: "USD", amount: amount / 10n },
    ],
  };
}

const rate: HashedRate = {
  from: "USD",
  to: "EUR",
  numerator: 9n,
  denominator: 10n,
  source: "statement",
  at: 5n,
  rounding: "half-even",
};

const conversion: SampleTxn = {
  id: "t-fx",
  rate,
  legs: [
    { debit: fx, credit: balance, currency: "USD", amount: 1_000n },
    { debit: euros, credit: fx, currency: "EUR", amount: 900n },
  ],
};
const hold: SampleTxn = {
  id: "t-hold",
  legs: [{ debit: fees, credit: balance, currency: "USD", amount: 50n, phase: "pend" }],
};
const settle: SampleTxn = {
  id: "t-settle",
  legs: [
    { debit: fees, credit: balance, currency: "USD", amount: 40n, phase: "settle", holds: { txn: "t-hold", leg: 0 } },
  ],
};
const holdAgain: SampleTxn = { ...hold, id: "t-hold-2" };
const release: SampleTxn = {
  id: "t-void",
  legs: [
    { debit: fees, credit: balance, currency: "USD", amount: 50n, phase: "void", holds: { txn: "t-hold-2", leg: 0 } },
  ],
};
const undo: SampleTxn = {
  id: "t-undo",
  reverses: "t-2",
  legs: [
    { debit: balance, credit: fees, currency: "USD", amount: 200n },
    { debit: sales, credit: balance, currency: "USD", amount: 2_000n },
  ],
};

/** Logs something that moves no money. */
export async function logEvent(tx: Tx, action: string, ts = start): Promise<void> {
  await appendAudit(tx, [{ ts, actor: "owner", action, payload: auditPayload({ note: action }) }]);
}

type Prepared = {
  readonly txn: SampleTxn;
  readonly header: HashedTxn;
  readonly bodyHash: Uint8Array;
};

function prepare(txn: SampleTxn, bookId: bigint, seq: bigint, at: number): Prepared {
  const legs = txn.legs.map((leg): HashedLeg => {
    const { holds, phase = "post", ...rest } = leg;
    return { ...rest, code: 1, phase, pending: holds ? `${holds.txn}:${holds.leg}` : null };
  });
  const header: HashedTxn = {
    id: txn.id,
    bookId,
    seq,
    kind: "sale",
    source: "gumroad",
    objectKey: `gumroad/sale/${txn.id}`,
    revision: 0n,
    idemKey: null,
    occurredAt: at,
    recordedAt: at,
    reverses: txn.reverses ?? null,
    rate: txn.rate ?? null,
  };
  return { txn, header, bodyHash: txnBodyHash(header, legs) };
}

/** Books txns as one batch: legs first, then headers, and one entry that pins them. */
export async function postSample(tx: Tx, bookId: bigint, txns: readonly SampleTxn[], at = start): Promise<void> {
  const { seq: before } = await bookHead(tx, bookId);
  const prepared = txns.map((txn, i) => prepare(txn, bookId, before + BigInt(i + 1), at));
  const hashes = prepared.map(({ bodyHash }) => bodyHash);
  const payload = encodePostBatch(bookId, before + 1n, hashes);
  const [link] = await appendAudit(tx, [{ ts: at, actor: "engine", action: postAction, payload }]);
  const transfers = await transferRows(tx, bookId, txns);
  const rates = txns.flatMap(({ id, rate: r }) =>
    r ? [[id, r.from, r.to, r.numerator, r.denominator, r.source, r.at, r.rounding]] : [],
  );
  const headers = prepared.map(({ txn, header: h, bodyHash }) => [
    ...[h.id, bookId, h.seq, h.kind, h.source, h.objectKey, 0n, null, bodyHash, BigInt(at), BigInt(at)],
    ...[BigInt(txn.legs.length), h.reverses, link?.seq],
  ]);
  await insertTxns(tx, { transfers, rates, headers });
}

async function transferRows(tx: Tx, bookId: bigint, txns: readonly SampleTxn[]): Promise<unknown[][]> {
  const ids = new Map((await listAccounts(tx, bookId)).map((a) => [`${a.path} ${a.currency}`, a.id]));
  const rows: unknown[][] = [];
  for (const txn of txns) {
    for (const [i, { debit, credit, currency, amount, phase = "post", holds }] of txn.legs.entries()) {
      const [from, to] = [ids.get(`${credit} ${currency}`), ids.get(`${debit} ${currency}`)];
      const held = holds ? await holdId(tx, holds.txn, holds.leg) : null;
      rows.push([txn.id, BigInt(i), 1n, to, from, currency, amount, phase, held]);
    }
  }
  return rows;
}

async function holdId(tx: Tx, txnId: string, leg: number): Promise<bigint> {
  const query = tx.q.selectFrom("transfer").select("id").where("txn_id", "=", txnId).where("leg", "=", BigInt(leg));
  return (await query.executeTakeFirstOrThrow()).id;
}

async function newBook(tx: Tx, slug: string): Promise<bigint> {
  const { id } = await addBook(tx, { slug, name: slug, homeCurrency: "USD", timeZone: "UTC" }, start);
  await openAccounts(
    tx,
    id,
    accounts.map(([path, currency]) => ({ path, currency, ...accountNature(path) })),
  );
  return id;
}

/** Signs a checkpoint in a transaction of its own. */
export async function signSample(store: Store, by: NoteSigner = signer, at = start): Promise<Checkpoint> {
  const made = await store.transaction((tx) => makeCheckpoint(tx, { origin, signer: by, clock: fixedClock(at) }));
  if (!made.ok) throw new Error(made.error.sentence);
  if (!made.value) throw new Error("the log is empty");
  return made.value;
}

/**
 * Two books and ten entries: 1 start · 2 three sales · 3 log-in · 4 conversion and two holds · 5 a sale in book
 * 2 · [checkpoint] · 6 settle, release and reversal · 7 key rotated · 8 a sale in book 2 · [checkpoint] · 9 export ·
 * 10 a sale. Returns the two checkpoints.
 */
export async function fillSample(store: Store): Promise<readonly [Checkpoint, Checkpoint]> {
  await store.transaction(async (tx) => {
    const [one, two] = [await newBook(tx, "one"), await newBook(tx, "two")];
    await logEvent(tx, "engine.start");
    await postSample(tx, one, [sale("t-1", 1_000n), sale("t-2", 2_000n), sale("t-3", 3_000n)]);
    await logEvent(tx, "user.login");
    await postSample(tx, one, [conversion, hold, holdAgain]);
    await postSample(tx, two, [sale("u-1", 500n)]);
  });
  const first = await signSample(store, signer, start + 1);
  await store.transaction(async (tx) => {
    await postSample(tx, 1n, [settle, release, undo]);
    await logEvent(tx, "key.rotate");
    await postSample(tx, 2n, [sale("u-2", 700n)]);
  });
  const second = await signSample(store, signer, start + 2);
  await store.transaction(async (tx) => {
    await logEvent(tx, "books.export");
    await postSample(tx, 1n, [sale("t-9", 900n)]);
  });
  return [first, second];
}
