import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { accountHistory } from "./account-history.ts";
import { accountBalances, trialBalance } from "./balances.ts";
import { hold, release, settle } from "./holds.ts";
import { postedLegs } from "./posted-legs.ts";
import { reverse } from "./reverse.ts";
import {
  balancesText,
  draft,
  fullPath,
  memoryBooks,
  mustPost,
  startOfBooks,
  type TestBooks,
} from "./testing/text-books.ts";

const dayMs = 86_400_000;
let books: TestBooks;
beforeEach(async () => {
  books = await memoryBooks();
});
afterEach(() => books.store.close());

describe("balances", () => {
  it("can be asked for as the books stood at a moment, and as we know today of a moment", async () => {
    // January's sale is recorded in March, after February's.
    await mustPost(books, [draft("balance ← sales 20.00 USD sale", { day: 40 })], startOfBooks + 41 * dayMs);
    await mustPost(books, [draft("balance ← sales 10.00 USD sale", { day: 5 })], startOfBooks + 70 * dayMs);
    const end = (day: number) => startOfBooks + day * dayMs;
    const platform = (query: object) => balancesText(books, { prefix: "assets:", ...query });
    expect(await platform({ knownAt: end(60) })).toEqual(["assets:platform:gumroad:main:balance USD 20.00"]);
    expect(await platform({ occurredBy: end(30) })).toEqual(["assets:platform:gumroad:main:balance USD 10.00"]);
    expect(await platform({ knownAt: end(60), occurredBy: end(30) })).toEqual([]);
    expect(await platform({})).toEqual(["assets:platform:gumroad:main:balance USD 30.00"]);
  });

  it("show what was held at a moment, also when it was settled or let go since", async () => {
    const at = (recordedAt: number) => ({ ...books.command, recordedAt });
    const header = (id: string) => {
      const { legs: _, ...rest } = draft("payables ← bank 1.00 USD", { id });
      return rest;
    };
    await mustPost(books, [draft("bank ← opening 100.00 USD")], startOfBooks);
    await books.store.transaction(async (tx) => {
      await hold(tx, at(startOfBooks + 1), draft("payables ← bank 60.00 USD", { id: "a" }));
      await hold(tx, at(startOfBooks + 1), draft("payables ← bank 7.00 USD", { id: "b" }));
      await settle(tx, at(startOfBooks + 2), header("a2"), "a", [{ leg: 0, amount: 50_00n }]);
      await release(tx, at(startOfBooks + 3), header("b2"), "b");
    });
    const bank = (knownAt: number) => balancesText(books, { prefix: "assets:", knownAt: startOfBooks + knownAt });
    expect(await bank(1)).toEqual(["assets:bank:kcb:main USD 100.00 (held -67.00)"]);
    expect(await bank(2)).toEqual(["assets:bank:kcb:main USD 50.00 (held -7.00)"]);
    expect(await bank(3)).toEqual(["assets:bank:kcb:main USD 50.00"]);
    expect(await accountBalances(books.store, 1n, { knownAt: startOfBooks + 3 })).toEqual(
      await accountBalances(books.store, 1n),
    );
  });

  it("make a trial balance per currency, in which debits equal credits", async () => {
    await mustPost(books, [
      draft(
        "balance ← sales 10.00 USD sale; fees:platform ← balance 1.00 USD fee-platform; payables ← opening 5.00 KES",
      ),
    ]);
    await mustPost(books, [draft("opening ← payables 5.00 KES")]);
    const shown = (await trialBalance(books.store, 1n)).map(({ currency, debits, credits, accounts }) => [
      currency,
      debits,
      credits,
      accounts.length,
    ]);
    expect(shown).toEqual([
      ["KES", 0n, 0n, 0],
      ["USD", 10_00n, 10_00n, 3],
    ]);
  });
});

