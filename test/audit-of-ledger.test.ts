import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkProof } from "../src/audit/check-proof.ts";
import { makeCheckpoint } from "../src/audit/checkpoint.ts";
import { proveTxn } from "../src/audit/inclusion.ts";
import { key, origin, signer } from "../src/audit/testing/sample-books.ts";
import { type Verification, verifyAudit } from "../src/audit/verify.ts";
import { fixedClock } from "../src/base/clock.ts";
import { codes } from "../src/domain/books/codes.ts";
import type { Leg, TxnDraft } from "../src/domain/books/txn.ts";
import { post } from "../src/ledger/post.ts";
import { addBook } from "../src/store/book.ts";
import { migrate } from "../src/store/migrate.ts";
import { openSqlite, type SqliteStore } from "../src/store/open-sqlite.ts";

const at = 1_767_225_600_000;
let store: SqliteStore;
let bookId: bigint;

beforeEach(async () => {
  store = openSqlite({ path: ":memory:" });
  await migrate(store, fixedClock(at));
  const book = { slug: "main", name: "Main", homeCurrency: "USD", timeZone: "UTC" };
  bookId = (await store.transaction((tx) => addBook(tx, book, at))).id;
});

afterEach(() => store.close());

const balance = "assets:platform:gumroad:main:balance";
const leg = (debit: string, credit: string, amount: bigint, more: Partial<Leg> = {}): Leg => ({
  code: codes.sale,
  debit,
  credit,
  currency: "USD",
  amount,
  ...more,
});

function draft(id: string, legs: readonly Leg[], more: Partial<TxnDraft> = {}): TxnDraft {
  return {
    id,
    kind: "sale",
    source: "gumroad",
    objectKey: `gumroad/sale/${id}`,
    revision: 0n,
    occurredAt: at,
    legs,
    ...more,
  };
}

async function booked(...drafts: TxnDraft[]): Promise<void> {
  const result = await store.transaction((tx) => post(tx, { bookId, recordedAt: at, actor: "engine" }, drafts));
  expect(result).toMatchObject({ ok: true });
}

async function verify(): Promise<Verification> {
  const result = await verifyAudit(store, { keys: [key], anchors: undefined });
  if (!result.ok) throw new Error(result.error.sentence);
  return result.value;
}

async function bookEverything(): Promise<void> {
  const sale = [
    leg(balance, "income:sales:gumroad:kurs-für-anfänger", 2_900n),
    leg("expenses:fees:gumroad:platform", balance, 290n),
  ];
  await booked(draft("t-1", sale, { idemKey: "order-1" }), draft("t-2", sale));
  await booked(
    draft(
      "t-rate",
      [
        leg("equity:fx", balance, 1_000n, { code: codes["fx-out"] }),
        leg("assets:platform:paypal:main:balance", "equity:fx", 905n, { code: codes["fx-in"], currency: "EUR" }),
      ],
      {
        rate: {
          from: "USD",
          to: "EUR",
          numerator: 905n,
          denominator: 1000n,
          source: "statement",
          at,
          rounding: "half-even",
        },
      },
    ),
    draft("t-hold", [leg("assets:transit:gumroad:main", balance, 500n, { phase: "pend" })]),
  );
  const hold = await store.q
    .selectFrom("transfer")
    .select("id")
    .where("txn_id", "=", "t-hold")
    .executeTakeFirstOrThrow();
  await booked(
    draft("t-settle", [leg("assets:transit:gumroad:main", balance, 450n, { phase: "settle", pendingId: hold.id })]),
  );
  await booked(
    draft(
      "t-undo",
      [...sale].reverse().map((l) => ({ ...l, debit: l.credit, credit: l.debit })),
      { reverses: "t-2" },
    ),
    draft("t-1-again", sale, { objectKey: "gumroad/sale/t-1", revision: 1n }),
  );
}

describe("books that the ledger wrote", () => {
  it("are whole to a verifier that does not know the ledger, and every txn can be proved", async () => {
    await bookEverything();
    const made = await store.transaction((tx) => makeCheckpoint(tx, { origin, signer, clock: fixedClock(at) }));
    expect(made).toMatchObject({ ok: true, value: { size: 4 } });
    const result = await verify();
    expect(result.findings).toEqual([]);
    expect(result).toMatchObject({ ok: true, txns: 7, checkpoints: 1 });
    for (const id of ["t-1", "t-rate", "t-hold", "t-settle", "t-undo", "t-1-again"]) {
      const proof = await proveTxn(store, id);
      if (!proof.ok) throw new Error(proof.error.sentence);
      expect(checkProof(proof.value, [key])).toMatchObject({ ok: true, value: { txn: { id } } });
    }
  });

  it("show a cent that moved", async () => {
    await bookEverything();
    store.raw.exec("DROP TRIGGER transfer_no_update; UPDATE transfer SET amount=amount+1 WHERE txn_id='t-settle'");
    const { ok, findings } = await verify();
    expect(ok).toBe(false);
    expect(findings.map(({ sentence }) => sentence).join("\n")).toContain(
      "Txn t-settle (number 5 of book 1) was changed",
    );
  });

  it("stay whole when a batch is refused", async () => {
    await bookEverything();
    const refused = await store.transaction((tx) =>
      post(tx, { bookId, recordedAt: at, actor: "engine" }, [
        draft("t-1", [leg(balance, "income:sales:gumroad:x", 1n)]),
      ]),
    );
    expect(refused).toMatchObject({ ok: false });
    expect((await verify()).findings).toEqual([]);
  });
});
