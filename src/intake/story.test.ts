import { describe, expect, it } from "vitest";
import type { SaleSighting } from "../domain/facts/sighting.ts";
import { post } from "../ledger/post.ts";
import { addObservations } from "../store/observation.ts";
import { destroyedRow } from "../vault/data-key.ts";
import { openFile } from "./import/open-file.ts";
import { runImport } from "./import/run-import.ts";
import { standingKey } from "./sealing.ts";
import { type Story, tellStory } from "./story.ts";
import { openTestBooks, type TestBooks } from "./testing/books.ts";
import { csvFile, shopProfile } from "./testing/csv-file.ts";
import { saleOf, see } from "./testing/looks.ts";

const key = "shop/sale/s";

async function tell(books: TestBooks, showBuyer = false): Promise<Story> {
  const story = await tellStory(books.store, books.freshSealing(), books.book.id, key, { showBuyer });
  if (!story) throw new Error("nothing was ever seen");
  return story;
}

async function take(books: TestBooks, text: string): Promise<void> {
  const opened = await openFile(csvFile(text), [shopProfile], { timeZone: "UTC" }, books.clock.now());
  if (!opened.ok) throw new Error(opened.error.sentence);
  await runImport(books.deps, books.book, opened.value);
}

describe("the story of a sale", () => {
  it("tells what is known of it in the newest words, and how often each line stands", async () => {
    const books = await openTestBooks();
    const line = {
      product: { id: "pen", name: "Pen" },
      quantity: { units: 2n, scale: 0 },
      amount: { units: 500n, scale: 2 },
      identity: "1",
    };
    const at = Date.UTC(2026, 5, 1, 12);
    await see(
      books,
      saleOf({ country: "GB", lines: [line, line] }),
      saleOf({ country: "KE", refunded: 30n, refundedAt: at }),
    );
    await see(books, saleOf({ dispute: "won", disputedAt: at + 1_000 }));
    expect(await tell(books)).toMatchObject({
      kind: "sale",
      known: {
        country: "KE",
        gross: "10000",
        at: "2026-06-01T11:00:00.000Z",
        "dispute.open": "2026-06-01T12:00:01.000Z",
        "dispute.won": "2026-06-01T12:00:01.000Z",
        "refunded by 2026-06-01T12:00:00.000Z": "30",
      },
      lines: [{ product: "pen", name: "Pen", quantity: "2", amount: "5.00", times: 2 }],
      incomplete: undefined,
    });
  });

  it("tells the day when that is all that is known, and no time at all of a refund whose sale nobody saw", async () => {
    const byDay = await openTestBooks();
    const { at: _, ...dateless } = saleOf();
    await see(byDay, { ...dateless, dayAt: Date.UTC(2026, 5, 1) });
    expect((await tell(byDay)).known["at"]).toBe("2026-06-01T00:00:00.000Z");
    const orphan = await openTestBooks();
    const refund: SaleSighting = { kind: "sale", id: "s", currency: "USD", refunds: [{ id: "r", amount: 5n }] };
    await see(orphan, refund);
    const story = await tell(orphan);
    expect([story.known, story.incomplete, story.booked]).toEqual([
      { currency: "USD" },
      "its date is not known yet",
      [],
    ]);
  });

  it("names cells without a column by their number, and leaves empty ones out", async () => {
    const books = await openTestBooks();
    await take(books, "Id,Date,Gross,,Product\ns,2026-01-05,1000,blue, ");
    const [seen] = (await tell(books)).observations;
    expect([seen?.file, seen?.lineFrom, seen?.rows]).toEqual([
      "shop.csv",
      2,
      [{ line: 2, cells: { Id: "s", Date: "2026-01-05", Gross: "1000", "column 4": "blue" } }],
    ]);
  });

  it("tells of what was seen elsewhere than in a file, without a file's name or lines", async () => {
    const books = await openTestBooks();
    await see(books, saleOf());
    await books.store.transaction(async (tx) => {
      const sealed = await standingKey(tx, books.sealing, "records");
      const body = books.sealing.seal(Buffer.from('{"id":"s","price":10.5,"full_name":"Ann"}'), sealed.key, {
        kind: "observation",
        id: "poll-1",
      });
      const seen = {
        bookId: books.book.id,
        source: "shop",
        kind: "poll" as const,
        deliveryId: "poll-1",
        objectKey: key,
      };
      await addObservations(tx, [
        { ...seen, asOf: 1_000, receivedAt: 2_000, keyId: sealed.id, body, bodyHash: new Uint8Array(32) },
      ]);
    });
    expect((await tell(books)).observations).toMatchObject([
      {
        kind: "poll",
        file: undefined,
        lineFrom: undefined,
        lineTo: undefined,
        asOf: "1970-01-01T00:00:01.000Z",
        rows: [{ line: 1, cells: { id: "s", price: "10.5", full_name: "[hidden]" } }],
      },
    ]);
  });

  it("says that a buyer was erased, shows nothing of the rows that named them, and keeps the postings", async () => {
    const books = await openTestBooks();
    await take(books, "Id,Date,Gross,Email\ns,2026-01-05,1000,ann@x.example");
    expect(await tell(books, true)).toMatchObject({ buyer: { email: "ann@x.example" } });
    const row = await books.store.q
      .selectFrom("data_key")
      .selectAll()
      .where("purpose", "=", "subject")
      .executeTakeFirstOrThrow();
    const { wrapped, destroyed_at } = destroyedRow(row, 5n);
    await books.store.q.updateTable("data_key").set({ wrapped, destroyed_at }).where("id", "=", row.id).execute();
    const story = await tell(books, true);
    expect([story.buyer, story.observations[0]?.rows, story.booked.length]).toEqual(["erased", undefined, 1]);
  });

  it("shows a posting whose meaning this release does not know by its number", async () => {
    const books = await openTestBooks();
    await see(books, saleOf());
    const leg = { code: 999 as never, debit: "equity:owner", credit: "equity:opening", currency: "USD", amount: 5n };
    const txn = {
      id: books.ids.next(),
      kind: "later",
      source: "shop",
      objectKey: key,
      revision: 7n,
      occurredAt: 1,
      legs: [leg],
    };
    const posted = await books.store.transaction((tx) =>
      post(tx, { bookId: books.book.id, actor: "owner", recordedAt: 1 }, [txn]),
    );
    expect(posted.ok).toBe(true);
    expect((await tell(books)).booked.at(-1)?.transfers).toEqual([
      { meaning: "code 999", debit: "equity:owner", credit: "equity:opening", amount: "0.05", currency: "USD" },
    ]);
  });
});
