import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { codes } from "../domain/books/codes.ts";
import type { TxnDraft } from "../domain/books/txn.ts";
import { readAudit } from "../store/audit-log.ts";
import { bookHead } from "../store/txn.ts";
import { checkBooks } from "./check.ts";
import { batchDraftsMax } from "./check-drafts.ts";
import { hold } from "./holds.ts";
import { post } from "./post.ts";
import {
  balancesText,
  draft,
  legsFromText,
  memoryBooks,
  mustPost,
  refusalOf,
  type TestBooks,
} from "./testing/text-books.ts";

let books: TestBooks;
beforeEach(async () => {
  books = await memoryBooks();
});
afterEach(() => books.store.close());

const sale = "balance ← sales 100.00 USD sale; fees:platform ← balance 10.50 USD fee-platform";
const [oneLeg] = legsFromText("balance ← sales 1.00 USD");

describe("posting a batch", () => {
  it("numbers the txns without a gap and pins them by one audit entry", async () => {
    const posted = await mustPost(books, [draft(sale), draft(sale), draft(sale)]);
    const [later] = await mustPost(books, [draft(sale)]);
    expect(posted.map((txn) => [txn.seq, txn.logSeq])).toEqual([
      [1n, 1n],
      [2n, 1n],
      [3n, 1n],
    ]);
    expect([later?.seq, later?.logSeq]).toEqual([4n, 2n]);
    expect((await readAudit(books.store, 1n, 10)).map(({ action, actor }) => [action, actor])).toEqual([
      ["ledger.post", "test"],
      ["ledger.post", "test"],
    ]);
  });

  it("does nothing, and writes nothing, for no drafts", async () => {
    expect(await mustPost(books, [])).toEqual([]);
    expect(await readAudit(books.store, 1n, 10)).toEqual([]);
  });

  it("holds the time of recording when the clock steps back", async () => {
    await mustPost(books, [draft(sale)], 5_000);
    const [second] = await mustPost(books, [draft(sale)], 4_000);
    expect(second?.recordedAt).toBe(5_000);
  });

  it("keeps several books apart, each with its own sequence", async () => {
    const other = { ...books, command: { ...books.command, bookId: 2n } };
    await books.store.q
      .insertInto("book")
      .values({ id: 2n, slug: "b", name: "B", home_currency: "USD", time_zone: "UTC", created_at: 0n })
      .execute();
    await mustPost(books, [draft(sale)]);
    const [first] = await mustPost(other, [draft(sale, { objectKey: "same", idemKey: "same" })]);
    await mustPost(books, [draft(sale, { objectKey: "same", idemKey: "same" })]);
    expect(first?.seq).toBe(1n);
    expect((await checkBooks(books.store, 2n)).sound).toBe(true);
  });

  it("takes a txn whose parts are covered together, in whatever order they come", async () => {
    await mustPost(books, [draft("bank ← opening 10.00 USD")]);
    // The fee is more than there is before the payout arrives.
    await mustPost(books, [draft("bank-fees ← bank 15.00 USD; bank ← transit 100.00 USD")]);
    expect(await balancesText(books, { prefix: "assets:bank" })).toEqual(["assets:bank:kcb:main USD 95.00"]);
  });
});

