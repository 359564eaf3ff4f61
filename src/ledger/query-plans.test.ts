import { afterEach, beforeEach, expect, it } from "vitest";
import { hold, settle } from "./holds.ts";
import { postedLegs } from "./posted-legs.ts";
import { reverse } from "./reverse.ts";
import { draft, memoryBooks, mustPost, refusalOf, type TestBooks } from "./testing/text-books.ts";

let books: TestBooks;
let asked: Set<string>;
beforeEach(async () => {
  books = await memoryBooks();
  asked = new Set();
  const { raw } = books.store;
  const prepare = raw.prepare.bind(raw);
  raw.prepare = ((text: string) => {
    asked.add(text);
    return prepare(text);
  }) as typeof raw.prepare;
});
afterEach(() => books.store.close());

/** How SQLite answers what was asked: the steps that look at a table of the books. */
function plans(): readonly string[] {
  const steps = [...asked]
    .filter((text) => /^\s*(?:select|with)/i.test(text))
    .flatMap((text) => {
      const markers = (text.match(/\?/g) ?? []).length;
      const rows = books.store.raw.prepare(`EXPLAIN QUERY PLAN ${text}`).all(new Array(markers).fill(null));
      return (rows as { detail: string }[]).map((row) => row.detail);
    });
  return [...new Set(steps)].filter((step) => /^(?:SCAN|SEARCH)/.test(step));
}

it("no question of the posting path goes through a table, or through all of a book, however long it is", async () => {
  await mustPost(books, [
    draft("bank ← opening 100.00 USD", { id: "a", idemKey: "k" }),
    draft("balance ← sales 1.00 USD", { objectKey: "o" }),
  ]);
  await mustPost(books, [draft("bank ← opening 100.00 USD", { idemKey: "k2" })]);
  await refusalOf(books, [draft("balance ← sales 1.00 USD", { objectKey: "o" })]);
  await refusalOf(books, [draft("balance ← sales 1.00 USD", { id: "a" })]);
  await books.store.transaction(async (tx) => {
    await hold(tx, books.command, draft("payables ← bank 5.00 USD", { id: "h" }));
    const { legs: _, ...header } = draft("payables ← bank 5.00 USD");
    await settle(tx, books.command, header, "h");
    await reverse(tx, { ...books.command, id: "r" }, "a");
    await postedLegs(tx, books.book.id, ["o", "p"]);
  });
  const whole = plans().filter((step) => /^SCAN|\(book_id=\?\)$/.test(step));
  expect(whole.sort()).toEqual([
    // The newest entry of the log: one step from its end.
    "SCAN audit_log",
    // The few events of frozen and closed accounts.
    "SCAN e",
    // The list of keys that was asked about.
    "SCAN json_each VIRTUAL TABLE INDEX 1:",
    // The newest txn of the book: one step from its end.
    "SEARCH txn USING INDEX sqlite_autoindex_txn_3 (book_id=?)",
  ]);
});
