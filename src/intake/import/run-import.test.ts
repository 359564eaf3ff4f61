import { describe, expect, it } from "vitest";
import type { Problem } from "../../base/problem.ts";
import { listRefusedRows } from "../../store/file-import.ts";
import type { Store } from "../../store/handle.ts";
import { listSales } from "../../store/sale.ts";
import { rebuildDerived } from "../rebuild.ts";
import { tellStory } from "../story.ts";
import { openTestBooks, type TestBooks } from "../testing/books.ts";
import { csvFile, shopProfile } from "../testing/csv-file.ts";
import { brokenLaws } from "../testing/invariants.ts";
import { type IncomingFile, openFile } from "./open-file.ts";
import { rehearse } from "./rehearse.ts";
import { type ImportDeps, runImport } from "./run-import.ts";
import type { ImportSummary } from "./summary.ts";

const header = "Id,Date,Gross,Fee,Refunded,Email,Product,Line";

async function importInto(
  books: TestBooks,
  file: IncomingFile,
  deps: Partial<ImportDeps> = {},
): Promise<ImportSummary> {
  const opened = await openFile(file, [shopProfile], { timeZone: "Europe/London" }, books.clock.now());
  if (!opened.ok) throw new Error(opened.error.sentence);
  const done = await runImport({ ...books.deps, ...deps }, books.book, opened.value);
  if (!done.ok) throw new Error(done.error.sentence);
  expect(done.value.rows.read).toBe(done.value.rows.booked + done.value.rows.known + done.value.rows.refused);
  return done.value;
}

const lines = (...rows: string[]): string => [header, ...rows].join("\n");