describe("a refused batch", () => {
  const faulty: readonly (readonly [string, Partial<TxnDraft>, RegExp])[] = [
    ["no legs", { legs: [] }, /^invalid-draft: .* has 0 legs; 1 to 200 are possible/],
    ["too many legs", { legs: Array.from({ length: 201 }, () => oneLeg as never) }, /has 201 legs/],
    ["a kind that is no word", { kind: "Sale!" }, /no kind/],
    ["an empty object", { objectKey: "" }, /needs an id, a source and an object/],
    ["a line break in an id", { id: "a\nb" }, /needs an id/],
    ["half a character in the source", { source: "\ud800" }, /needs an id/],
    ["an endless object", { objectKey: "x".repeat(501) }, /needs an id/],
    ["an empty idempotency key", { idemKey: "" }, /idempotency key that is no plain text/],
    ["a revision below zero", { revision: -1n }, /revision below zero/],
    ["a broken time", { occurredAt: 1.5 }, /no whole millisecond/],
    [
      "an unknown currency",
      { legs: [{ ...oneLeg, currency: "KSH" } as never] },
      /^unknown-currency: "KSH" is not a currency/,
    ],
    ["an amount of zero", { legs: [{ ...oneLeg, amount: 0n } as never] }, /between 1 and 2\^53 − 1/],
    ["an amount as a float", { legs: [{ ...oneLeg, amount: 1 } as never] }, /between 1 and 2\^53 − 1/],
    ["an account to itself", { legs: [{ ...oneLeg, debit: oneLeg?.credit } as never] }, /from an account to itself/],
    ["an end of no hold", { legs: [{ ...oneLeg, phase: "settle" } as never] }, /ends a hold without naming it/],
    ["a hold that is not ended", { legs: [{ ...oneLeg, pendingId: 1n } as never] }, /names a hold without ending it/],
    [
      "a path outside the chart",
      { legs: [{ ...oneLeg, debit: "cash:till" } as never] },
      /"cash:till" is not the path of an account/,
    ],
    ["half a code", { legs: [{ ...oneLeg, code: 1.5 } as never] }, /a code that is no whole number/],
    ["a code of zero", { legs: [{ ...oneLeg, code: 0 } as never] }, /^invalid-draft: The database refused the txn/],
    ["a reversal of nothing", { reverses: "nothing" }, /^not-a-mirror/],
    [
      "a hold nobody placed",
      { legs: [{ ...oneLeg, phase: "settle", pendingId: 77n } as never] },
      /^hold-mismatch: There is no such hold/,
    ],
    ["a rate to an unknown currency", { rate: rate({ to: "KSH" }) }, /rate between unknown currencies/],
    ["a rate to itself", { rate: rate({ to: "USD" }) }, /rate from a currency to itself/],
    ["a rate of zero", { rate: rate({ numerator: 0n }) }, /not a positive ratio/],
    ["a rate without a time", { rate: rate({ at: 0.5 }) }, /not a positive ratio/],
    ["a rate from nobody", { rate: rate({ source: "" }) }, /not a positive ratio/],
  ];

  function rate(more: object): TxnDraft["rate"] & object {
    return {
      from: "USD",
      to: "KES",
      numerator: 1n,
      denominator: 1n,
      source: "x",
      at: 0,
      rounding: "half-even",
      ...more,
    };
  }

  it.each(faulty)("with %s says so in a sentence", async (_what, more, expected) => {
    expect(await refusalOf(books, [draft([oneLeg as never], more)])).toMatch(expected);
  });

  it.each([
    ["id", [draft(sale, { id: "same" }), draft(sale, { id: "same" })], /Two txns of the batch have the id same/],
    ["idempotency key", [draft(sale, { idemKey: "k" }), draft(sale, { idemKey: "k" })], /same idempotency key/],
  ])("with one %s twice says so", async (_what, drafts, expected) => {
    expect(await refusalOf(books, drafts)).toMatch(expected);
  });

  it("of too many txns says how many are possible", async () => {
    const many = Array.from({ length: batchDraftsMax + 1 }, (_, i) => ({ ...draft(sale), id: String(i) }));
    expect(await refusalOf(books, many)).toMatch(/holds at most 10000 txns; this one has 10001/);
  });

  it("of a book that is not there says so", async () => {
    expect(await refusalOf({ ...books, command: { ...books.command, bookId: 99n } }, [draft(sale)])).toBe(
      "unknown-book: There is no book 99.",
    );
  });

  it("names account, what is there and what is asked when money is missing, holds taken off", async () => {
    await mustPost(books, [draft("bank ← opening 100.00 USD")]);
    const held = await books.store.transaction((tx) => hold(tx, books.command, draft("payables ← bank 60.00 USD")));
    expect(held.ok).toBe(true);
    expect(await refusalOf(books, [draft(sale), draft("payables ← bank 40.01 USD")])).toBe(
      "insufficient-funds: assets:bank:kcb:main has 40.00 USD available, holds taken off, and 40.01 USD is asked of it.",
    );
  });

  it("follows the money through the batch to the leg that fails", async () => {
    await mustPost(books, [draft("bank ← opening 100.00 USD; utility ← opening 1.00 USD")]);
    const held = await books.store.transaction((tx) =>
      hold(tx, books.command, draft("payables ← bank 60.00 USD", { id: "held" })),
    );
    expect(held.ok).toBe(true);
    const { id: pendingId } = await books.store.q
      .selectFrom("transfer")
      .select("id")
      .where("txn_id", "=", "held")
      .executeTakeFirstOrThrow();
    const released = legsFromText("payables ← bank 60.00 USD").map((leg) => ({
      ...leg,
      phase: "void" as const,
      pendingId,
    }));
    const drafts = [
      draft(released),
      draft("utility ← bank 100.00 USD"),
      draft("pend payables ← utility 101.00 USD"),
      draft("payables ← utility 0.01 USD"),
    ];
    expect(await refusalOf(books, drafts)).toMatch(
      /^insufficient-funds: assets:mpesa:600123:utility has 0\.00 USD available/,
    );
    const settled = released.map((leg) => ({ ...leg, phase: "settle" as const, amount: 50_00n }));
    expect(await refusalOf(books, [draft(settled), draft("utility ← bank 50.01 USD")])).toMatch(
      /main has 50\.00 USD available/,
    );
  });

  it("refers to the guard where the floor is one that no path stands for", async () => {
    books.store.raw.exec(
      "INSERT INTO account(book_id,path,currency,type,floor) VALUES(1,'liabilities:limit:x','USD','liability','credit_nonneg')",
    );
    await mustPost(books, [draft("bank ← liabilities:limit:x 1.00 USD")]);
    expect(await refusalOf(books, [draft("liabilities:limit:x ← balance 2.00 USD")])).toBe(
      "insufficient-funds: An account would be overdrawn, holds included.",
    );
  });

  it("takes a repeated txn back with it when another of the batch fails", async () => {
    const first = draft(sale, { idemKey: "k" });
    await mustPost(books, [first]);
    expect(await refusalOf(books, [{ ...first, id: "again" }, draft("payables ← bank 1.00 USD")])).toMatch(
      /^insufficient-funds/,
    );
  });

  it("leaves no trace, so that the transaction can go on with other work", async () => {
    await books.store.transaction(async (tx) => {
      const refused = await post(tx, books.command, [
        draft("assets:bank:new:main ← opening 1.00 USD"),
        draft("payables ← bank 1.00 USD"),
      ]);
      expect(refused.ok).toBe(false);
      expect((await post(tx, books.command, [draft(sale)])).ok).toBe(true);
    });
    expect((await bookHead(books.store, 1n)).seq).toBe(1n);
    expect(await balancesText(books, { prefix: "assets:bank:new" })).toEqual([]);
    expect((await readAudit(books.store, 1n, 10)).length).toBe(1);
    expect((await checkBooks(books.store, 1n)).findings).toEqual([]);
  });

  it("leaves errors that are no refusals to the caller", async () => {
    books.store.raw.exec("DROP TABLE txn_rate");
    const rate = {
      from: "USD",
      to: "KES",
      numerator: 1n,
      denominator: 1n,
      source: "x",
      at: 0,
      rounding: "half-even",
    } as const;
    await expect(mustPost(books, [draft(sale, { rate })])).rejects.toThrow(/no such table/);
  });
});

