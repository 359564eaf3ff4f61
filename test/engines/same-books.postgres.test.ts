import { afterAll, describe, expect, it } from "vitest";
import { fixedClock } from "../../src/base/clock.ts";
import { knowBuyers } from "../../src/intake/buyers.ts";
import { openFile } from "../../src/intake/import/open-file.ts";
import { runImport } from "../../src/intake/import/run-import.ts";
import { rebuildDerived } from "../../src/intake/rebuild.ts";
import { booksOn, openTestBooks, type TestBooks, testStart } from "../../src/intake/testing/books.ts";
import { csvFile, shopProfile } from "../../src/intake/testing/csv-file.ts";
import { brokenLaws } from "../../src/intake/testing/invariants.ts";
import { auditHead } from "../../src/store/audit-log.ts";
import { migrate } from "../../src/store/migrate.ts";
import { openPostgres } from "../../src/store/open-postgres.ts";
import { productNames } from "../../src/store/product.ts";
import { listSales } from "../../src/store/sale.ts";
import { destroyedRow } from "../../src/vault/data-key.ts";
import { freshDatabase, stopPostgres } from "../support/postgres.ts";

const header = "Id,Date,Gross,Fee,Refunded,Email,Product,Line";
const first = Array.from(
  { length: 300 },
  (_, i) =>
    `s${i},2026-01-${String(1 + (i % 28)).padStart(2, "0")},${1_000 + i},50,${i % 9 === 0 ? 100 : ""},b${i % 40}@x.example,Pen ${i % 7},`,
);
const second = [
  ...first.slice(200),
  ...Array.from({ length: 60 }, (_, i) => `i${i % 20},2026-02-03,,,,,Cap,1.125`),
  "s1,2026-01-02,1001,50,1001,,Pen 1,",
  // Another product for a sale that named one, which an invoice of two products names too.
  "s27,2026-01-28,1027,50,100,,Brush,",
  "i1,2026-02-03,,,,,Pen 6,2.5",
];

async function takeIn(books: TestBooks): Promise<void> {
  for (const [i, rows] of [first, second].entries()) {
    const file = await openFile(
      csvFile([header, ...rows].join("\n"), { modifiedAt: testStart - 9_000 + i }),
      [shopProfile],
      { timeZone: "UTC" },
      testStart,
    );
    if (!file.ok) throw new Error(file.error.sentence);
    const done = await runImport({ ...books.deps, batchRows: 64 }, books.book, file.value);
    expect(done.ok && done.value.state).toBe("done");
  }
}

/** Erases the first buyer, who then buys again: the id they are given. */
async function buyAgainErased(books: TestBooks): Promise<bigint | undefined> {
  const { store, book } = books;
  const subject = await store.q.selectFrom("subject").selectAll().orderBy("id").executeTakeFirstOrThrow();
  const ofBuyer = store.q.selectFrom("data_key").selectAll().where("id", "=", subject.key_id);
  const { wrapped, destroyed_at } = destroyedRow(await ofBuyer.executeTakeFirstOrThrow(), 5n);
  await store.q.updateTable("data_key").set({ wrapped, destroyed_at }).where("id", "=", subject.key_id).execute();
  const buyer = { email: "b0@x.example" };
  const known = await store.transaction((tx) =>
    knowBuyers(tx, books.freshSealing(), book.id, [{ source: "shop", buyer }]),
  );
  return known.get(buyer)?.id;
}

afterAll(stopPostgres);

describe("the same files on PostgreSQL", () => {
  it("give the same sales, the same books and the same head of the audit chain as in the embedded file", async () => {
    const database = await freshDatabase();
    const owner = await openPostgres({ url: database.url });
    await migrate(owner, fixedClock(testStart));
    await owner.close();
    const server = await booksOn(await openPostgres({ url: database.url, asApplication: true }), fixedClock(testStart));
    const embedded = await openTestBooks();
    await takeIn(server);
    await takeIn(embedded);
    expect(await brokenLaws(server)).toEqual([]);
    const sales = (books: TestBooks) => listSales(books.store, books.book.id, {}, 1_000);
    expect(await sales(server)).toEqual(await sales(embedded));
    const head = async (books: TestBooks) => {
      const { seq, hash } = await auditHead(books.store);
      return [seq, Buffer.from(hash).toString("hex")];
    };
    expect(await head(server)).toEqual(await head(embedded));
    const rebuilt = await server.store.transaction((tx) =>
      rebuildDerived(tx, server.book.id, server.deps.context.dayOf),
    );
    expect(rebuilt.changed).toEqual([]);
    expect(await productNames(server.store, server.book.id)).toEqual(
      await productNames(embedded.store, embedded.book.id),
    );
    const again = [await buyAgainErased(server), await buyAgainErased(embedded)];
    expect(again).toEqual([41n, 41n]);
    await server.store.close();
  });
});
