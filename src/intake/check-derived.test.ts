import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { codes } from "../domain/books/codes.ts";
import { ownSource, type TxnDraft } from "../domain/books/txn.ts";
import { post } from "../ledger/post.ts";
import { checkDerived } from "./check-derived.ts";
import { openTestBooks, type TestBooks } from "./testing/books.ts";
import { saleOf, see } from "./testing/looks.ts";

let books: TestBooks;
beforeEach(async () => {
  books = await openTestBooks();
});
afterEach(() => books.store.close());

const check = () => checkDerived(books.store, books.book.id);

/** Books one transfer behind the back of the facts. */
async function bookByHand(more: Partial<TxnDraft>): Promise<void> {
  const { store, book, ids, clock } = books;
  const draft: TxnDraft = {
    id: ids.next(),
    kind: "sale",
    source: ownSource,
    objectKey: "owner/arrival/x",
    revision: 0n,
    occurredAt: clock.now(),
    legs: [
      { code: codes.sale, debit: "assets:bank:kcb:main", credit: "income:sales:x:y", currency: "USD", amount: 700n },
    ],
    ...more,
  };
  const posted = await store.transaction((tx) =>
    post(tx, { bookId: book.id, actor: "owner", recordedAt: clock.now() }, [draft]),
  );
  expect(posted.ok).toBe(true);
}

describe("comparing what was observed with the books and the daily figures", () => {
  it("finds nothing in healthy books, and none in empty ones", async () => {
    expect(await check()).toEqual({ objects: 0, findings: [], more: 0, unobserved: 0 });
    await see(books, saleOf());
    const told: number[][] = [];
    const found = await checkDerived(books.store, books.book.id, (...seen) => told.push(seen));
    expect(found).toEqual({ objects: 1, findings: [], more: 0, unobserved: 0 });
    expect(told).toEqual([[1, 1]]);
  });

  it("names the object for which something else is booked, and the figures that differ by it", async () => {
    await see(books, saleOf());
    const row = await books.store.q.selectFrom("object_facts").select("object_key").executeTakeFirstOrThrow();
    await bookByHand({ objectKey: row.object_key, revision: 9n });
    const { findings } = await check();
    expect(findings[0]).toBe(`What is booked for ${row.object_key} is not what its facts call for.`);
    expect(findings).toContain(
      "The daily figures by source say 100.00 USD gross, the books say 107.00. `millrace books rebuild` mends it.",
    );
    expect(findings).toHaveLength(7);
  });

  it("counts what a loaded export brought, and leaves alone what a person booked", async () => {
    await bookByHand({});
    expect(await check()).toMatchObject({ findings: [], unobserved: 0 });
    await bookByHand({ source: "shop", objectKey: "shop/sale/elsewhere" });
    expect(await check()).toMatchObject({ findings: [], unobserved: 1 });
  });

  it("shows the first fifty findings and counts the others", async () => {
    await see(books, ...Array.from({ length: 60 }, (_, i) => saleOf({ id: `sale-${i}` })));
    const { store } = books;
    const rows = await store.q.selectFrom("object_facts").select(["object_key", "facts"]).execute();
    for (const { object_key, facts } of rows) {
      await store.q
        .updateTable("object_facts")
        .set({ facts: facts.replaceAll("10000", "10001") })
        .where("object_key", "=", object_key)
        .execute();
    }
    const { findings, more } = await check();
    expect([findings.length, more]).toEqual([50, 10]);
  });
});