describe("accounts opened by a transaction that is taken back", () => {
  const failing = (...drafts: readonly TxnDraft[]) =>
    books.store
      .transaction(async (tx) => {
        expect((await post(tx, books.command, drafts)).ok).toBe(true);
        throw new Error("taken back");
      })
      .catch((cause: Error) => cause.message);

  it("are forgotten with it: their place goes to others, and nothing is booked to those by mistake", async () => {
    expect(await failing(draft("assets:bank:a:main ← equity:opening 1.00 USD"))).toBe("taken back");
    await mustPost(books, [draft("assets:bank:b:main ← income:sales:x:y 2.00 USD")]);
    await mustPost(books, [draft("assets:bank:a:main ← equity:opening 3.00 USD")]);
    expect(await balancesText(books)).toEqual([
      "assets:bank:a:main USD 3.00",
      "assets:bank:b:main USD 2.00",
      "equity:opening USD -3.00",
      "income:sales:x:y USD -2.00",
    ]);
  });

  it("are forgotten also after a refused batch in the same transaction", async () => {
    await books.store
      .transaction(async (tx) => {
        await post(tx, books.command, [draft("assets:bank:a:main ← equity:opening 1.00 USD")]);
        const refused = [draft("assets:bank:c:main ← equity:opening 1.00 USD"), draft("payables ← bank 1.00 USD")];
        expect((await post(tx, books.command, refused)).ok).toBe(false);
        expect((await post(tx, books.command, [draft("assets:bank:d:main ← assets:bank:a:main 0.40 USD")])).ok).toBe(
          true,
        );
        throw new Error("taken back");
      })
      .catch(() => undefined);
    await mustPost(books, [draft("assets:bank:z:main ← assets:platform:z:main:balance 2.00 USD")]);
    await mustPost(books, [
      draft("assets:bank:d:main ← equity:opening 3.00 USD; assets:bank:a:main ← equity:opening 4.00 USD"),
    ]);
    expect(await balancesText(books, { prefix: "assets:bank" })).toEqual([
      "assets:bank:a:main USD 4.00",
      "assets:bank:d:main USD 3.00",
      "assets:bank:z:main USD 2.00",
    ]);
    expect((await checkBooks(books.store, 1n)).findings).toEqual([]);
  });
});

