import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readAudit } from "../store/audit-log.ts";
import { checkBooks } from "./check.ts";
import { CheckFindings } from "./check-findings.ts";
import { hold, settle } from "./holds.ts";
import { rebuildBalances } from "./rebuild-balances.ts";
import { reverse } from "./reverse.ts";
import { balancesText, draft, memoryBooks, mustPost, type TestBooks } from "./testing/text-books.ts";

let books: TestBooks;
beforeEach(async () => {
  books = await memoryBooks();
  await mustPost(books, [
    draft("bank ← opening 100.00 USD", { id: "t1", objectKey: "o1" }),
    draft("balance ← sales 50.00 USD sale", { id: "t2", objectKey: "o2" }),
  ]);
  await books.store.transaction(async (tx) => {
    await hold(tx, books.command, draft("payables ← bank 30.00 USD", { id: "t3", objectKey: "o3" }));
    const { legs: _, ...header } = draft("payables ← bank 1.00 USD", { id: "t4", objectKey: "o4" });
    await settle(tx, books.command, header, "t3", [{ leg: 0, amount: 25_00n }]);
    await reverse(tx, { ...books.command, id: "t5" }, "t2");
  });
});
afterEach(() => books.store.close());

/** Damage that the guards refuse, done by somebody who took them away first. */
function damage(...statements: string[]): void {
  books.store.raw.pragma("foreign_keys=0");
  books.store.raw.pragma("ignore_check_constraints=1");
  for (const { name } of books.store.raw.prepare("SELECT name FROM sqlite_schema WHERE type='trigger'").all() as {
    name: string;
  }[]) {
    books.store.raw.exec(`DROP TRIGGER ${name}`);
  }
  for (const statement of statements) books.store.raw.exec(statement);
}

const findings = async () =>
  (await checkBooks(books.store, 1n)).findings.map(({ code, where, sentence }) => `${code} at ${where}: ${sentence}`);

