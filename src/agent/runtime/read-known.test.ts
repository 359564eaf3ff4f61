import { expect, it } from "vitest";
import type { PayoutSighting } from "../../domain/facts/sighting.ts";
import { openTestBooks, type TestBooks } from "../../intake/testing/books.ts";
import { saleOf, see } from "../../intake/testing/looks.ts";
import type { ViewLists } from "./protocol.ts";
import { readKnown } from "./read-known.ts";

async function known(books: TestBooks, at: number): Promise<ViewLists> {
  const lists = { sales: [], products: [], payouts: [], balances: [], connections: [] } as Record<
    keyof ViewLists,
    unknown[]
  >;
  const look = { handle: books.store, book: books.book, at, now: books.clock.now() };
  for await (const { list, rows } of readKnown(look, 365)) lists[list].push(...rows);
  return lists as unknown as ViewLists;
}

const payout = (more: Partial<PayoutSighting> = {}): PayoutSighting => ({
  kind: "payout",
  id: "p",
  at: Date.UTC(2026, 5, 1, 11),
  currency: "USD",
  amount: 4_000n,
  ...more,
});

it("tells the same of a moment later on as it told then, whatever became known since", async () => {
  const books = await openTestBooks();
  await see(books, saleOf(), saleOf({ id: "second", gross: 700n }), payout());
  const then = books.clock.now();
  const before = await known(books, then);
  expect(before.sales).toHaveLength(2);
  expect(before.payouts).toMatchObject([{ status: "completed", amount: 4_000n }]);
  books.clock.advance(60_000);

  // A refund, a dispute, a corrected amount, a sale and a payout nobody knew of, and one that came back.
  await see(
    books,
    saleOf({ refunded: 3_000n }),
    saleOf({ id: "second", dispute: "lost" }),
    saleOf({ id: "third" }),
    payout({ status: "returned" }),
    payout({ id: "q", amount: 50n }),
  );
  const after = await known(books, then);
  expect(after).toEqual(before);

  const now = await known(books, books.clock.now());
  expect(now.sales.map(({ key, refunded }) => [key, refunded]).sort()).toEqual([
    ["shop/sale/s", 3_000n],
    ["shop/sale/second", 0n],
    ["shop/sale/third", 0n],
  ]);
  expect(now.payouts.map(({ key, status }) => [key, status])).toEqual([
    ["shop/payout/p", "returned"],
    ["shop/payout/q", "completed"],
  ]);
  await books.store.close();
});

it("leaves out what nobody had told of yet, although it had happened", async () => {
  const books = await openTestBooks();
  const before = books.clock.now();
  books.clock.advance(60_000);
  await see(books, saleOf({ at: before - 3_600_000 }));
  expect(await known(books, before)).toEqual({ sales: [], products: [], payouts: [], balances: [], connections: [] });
  await books.store.close();
});