describe("a revision that is taken", () => {
  it("names the object, so that the caller can compute the difference again", async () => {
    await mustPost(books, [draft(sale, { objectKey: "o", revision: 4n })]);
    expect(await refusalOf(books, [draft(sale), draft(sale, { objectKey: "o", revision: 4n })])).toBe(
      "revision-taken: Revision 4 of o is booked already.",
    );
  });

  it("within one batch is refused too", async () => {
    const same = { objectKey: "o", revision: 0n };
    expect(await refusalOf(books, [draft(sale, same), draft(sale, same)])).toMatch(/^revision-taken: Somebody else/);
  });
});

describe("a txn's id that is taken", () => {
  it("is named", async () => {
    await mustPost(books, [draft(sale, { id: "t" })]);
    expect(await refusalOf(books, [draft(sale, { id: "t" })])).toBe("txn-id-taken: The txn t is booked already.");
  });

  it("by legs that a hand left behind is refused as well", async () => {
    await mustPost(books, [draft(sale)]);
    books.store.raw.pragma("foreign_keys=0");
    books.store.raw.exec(
      "INSERT INTO transfer(txn_id,leg,code,debit_account,credit_account,currency,amount) VALUES('stray',0,1,1,2,'USD',1)",
    );
    expect(await refusalOf(books, [draft(sale, { id: "stray" })])).toMatch(/^txn-id-taken: A txn with this id/);
  });
});

describe("an idempotency key", () => {
  const rate = {
    from: "USD",
    to: "KES",
    numerator: 129n,
    denominator: 1n,
    source: "x",
    at: 5,
    rounding: "half-even",
  } as const;

  it("answers the same command with the first txn, whatever its id, revision and order of legs", async () => {
    const first = draft(sale, { idemKey: "k", rate });
    const [posted] = await mustPost(books, [first]);
    const again = { ...first, id: "another", revision: 1n, legs: first.legs.toReversed() };
    const [fresh, repeated] = await mustPost(books, [draft(sale), again]);
    expect([repeated?.id, repeated?.repeated, repeated?.seq, fresh?.repeated]).toEqual([posted?.id, true, 1n, false]);
    expect(await mustPost(books, [again])).toMatchObject([{ id: posted?.id, repeated: true }]);
    expect((await bookHead(books.store, 1n)).seq).toBe(2n);
  });

  it.each<readonly [string, Partial<TxnDraft>]>([
    ["amount", { legs: legsFromText("balance ← sales 100.01 USD sale") }],
    ["day", { occurredAt: 1 }],
    ["object", { objectKey: "other" }],
    ["rate", { rate }],
    [
      "meaning",
      { legs: legsFromText("balance ← sales 100.00 USD refund").map((leg) => ({ ...leg, code: codes.refund })) },
    ],
  ])("with another %s is refused", async (_what, more) => {
    const first = draft("balance ← sales 100.00 USD sale", { idemKey: "k" });
    await mustPost(books, [first]);
    expect(await refusalOf(books, [{ ...first, id: "another", ...more }])).toBe(
      "idempotency-mismatch: The idempotency key was used for something else.",
    );
  });
});
