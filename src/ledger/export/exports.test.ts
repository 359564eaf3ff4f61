import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { exampleBook } from "../testing/example-book.ts";
import { draft, memoryBooks, mustPost, type TestBooks } from "../testing/text-books.ts";
import { exportBeancount } from "./beancount.ts";
import { exportCsv } from "./csv.ts";
import { exportHledger, tagText } from "./hledger.ts";
import { exportJsonl } from "./jsonl.ts";

let books: TestBooks;
beforeEach(async () => {
  books = await memoryBooks("Asia/Tokyo");
});
afterEach(() => books.store.close());

async function text(pieces: AsyncIterable<string>): Promise<string> {
  let all = "";
  for await (const piece of pieces) all += piece;
  return all;
}

const exports = { hledger: exportHledger, beancount: exportBeancount, csv: exportCsv, jsonl: exportJsonl } as const;

describe("an export", () => {
  it.each(Object.keys(exports) as (keyof typeof exports)[])(
    "to %s of an empty book is a valid file that says so",
    async (form) => {
      expect((await text(exports[form](books.store, books.book))).length).toBeGreaterThan(20);
    },
  );

  it.each(Object.keys(exports) as (keyof typeof exports)[])(
    "to %s of a long book comes in pieces, so that memory stays small",
    async (form) => {
      await mustPost(
        books,
        Array.from({ length: 1_200 }, () => draft("balance ← sales 1.00 USD sale")),
      );
      const pieces: number[] = [];
      for await (const piece of exports[form](books.store, books.book)) pieces.push(piece.length);
      expect(pieces.length).toBeGreaterThanOrEqual(4);
    },
  );

  it("leaves out what is booked while it runs", async () => {
    await mustPost(
      books,
      Array.from({ length: 600 }, () => draft("balance ← sales 1.00 USD sale")),
    );
    let all = "";
    for await (const piece of exportJsonl(books.store, books.book)) {
      all += piece;
      await mustPost(books, [draft("balance ← sales 1.00 USD sale")]);
    }
    expect(all.trimEnd().split("\n").at(-1)).toBe('{"txns":600}');
    expect(all.trimEnd().split("\n").length).toBe(602);
  });

  it("dates txns by the days of the book's zone", async () => {
    await mustPost(books, [draft("balance ← sales 1.00 USD sale", { occurredAt: Date.UTC(2024, 0, 31, 15, 0) })]);
    const csv = await text(exportCsv(books.store, books.book));
    expect(csv).toContain(",2024-02-01,2024-01-31T15:00:00.000Z,");
    expect(await text(exportHledger(books.store, books.book))).toContain("\n2024-02-01 (1) sale");
  });
});

describe("an export of damaged books", () => {
  it.each(["hledger", "beancount", "csv"] as const)(
    "to %s says what is wrong and what to do instead of writing half a file",
    async (form) => {
      await mustPost(books, [draft("balance ← sales 1.00 USD sale")]);
      books.store.raw.pragma("foreign_keys=0");
      books.store.raw.exec("DROP TRIGGER transfer_no_update");
      books.store.raw.exec("UPDATE transfer SET credit_account=99");
      await expect(text(exports[form](books.store, books.book))).rejects.toThrow(
        "A transfer names an account that is not in its book.",
      );
    },
  );
});

describe("the CSV", () => {
  it("has a row for each account of a transfer, which add up to zero, and numbers that stay numbers", async () => {
    await mustPost(books, [
      draft("balance ← sales 100.00 USD sale", { id: "t", objectKey: '=SUM(A1),"x"', source: "+shop" }),
    ]);
    const lines = (await text(exportCsv(books.store, books.book))).split("\r\n");
    expect(lines.slice(1)).toEqual([
      `1,t,sale,'+shop,"'=SUM(A1),""x""",,2024-01-01,2024-01-01T00:00:00.000Z,2024-01-01T00:00:00.000Z,0,sale,post,assets:platform:gumroad:main:balance,income:sales:gumroad:guide,USD,100.00,10000`,
      `1,t,sale,'+shop,"'=SUM(A1),""x""",,2024-01-01,2024-01-01T00:00:00.000Z,2024-01-01T00:00:00.000Z,0,sale,post,income:sales:gumroad:guide,assets:platform:gumroad:main:balance,USD,-100.00,-10000`,
      "",
    ]);
  });
});

describe("the journals", () => {
  it("assert balances at the end of each month, leap day included, and on the last day", async () => {
    const at = (month: number, day: number) => ({ occurredAt: Date.UTC(2024, month, day) });
    await mustPost(
      books,
      [1, 3, 6, 11].map((month) => draft("balance ← sales 1.00 USD sale", at(month, 2))),
    );
    await mustPost(books, [draft("balance ← sales 1.00 USD sale", { occurredAt: Date.UTC(2023, 1, 2) })]);
    const journal = await text(exportHledger(books.store, books.book));
    expect(journal.match(/^\S+ balances at.*$/gm)?.map((line) => line.slice(0, 10))).toEqual([
      "2023-02-28",
      "2024-02-29",
      "2024-04-30",
      "2024-07-31",
      "2024-12-02",
    ]);
    expect(journal).toContain("    assets:platform:gumroad:main:balance  0.00 USD = 5.00 USD\n");
    expect(await text(exportBeancount(books.store, books.book))).toContain(
      "2024-12-03 balance Assets:Platform:Gumroad:Main:Balance  5.00 ~ 0.00 USD\n",
    );
  });

  it("leave out holds and their release, and show what a txn reverses", async () => {
    const { store, book } = await exampleBook();
    const [journal, file] = await Promise.all([text(exportHledger(store, book)), text(exportBeancount(store, book))]);
    for (const all of [journal, file]) {
      expect(all).toContain("settled-1");
      expect(all).not.toMatch(/held-|released-/);
    }
    expect(journal).toMatch(/; txn:reversal-1, object:[^,]+, reverses:sale-1\n/);
    expect(file).toContain('  reverses: "sale-1"\n');
    // Beancount counts an account with those below it, hledger by itself.
    expect(journal).toContain("    income:sales:gumroad  0.000 BHD = -1.234 BHD\n");
    expect(file).toContain(" balance Income:Sales:Gumroad  -3.234 ~ 0.000 BHD\n");
    await store.close();
  });

  it("keep their form whatever a key or a book's name holds", async () => {
    expect(tagText("a,b;c|[2024-01-01]%\u2028")).toBe("a%2Cb%3Bc%7C%5B2024-01-01%5D%25%E2%80%A8");
    const odd = { ...books.book, name: 'My "shop"\n2024-01-01 x\\' };
    expect((await text(exportHledger(books.store, odd))).split("\n")[0]).toBe(
      '; My "shop" 2024-01-01 x\\, book main, days of Asia/Tokyo',
    );
    expect((await text(exportBeancount(books.store, odd))).split("\n")[0]).toBe(
      'option "title" "My \\"shop\\" 2024-01-01 x\\\\, book main, days of Asia/Tokyo"',
    );
  });

  it("show a code that no release knows by its number", async () => {
    await mustPost(books, [
      draft([{ code: 999 as never, debit: "assets:a:b", credit: "income:c:d", currency: "USD", amount: 1n }]),
    ]);
    for (const form of [exportHledger, exportBeancount, exportCsv])
      expect(await text(form(books.store, books.book))).toContain("999");
  });
});