describe("checking books", () => {
  it("finds nothing in sound ones and says what it went through", async () => {
    const progress: [bigint, bigint][] = [];
    const check = await checkBooks(books.store, 1n, { onProgress: (done, total) => progress.push([done, total]) });
    expect(check).toEqual({ txns: 5n, transfers: 5n, accounts: 5, sound: true, findings: [], leftOut: 0 });
    expect(progress).toEqual([[5n, 5n]]);
  });

  it("tells how far it is in a long book", async () => {
    await mustPost(
      books,
      Array.from({ length: 600 }, () => draft("balance ← sales 1.00 USD sale")),
    );
    const progress: [bigint, bigint][] = [];
    await checkBooks(books.store, 1n, { onProgress: (done, total) => progress.push([done, total]) });
    expect(progress).toEqual([
      [500n, 605n],
      [605n, 605n],
    ]);
  });

  it("finds nothing in an empty book", async () => {
    expect(await checkBooks(books.store, 7n)).toMatchObject({ txns: 0n, sound: true, findings: [] });
  });

  it("names accounts that are not finished without calling them wrong", async () => {
    await mustPost(books, [
      draft("transit ← balance 5.00 USD payout-sent; disputes ← balance 1.00 USD; suspense:gumroad ← opening 2.00 KES"),
    ]);
    const check = await checkBooks(books.store, 1n);
    expect(check.sound).toBe(true);
    expect(check.findings.map(({ kind, where }) => `${kind}: ${where}`)).toEqual([
      "open: account assets:disputes:gumroad (USD)",
      "open: account assets:transit:gumroad:main (USD)",
      "open: account suspense:gumroad (KES)",
    ]);
  });

  it("goes on while others book, and compares balances only when nothing came between", async () => {
    let booked = 0;
    const check = await checkBooks(books.store, 1n, {
      onProgress: () => {
        if (booked++ > 0) return;
        // A synchronous write in the middle of the walk, as another process would do it.
        books.store.raw.exec("SAVEPOINT other");
        books.store.raw.exec(
          "INSERT INTO account(book_id,path,currency,type,floor) VALUES(1,'income:sales:other:x','USD','income','none')",
        );
        books.store.raw.exec(
          "INSERT INTO transfer(txn_id,leg,code,debit_account,credit_account,currency,amount) SELECT 'late',0,1,max(id)-1,max(id),'USD',5 FROM account",
        );
        books.store.raw.exec(
          "INSERT INTO txn SELECT 'late',book_id,6,kind,source,'late',0,NULL,body_hash,occurred_at,recorded_at,1,NULL,log_seq FROM txn WHERE id='t1'",
        );
        books.store.raw.exec("RELEASE other");
      },
    });
    expect(check.txns).toBe(6n);
    // Its hash and its pin are made up, but its money is counted.
    expect(check.findings.map(({ code }) => code)).toEqual(["hash-differs", "not-pinned"]);
  });

  const cases: readonly (readonly [string, readonly string[], readonly RegExp[]])[] = [
    [
      "a changed object",
      ["UPDATE txn SET object_key='x' WHERE id='t2'"],
      [/^hash-differs at txn 2 \(t2, x\): Its content is not what its hash was made of/],
    ],
    [
      "a changed amount",
      ["UPDATE transfer SET amount=4000 WHERE txn_id='t1'"],
      [
        /^hash-differs at txn 1/,
        /^balance-differs at account assets:bank:kcb:main \(USD\): .*debitPosted is 10000 and adds up to 4000/,
        /^balance-differs at account equity:opening/,
      ],
    ],
    [
      "a missing txn",
      ["DELETE FROM transfer WHERE txn_id='t2'", "DELETE FROM txn WHERE id='t2'"],
      [
        /^sequence-gap at txn 3 .*follows txn 1: 1 are missing/,
        /^not-a-mirror at txn 5/,
        /^not-pinned at txns 1 to 1: Entry 1 of the audit log/,
        /^balance-differs/,
        /^balance-differs/,
      ],
    ],
    [
      "a missing leg",
      ["DELETE FROM transfer WHERE txn_id='t1'"],
      [
        /^leg-count at txn 1 .*sealed with 1 legs and has 0/,
        /^hash-differs/,
        /^overdrawn at txn 3/,
        /^balance-differs/,
        /^balance-differs/,
      ],
    ],
    [
      "an early recording",
      ["UPDATE txn SET recorded_at=1 WHERE id='t5'"],
      [/^recorded-early at txn 5/, /^hash-differs/],
    ],
    [
      "an unknown account",
      ["UPDATE transfer SET debit_account=99 WHERE txn_id='t1'"],
      [/^hash-differs/, /^account-unknown at txn 1/, /^overdrawn at txn 3/, /^balance-differs/],
    ],
    [
      "an unknown account on the other side",
      ["UPDATE transfer SET credit_account=99 WHERE txn_id='t2'"],
      [/^hash-differs/, /^account-unknown at txn 2/, /^not-a-mirror at txn 5/, /^balance-differs/],
    ],
    [
      "a leg in another currency",
      ["UPDATE transfer SET currency='KES' WHERE txn_id='t1'"],
      [
        /^hash-differs/,
        /^currency-differs at txn 1 .*Leg 0 is in KES on assets:bank:kcb:main in USD/,
        /^currency-differs/,
      ],
    ],
    [
      "a settlement above its hold",
      ["UPDATE transfer SET amount=3001 WHERE txn_id='t4'"],
      [/^hash-differs/, /^hold-exceeded at txn 4/, /^balance-differs/, /^balance-differs/],
    ],
    [
      "an end of a hold that is gone",
      ["UPDATE transfer SET pending_id=99 WHERE txn_id='t4'"],
      [/^hash-differs/, /^hold-exceeded/, /^balance-differs/, /^balance-differs/],
    ],
    [
      "a reversal of something else",
      ["UPDATE txn SET reverses='t1' WHERE id='t5'"],
      [/^hash-differs/, /^not-a-mirror at txn 5 .*exact mirror of t1/],
    ],
    [
      "a reversal of what ended a hold",
      ["UPDATE txn SET reverses='t4' WHERE id='t5'"],
      [/^hash-differs/, /^not-a-mirror/],
    ],
    ["a reversal of nothing", ["UPDATE txn SET reverses='none' WHERE id='t5'"], [/^hash-differs/, /^not-a-mirror/]],
    [
      "an audit entry of something else",
      ["UPDATE audit_log SET action='x' WHERE seq=2"],
      [/^not-pinned at txns 3 to 3: Entry 2/],
    ],
    ["an audit entry that is gone", ["DELETE FROM audit_log WHERE seq=1"], [/^not-pinned at txns 1 to 2: Entry 1/]],
    ["a txn under another entry", ["UPDATE txn SET log_seq=3 WHERE id='t3'"], [/^not-pinned at txns 3 to 4: Entry 3/]],
    [
      "a counter",
      ["UPDATE account_balance SET dr_posted=dr_posted+1 WHERE account_id=1"],
      [
        /^balance-differs at account assets:bank:kcb:main/,
        /^debits-credits at currency USD: Debits are .* and credits/,
      ],
    ],
    [
      "a balance that is gone",
      ["DELETE FROM account_balance WHERE account_id=2"],
      [/^balance-differs at account equity:opening \(USD\): .*debitPosted is missing/, /^debits-credits/],
    ],
    [
      "a lifted floor",
      ["UPDATE account SET floor='none' WHERE id=1"],
      [/^account-nature at account assets:bank:kcb:main/],
    ],
    [
      "a path outside the chart",
      ["UPDATE account SET path='till' WHERE id=1"],
      [/^hash-differs/, /^hash-differs/, /^hash-differs/, /^account-nature at account till/],
    ],
    [
      "a lost rate",
      ["INSERT INTO txn_rate VALUES('t2','USD','KES',1,1,'x',0,'half-even')"],
      [/^hash-differs at txn 2/],
    ],
  ];

  it.each(cases)("finds %s and says where", async (_what, statements, expected) => {
    damage(...statements);
    const found = await findings();
    expect(found).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
    expect((await checkBooks(books.store, 1n)).sound).toBe(false);
  });

  it("keeps the first thousand findings and counts the others", () => {
    const kept = new CheckFindings();
    for (let i = 0; i < 1_005; i++) kept.add("wrong", "x", "y", "z");
    expect([kept.kept.length, kept.leftOut, kept.wrong]).toEqual([1_000, 5, 1_005]);
  });
});

