import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkBooks } from "./check.ts";
import { post } from "./post.ts";
import { rebuildBalances } from "./rebuild-balances.ts";
import { bookCommands, giveToBoth, realBalances } from "./testing/book-commands.ts";
import { NaiveBooks } from "./testing/naive-books.ts";
import { balancesText, draft, legsFromText, memoryBooks, mustPost } from "./testing/text-books.ts";

describe("whatever is asked of the books", () => {
  it("they answer as naive books would, have the same balances, and are sound", async () => {
    const books = await memoryBooks();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(bookCommands, async (commands) => {
        run += 1;
        // Every run has a book of its own in one database.
        const bookId = 100n + BigInt(run);
        await books.store.q
          .insertInto("book")
          .values({ id: bookId, slug: `b${run}`, name: "", home_currency: "USD", time_zone: "UTC", created_at: 0n })
          .execute();
        const own = { ...books, book: { ...books.book, id: bookId }, command: { ...books.command, bookId } };
        const naive = new NaiveBooks();
        const funds = draft(
          "assets:bank:a:main ← equity:opening 9.00 USD; assets:bank:b:main ← equity:opening 9.00 KES",
          { id: `${run}-funds` },
        );
        await mustPost(own, [funds]);
        naive.post(funds);
        for (const [i, command] of commands.entries()) {
          const [real, expected] = await giveToBoth(own, naive, command, `${run}-${i}`);
          expect(real).toBe(expected);
        }
        expect(await realBalances(own)).toEqual(naive.balances());
        expect((await checkBooks(own.store, bookId)).findings).toEqual([]);
        expect(await own.store.transaction((tx) => rebuildBalances(tx, own.command))).toEqual([]);
      }),
      { numRuns: 40 },
    );
    await books.store.close();
  }, 30_000);

  it("debits equal credits in every currency", async () => {
    const books = await memoryBooks();
    const amounts = fc.array(fc.bigInt({ min: 1n, max: 2n ** 53n - 1n }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(amounts, async (given) => {
        const [leg] = legsFromText("balance ← sales 1.00 USD sale");
        await mustPost(books, [draft(given.map((amount) => ({ ...(leg as NonNullable<typeof leg>), amount })))]);
        const check = await checkBooks(books.store, books.book.id);
        expect(check.findings.filter((finding) => finding.code === "debits-credits")).toEqual([]);
      }),
      { numRuns: 15 },
    );
    await books.store.close();
  });
});

describe("the order in which a txn's legs are given", () => {
  it("makes no difference to whether it is taken, nor to any balance", async () => {
    const legs = legsFromText(
      "bank ← opening 5.00 USD; utility ← bank 7.00 USD; payables ← utility 3.00 USD; bank ← balance 4.00 USD; fees:platform ← balance 1.00 USD",
    );
    const books = await memoryBooks();
    let n = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(legs, { minLength: legs.length }),
        fc.boolean(),
        async (shuffled, overdraw) => {
          const extra = overdraw ? legsFromText("payables ← utility 4.01 USD") : [];
          const taken = await books.store
            .transaction(async (tx) => {
              const posted = await post(tx, books.command, [draft([...extra, ...shuffled], { id: `perm-${++n}` })]);
              const seen = await balancesText({ ...books, store: { ...books.store, q: tx.q } as never });
              // Each order is tried on the same books.
              throw new Tried(posted.ok, seen);
            })
            .catch((cause: unknown) => cause as Tried);
          expect(taken.taken).toBe(!overdraw);
          if (!overdraw)
            expect(taken.seen).toEqual([
              "assets:bank:kcb:main USD 2.00",
              "assets:mpesa:600123:utility USD 4.00",
              "assets:platform:gumroad:main:balance USD -5.00",
              "equity:opening USD -5.00",
              "expenses:fees:gumroad:platform USD 1.00",
              "liabilities:payables:writer USD 3.00",
            ]);
        },
      ),
      { numRuns: 60 },
    );
    await books.store.close();
  });
});

/** Takes a transaction back after it was looked at. */
class Tried extends Error {
  readonly taken: boolean;
  readonly seen: readonly string[];

  constructor(taken: boolean, seen: readonly string[]) {
    super("tried");
    this.taken = taken;
    this.seen = seen;
  }
}