describe("an account's history", () => {
  it("comes in pages, in the order it was booked, each leg signed and with the account on the other side", async () => {
    await mustPost(
      books,
      Array.from({ length: 3 }, () =>
        draft("balance ← sales 10.00 USD sale; fees:platform ← balance 1.00 USD fee-platform"),
      ),
    );
    const [account] = await accountBalances(books.store, 1n, { prefix: fullPath("balance") });
    const accountId = account?.accountId ?? 0n;
    const first = await accountHistory(books.store, { accountId, limit: 4 });
    expect(first.rows.map((row) => [row.seq, row.amount, row.counterpart])).toEqual([
      [1n, 10_00n, "income:sales:gumroad:guide"],
      [1n, -1_00n, "expenses:fees:gumroad:platform"],
      [2n, 10_00n, "income:sales:gumroad:guide"],
      [2n, -1_00n, "expenses:fees:gumroad:platform"],
    ]);
    const second = await accountHistory(books.store, { accountId, limit: 4, after: first.next ?? 0n });
    expect([second.rows.map((row) => row.seq), second.next]).toEqual([[3n, 3n], undefined]);
    expect((await accountHistory(books.store, { accountId })).rows.length).toBe(6);
    await expect(accountHistory(books.store, { accountId, limit: 501 })).rejects.toThrow(/1 to 500 rows/);
  });
});

describe("what is posted for an object", () => {
  it("is net per kind, moment, code and pair of accounts, without holds, with the next revision", async () => {
    await mustPost(books, [
      draft("balance ← sales 100.00 USD sale; fees:platform ← balance 10.00 USD fee-platform", {
        objectKey: "a",
        day: 1,
      }),
      draft("sales ← balance 30.00 USD sale; balance ← fees:platform 10.00 USD fee-platform", {
        objectKey: "a",
        day: 1,
        revision: 1n,
      }),
      draft("refunds ← balance 5.00 USD refund", { objectKey: "a", day: 2, revision: 2n, kind: "refund" }),
      draft("sales ← balance 3.00 USD sale", { objectKey: "b", day: 1, revision: 8n }),
      draft("bank ← opening 9.00 USD", { objectKey: "c" }),
    ]);
    await books.store.transaction((tx) =>
      hold(tx, books.command, draft("payables ← bank 1.00 USD", { id: "h", objectKey: "d" })),
    );
    const { legs: _, ...header } = draft("payables ← bank 1.00 USD", { objectKey: "d", revision: 1n });
    const posted = await postedLegs(books.store, 1n, ["a", "b", "d", "never"]);
    const [balance, sales, refunds] = ["balance", "sales", "refunds"].map(fullPath);
    const at = (day: number) => startOfBooks + day * dayMs;
    expect([...posted.keys()]).toEqual(["a", "b", "d", "never"]);
    expect(posted.get("a")).toEqual({
      nextRevision: 3n,
      groups: [
        { kind: "sale", occurredAt: at(1), code: 1, debit: balance, credit: sales, currency: "USD", amount: 70_00n },
        {
          kind: "refund",
          occurredAt: at(2),
          code: 20,
          debit: refunds,
          credit: balance,
          currency: "USD",
          amount: 5_00n,
        },
      ],
    });
    expect(posted.get("b")).toMatchObject({
      nextRevision: 9n,
      groups: [{ debit: sales, credit: balance, amount: 3_00n }],
    });
    expect(posted.get("d")).toEqual({ nextRevision: 1n, groups: [] });
    expect(posted.get("never")).toEqual({ nextRevision: 0n, groups: [] });
    await books.store.transaction((tx) => settle(tx, books.command, header, "h"));
    expect((await postedLegs(books.store, 1n, ["d"])).get("d")?.groups).toMatchObject([{ amount: 1_00n }]);
    expect(await postedLegs(books.store, 1n, [])).toEqual(new Map());
  });

  it("is nothing after a reversal", async () => {
    await mustPost(books, [draft("balance ← sales 1.00 USD sale", { id: "t", objectKey: "o", day: 3 })]);
    await books.store.transaction((tx) => reverse(tx, { ...books.command, id: "u" }, "t"));
    expect((await postedLegs(books.store, 1n, ["o"])).get("o")?.groups).toEqual([]);
  });
});