describe("importing a file", () => {
  it("books its rows, keeps what it refuses, and says what it did", async () => {
    const books = await openTestBooks();
    const summary = await importInto(
      books,
      csvFile(
        lines(
          "s1,2026-01-05,1000,50,,ann@example.com,Pen,",
          "Bad,,,,,,,",
          "",
          "Memo,,,,,,,",
          "s2,2026-01-06,2000,100,500,,Cap,",
          "Totals,,3000,,,,,",
        ),
      ),
    );
    expect(summary).toMatchObject({
      state: "done",
      seenBefore: false,
      rows: { read: 3, booked: 2, known: 0, refused: 1 },
      leftOut: { totals: 1, "no-money": 1 },
      objects: { added: { sale: 2 }, corrected: 0 },
      refusals: [{ line: 3, reason: "it is bad" }],
      figures: { USD: { sales: 2n, gross: 3_000n, fees: 150n, refunded: 500n, net: 2_350n } },
    });
    expect(await brokenLaws(books)).toEqual([]);
    expect((await listRefusedRows(books.store, 1n, 10)).map((row) => row.line)).toEqual([3]);
  });

  it("changes nothing when the same file comes again", async () => {
    const books = await openTestBooks();
    const file = csvFile(lines("s1,2026-01-05,1000,50,,,Pen,", "Bad,,,,,,,"));
    await importInto(books, file);
    const again = await importInto(books, file);
    expect(again).toMatchObject({ seenBefore: true, rows: { read: 2, booked: 0, known: 1, refused: 1 } });
    expect((await listSales(books.store, books.book.id, {}, 10)).length).toBe(1);
  });

  it("takes from an overlapping export only what is new, and a late refund as a correction", async () => {
    const books = await openTestBooks();
    await importInto(books, csvFile(lines("s1,2026-01-05,1000,50,,,Pen,", "s2,2026-01-06,2000,100,,,Pen,")));
    books.clock.advance(1_000);
    const later = await importInto(
      books,
      csvFile(
        lines("s2,2026-01-06,2000,100,,,Pen,", "s1,2026-01-05,1000,50,1000,,Pen,", "s3,2026-01-07,3000,,,,Pen,"),
        {
          name: "later.csv",
          modifiedAt: Date.UTC(2026, 4, 9),
        },
      ),
    );
    expect(later).toMatchObject({
      rows: { read: 3, booked: 2, known: 1 },
      objects: { added: { sale: 1 }, corrected: 1 },
      figures: { USD: { refunded: 1_000n, gross: 3_000n } },
    });
    expect(await brokenLaws(books)).toEqual([]);
  });

  it("lets an older export neither undo a refund nor a fee that a newer one told", async () => {
    const books = await openTestBooks();
    await importInto(books, csvFile(lines("s1,2026-01-05,1000,70,400,,Pen,"), { modifiedAt: Date.UTC(2026, 4, 9) }));
    const older = await importInto(
      books,
      csvFile(lines("s1,2026-01-05,1000,50,,,Pen,"), { modifiedAt: Date.UTC(2026, 3, 1) }),
    );
    expect(older.rows).toMatchObject({ booked: 0, known: 1 });
    const [sale] = await listSales(books.store, books.book.id, {}, 1);
    expect([sale?.fees, sale?.refunded]).toEqual([70n, 400n]);
  });

  it("keeps real repeats of a line, and counts an invoice once however its lines are spread over files", async () => {
    const books = await openTestBooks();
    const first = lines(
      "i1,2026-01-05,,,,,Pen,1.125",
      "i1,2026-01-05,,,,,Pen,1.125",
      "i2,2026-01-05,,,,,Pen,9",
      "i1,2026-01-05,,,,,Cap,2",
    );
    expect(await importInto(books, csvFile(first))).toMatchObject({
      rows: { booked: 4 },
      figures: { USD: { gross: 1_325n, residueNano: 0n } },
    });
    const overlapping = lines(
      "i1,2026-01-05,,,,,Pen,1.125",
      "i1,2026-01-05,,,,,Pen,1.125",
      "i1,2026-01-05,,,,,Pen,1.125",
    );
    expect(await importInto(books, csvFile(overlapping))).toMatchObject({ rows: { booked: 1, known: 2 } });
    const [sale] = await listSales(books.store, books.book.id, { text: "i1" }, 1);
    expect(sale?.gross).toBe(538n);
    expect(await brokenLaws(books)).toEqual([]);
  });

  it("holds back what cannot be booked yet, and books it once the rest is known", async () => {
    const books = await openTestBooks();
    expect(await importInto(books, csvFile(lines("s1,,1000,50,,,Pen,")))).toMatchObject({
      incomplete: 1,
      rows: { booked: 1 },
      figures: {},
    });
    expect((await listSales(books.store, books.book.id, {}, 1))[0]?.status).toBe("incomplete");
    await importInto(books, csvFile(lines("s1,2026-01-05,1000,50,,,Pen,")));
    expect((await listSales(books.store, books.book.id, {}, 1))[0]).toMatchObject({ status: "completed", net: 950n });
    expect(await brokenLaws(books)).toEqual([]);
  });

  it("books what only the whole file tells, once", async () => {
    const books = await openTestBooks();
    const file = csvFile(lines("s1,2026-01-05,1000,50,,,Pen,"), { name: "payout-1.csv" });
    const summary = await importInto(books, file);
    expect(summary).toMatchObject({ rows: { read: 1, booked: 1 }, objects: { added: { sale: 1, payout: 1 } } });
  });

  it.each([
    ["an empty id", ",2026-01-05,1,,,,,", "it has no id"],
    ["an endless id", `${"x".repeat(201)},2026-01-05,1,,,,,`, "its id has 201 characters, more than 200"],
    ["an invisible character in the id", "a\u200bb,2026-01-05,1,,,,,", "its id holds invisible characters"],
    ["a date before anybody sold anything", "s,1889-01-05,1,,,,,", "its date lies before 1990 or after 2199"],
    [
      "an amount beyond the books",
      "s,2026-01-05,9007199254740992,,,,,",
      "an amount in it is larger than the books can hold",
    ],
  ])("refuses %s with one sentence", async (_, row, reason) => {
    const books = await openTestBooks();
    expect((await importInto(books, csvFile(lines(row)))).refusals).toEqual([{ line: 2, reason }]);
  });

  it("refuses a currency the books do not know", async () => {
    const books = await openTestBooks();
    const opened = await openFile(
      csvFile(lines("s,2026-01-05,1,,,,,")),
      [shopProfile],
      { timeZone: "UTC", currency: "KSH" },
      0,
    );
    if (!opened.ok) throw new Error(opened.error.sentence);
    const done = await runImport(books.deps, books.book, opened.value);
    expect(done.ok && done.value.refusals[0]?.reason).toContain('"KSH" is not a currency');
  });

  it("says what a file needs before anything is kept", async () => {
    const books = await openTestBooks();
    const needy = {
      ...shopProfile,
      open: () => ({ ok: false as const, error: "It names no currency: give --currency." }),
    };
    const opened = await openFile(csvFile(lines("s,2026-01-05,1,,,,,")), [needy], { timeZone: "UTC" }, 0);
    if (!opened.ok) throw new Error(opened.error.sentence);
    const done = await runImport(books.deps, books.book, opened.value);
    expect(!done.ok && done.error).toMatchObject({
      sentence: "It names no currency: give --currency.",
      kept: "Nothing was booked.",
    });
  });

  it("keeps what came before a file broke off, and goes on when it is whole", async () => {
    const books = await openTestBooks();
    const opened = await openFile(
      csvFile(lines("s1,2026-01-05,1000,50,,,Pen,")),
      [shopProfile],
      { timeZone: "UTC" },
      0,
    );
    if (!opened.ok) throw new Error();
    const damaged: Problem = { code: "x", sentence: "The archive is damaged." };
    const first = await runImport(books.deps, books.book, { ...opened.value, brokenOff: () => damaged });
    expect(first.ok && first.value).toMatchObject({
      state: "stopped",
      brokenOff: "The archive is damaged.",
      rows: { booked: 1 },
    });
    const whole = await importInto(books, csvFile(lines("s1,2026-01-05,1000,50,,,Pen,")));
    expect(whole).toMatchObject({ resumed: false, state: "done", rows: { booked: 0, known: 1 } });
  });

  it("tells nothing of a buyer unless asked, and keeps e-mails out of every plain column", async () => {
    const books = await openTestBooks();
    await importInto(
      books,
      csvFile(lines("s1,2026-01-05,1000,50,,Ann@Example.com,Pen,", "s2,2026-01-05,1000,50,, ann@example.com,Pen,")),
    );
    const key = "shop/sale/s1";
    const hidden = await tellStory(books.store, books.freshSealing(), books.book.id, key, { showBuyer: false });
    expect(JSON.stringify(hidden)).not.toMatch(/example\.com/i);
    expect(hidden).toMatchObject({
      kind: "sale",
      booked: [{ kind: "sale", transfers: [{ meaning: "sale", amount: "10.00" }, { amount: "0.50" }] }],
    });
    const shown = await tellStory(books.store, books.freshSealing(), books.book.id, key, { showBuyer: true });
    expect(shown?.buyer).toEqual({ email: "Ann@Example.com" });
    expect(JSON.stringify(shown?.observations[0]?.rows)).toContain("Ann@Example.com");
    expect(
      await tellStory(books.store, books.sealing, books.book.id, "shop/sale/none", { showBuyer: false }),
    ).toBeUndefined();
    const buyers = await books.store.q.selectFrom("subject").select("id").execute();
    expect(buyers.length).toBe(1);
  });

  it("rehearses without leaving a trace", async () => {
    const books = await openTestBooks();
    const file = csvFile(lines("s1,2026-01-05,1000,50,,a@b.example,Pen,"));
    const rehearsed = await rehearse(books.store, (store) =>
      importInto(books, file, { store, sealing: books.freshSealing() }),
    );
    expect(rehearsed.rows.booked).toBe(1);
    for (const table of ["sale", "txn", "observation", "subject", "file_import", "audit_log"] as const) {
      expect(
        await books.store.q
          .selectFrom(table)
          .select((eb) => eb.fn.countAll().as("n"))
          .execute(),
      ).toEqual([{ n: 0n }]);
    }
    expect((await importInto(books, file)).rows.booked).toBe(1);
    await expect(rehearse(books.store, () => Promise.reject(new Error("boom")))).rejects.toThrow("boom");
  });

  it("rebuilds the derived tables to exactly what they were", async () => {
    const books = await openTestBooks();
    await importInto(
      books,
      csvFile(
        lines("s1,2026-01-05,1000,50,,,Pen,", "s2,2026-01-06,2000,100,500,,Cap,", "i1,2026-01-05,,,,,Pen,1.125"),
        { name: "payout.csv" },
      ),
    );
    const rebuild = () => books.store.transaction((tx) => rebuildDerived(tx, books.book.id, books.deps.context.dayOf));
    expect(await rebuild()).toEqual({ objects: 4, changed: [] });
    await books.store.q.updateTable("sale").set({ net: 1n }).where("external_id", "=", "s1").execute();
    expect(await rebuild()).toEqual({ objects: 4, changed: ["sale"] });
    expect(await rebuild()).toEqual({ objects: 4, changed: [] });
  });
});

