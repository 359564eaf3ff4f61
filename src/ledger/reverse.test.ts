import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkBooks } from "./check.ts";
import { hold, settle } from "./holds.ts";
import { postedLegs } from "./posted-legs.ts";
import { type ReverseCommand, reverse } from "./reverse.ts";
import { balancesText, draft, memoryBooks, mustPost, type TestBooks } from "./testing/text-books.ts";

let books: TestBooks;
beforeEach(async () => {
  books = await memoryBooks();
});
afterEach(() => books.store.close());

const sale = "balance ← sales 100.00 USD sale; fees:platform ← balance 10.50 USD fee-platform";
let made = 0;
const undo = (txnId: string, more: Partial<ReverseCommand> = {}) =>
  books.store.transaction((tx) => reverse(tx, { ...books.command, id: `undo-${++made}`, ...more }, txnId));

describe("reversing", () => {
  it("brings every account back and takes the object's figures with it", async () => {
    await mustPost(books, [draft(sale, { id: "t", objectKey: "o" })]);
    expect(await undo("t")).toMatchObject({ ok: true, value: { seq: 2n } });
    expect(await balancesText(books)).toEqual([]);
    expect((await postedLegs(books.store, 1n, ["o"])).get("o")).toEqual({ nextRevision: 2n, groups: [] });
    expect((await checkBooks(books.store, 1n)).findings).toEqual([]);
  });

  it("lets go what is still held", async () => {
    await mustPost(books, [draft("bank ← opening 10.00 USD")]);
    await books.store.transaction((tx) => hold(tx, books.command, draft("payables ← bank 4.00 USD", { id: "h" })));
    expect(await undo("h")).toMatchObject({ ok: true });
    expect(await balancesText(books, { prefix: "assets:" })).toEqual(["assets:bank:kcb:main USD 10.00"]);
    expect((await checkBooks(books.store, 1n)).findings).toEqual([]);
  });

  it("happens once", async () => {
    await mustPost(books, [draft(sale, { id: "t" })]);
    await undo("t", { id: "first" });
    expect(await undo("t")).toMatchObject({
      error: { code: "already-reversed", sentence: "The txn t was reversed by first." },
    });
  });

  it("is answered with the first reversal when the same command comes again", async () => {
    await mustPost(books, [draft(sale, { id: "t" })]);
    await undo("t", { id: "first", idemKey: "undo t" });
    expect(await undo("t", { id: "second", idemKey: "undo t" })).toMatchObject({
      ok: true,
      value: { id: "first", repeated: true },
    });
    expect(await undo("t", { idemKey: "another" })).toMatchObject({ error: { code: "already-reversed" } });
  });

  it("is refused once a hold was ended, from either side", async () => {
    await mustPost(books, [draft("bank ← opening 10.00 USD")]);
    await books.store.transaction((tx) => hold(tx, books.command, draft("payables ← bank 4.00 USD", { id: "h" })));
    const { legs: _, ...header } = draft("payables ← bank 4.00 USD", { id: "s" });
    await books.store.transaction((tx) => settle(tx, books.command, header, "h"));
    expect(await undo("h")).toMatchObject({
      error: { code: "hold-resolved", sentence: "What the txn h held was ended by s; it cannot be reversed." },
    });
    expect(await undo("s")).toMatchObject({
      error: { code: "hold-resolved", sentence: "The txn s ended a hold and cannot be reversed." },
    });
    expect(await undo("s", { idemKey: "k" })).toMatchObject({
      error: { code: expect.stringMatching(/not-a-mirror|hold/) },
    });
  });

  it("is refused for a txn that is not in the book", async () => {
    expect(await undo("none")).toMatchObject({
      error: { code: "unknown-txn", sentence: "There is no txn none in this book." },
    });
    await mustPost(books, [draft(sale, { id: "t" })]);
    expect(await undo("t", { bookId: 2n })).toMatchObject({ error: { code: "unknown-txn" } });
  });

  it("is refused when the money is gone", async () => {
    await mustPost(books, [draft("bank ← opening 10.00 USD", { id: "t" }), draft("payables ← bank 4.00 USD")]);
    expect(await undo("t")).toMatchObject({ error: { code: "insufficient-funds" } });
  });
});