describe("rebuilding balances", () => {
  const rebuild = () => books.store.transaction((tx) => rebuildBalances(tx, books.command));

  it("changes nothing and writes nothing on healthy books", async () => {
    const entries = (await readAudit(books.store, 1n, 100)).length;
    expect(await rebuild()).toEqual([]);
    expect((await readAudit(books.store, 1n, 100)).length).toBe(entries);
  });

  it.each([
    ["raised", "UPDATE account_balance SET dr_posted=dr_posted+7 WHERE account_id=1"],
    ["lowered", "UPDATE account_balance SET cr_posted=0 WHERE account_id=2"],
    ["held", "UPDATE account_balance SET cr_pending=5,dr_pending=6 WHERE account_id=1"],
    ["numbered too high", "UPDATE account_balance SET version=999 WHERE account_id=1"],
    ["lost", "DELETE FROM account_balance WHERE account_id=4"],
  ])("mends one that was %s, under the guards, and writes down what it did", async (_how, statement) => {
    const before = await balancesText(books);
    const guards = books.store.raw.prepare("SELECT sql FROM sqlite_schema WHERE type='trigger'").all() as {
      sql: string;
    }[];
    damage(statement);
    for (const { sql } of guards) books.store.raw.exec(sql);
    const mended = await rebuild();
    expect(mended.length).toBe(1);
    expect(await balancesText(books)).toEqual(before);
    expect((await checkBooks(books.store, 1n)).findings).toEqual([]);
    expect((await readAudit(books.store, 1n, 100)).at(-1)?.action).toBe("ledger.rebuild-balances");
    await mustPost(books, [draft("bank ← opening 1.00 USD; payables ← bank 0.50 USD")]);
    expect(await rebuild()).toEqual([]);
  });
});