describe("an import that is killed", () => {
  const rows = Array.from(
    { length: 40 },
    (_, i) => `s${i},2026-01-0${1 + (i % 9)},${1_000 + i},50,${i % 7 === 0 ? 100 : ""},b${i % 5}@x.example,Pen,`,
  );
  const bigFile = (): IncomingFile =>
    csvFile(lines(...rows.flatMap((row, i) => (i % 3 === 0 ? [row, `i${i},2026-01-02,,,,,Cap,1.5`] : [row]))));

  /** Commits after every few rows, and dies at the n-th commit: before it, or right after it was acknowledged. */
  function dying(store: Store, n: number, after: boolean): Store {
    let seen = 0;
    return {
      ...store,
      transaction: async (work) => {
        seen += 1;
        if (seen === n && !after) throw new Error("killed");
        const result = await store.transaction(async (tx) => {
          const value = await work(tx);
          return value;
        });
        if (seen === n) throw new Error("killed");
        return result;
      },
    };
  }

  it("loses and doubles nothing, wherever it dies, and goes on where it stopped", async () => {
    const whole = await openTestBooks();
    const expected = (await importInto(whole, bigFile())).rows;
    const sum = async (books: TestBooks) =>
      (await listSales(books.store, books.book.id, {}, 500)).map((s) => `${s.externalId} ${s.gross} ${s.net}`).sort();
    const truth = await sum(whole);
    for (const n of [1, 2, 3, 4, 5]) {
      for (const after of [false, true]) {
        const books = await openTestBooks();
        const small = { batchRows: 12 };
        await importInto(books, bigFile(), { store: dying(books.store, n, after), ...small }).catch((cause: Error) =>
          expect(cause.message).toBe("killed"),
        );
        expect(await brokenLaws(books)).toEqual([]);
        const resumed = await importInto(books, bigFile(), { sealing: books.freshSealing(), ...small });
        expect([resumed.rows.read, resumed.rows.booked]).toEqual([expected.read, expected.booked]);
        expect(await sum(books)).toEqual(truth);
        expect(await brokenLaws(books)).toEqual([]);
      }
    }
  });

  it("steps back when another process has moved the same import", async () => {
    const books = await openTestBooks();
    const file = bigFile();
    let once = true;
    const store: Store = {
      ...books.store,
      transaction: async (work) => {
        if (!once) return books.store.transaction(work);
        const result = await books.store.transaction(work);
        once = false;
        await importInto(books, file);
        return result;
      },
    };
    await expect(importInto(books, file, { store })).rejects.toThrow("Another process is importing shop.csv");
    expect(await brokenLaws(books)).toEqual([]);
  });
});
