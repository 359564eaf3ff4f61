import { describe, expect, it } from "vitest";
import type { Sighting } from "../../domain/facts/sighting.ts";
import type { FileProfile } from "../../spec/file-profile.ts";
import { listRefusedRows } from "../../store/file-import.ts";
import type { Store } from "../../store/handle.ts";
import { tellStory } from "../story.ts";
import { openTestBooks, type TestBooks } from "../testing/books.ts";
import { csvFile, shopProfile } from "../testing/csv-file.ts";
import { brokenLaws } from "../testing/invariants.ts";
import { sightingFault } from "./check-sighting.ts";
import { type IncomingFile, openFile } from "./open-file.ts";
import { type ImportDeps, runImport } from "./run-import.ts";
import type { ImportSummary } from "./summary.ts";

const header = "Id,Date,Gross,Fee,Refunded,Email,Product,Line,Name";
const lines = (...rows: string[]): string => [header, ...rows].join("\n");

async function importInto(
  books: TestBooks,
  file: IncomingFile,
  profile: FileProfile = shopProfile,
  deps: Partial<ImportDeps> = {},
): Promise<ImportSummary> {
  const opened = await openFile(file, [profile], { timeZone: "Europe/London" }, books.clock.now());
  if (!opened.ok) throw new Error(opened.error.sentence);
  const done = await runImport({ ...books.deps, ...deps }, books.book, opened.value);
  if (!done.ok) throw new Error(done.error.sentence);
  const { read, booked, known, refused } = done.value.rows;
  expect(read).toBe(booked + known + refused);
  return done.value;
}

describe("a file that cannot be an import", () => {
  const open = (text: string) => openFile(csvFile(text), [shopProfile], { timeZone: "UTC" }, 0);

  it("is refused before anything is kept when it is empty, and when nothing knows its header", async () => {
    const empty = await open("");
    const strange = await open("Colour,Size\nred,4\n");
    expect(!empty.ok && empty.error.sentence).toContain("empty");
    expect(!strange.ok && strange.error.sentence).toContain("Colour, Size");
  });
});

describe("a row that goes wrong", () => {
  it("as text is kept with its reason, and the rest of the file is booked", async () => {
    const books = await openTestBooks();
    const tooMany = `s2,${",".repeat(1_100)}`;
    const summary = await importInto(
      books,
      csvFile(lines("s1,2026-01-05,1000,,,,Pen,", tooMany, "s3,2026-01-06,50,,,,Pen,")),
    );
    expect(summary).toMatchObject({ rows: { read: 3, booked: 2, refused: 1 }, figures: { USD: { gross: 1_050n } } });
    expect((await listRefusedRows(books.store, 1n, 9)).map((row) => row.line)).toEqual([3]);
  });

  it.each([
    [
      "a control character of the upper half in its id",
      "a\u0085b,2026-01-05,1,,,,,",
      "its id holds invisible characters",
    ],
    ["a line separator in its id", "a\u2028b,2026-01-05,1,,,,,", "its id holds invisible characters"],
    [
      "an amount far below zero",
      "s,2026-01-05,-9007199254740992,,,,,",
      "an amount in it is larger than the books can hold",
    ],
  ])("by %s is refused alone: the books would not take it", async (_, row, reason) => {
    const books = await openTestBooks();
    const summary = await importInto(books, csvFile(lines(row, "s3,2026-01-06,50,,,,Pen,")));
    expect(summary.refusals).toEqual([{ line: 2, reason }]);
    expect(summary.figures).toMatchObject({ USD: { gross: 50n } });
  });

  const sale = { kind: "sale", id: "s", currency: "USD" } as const;
  const year = (n: number): number => Date.UTC(n, 0, 1);
  it.each<readonly [string, Sighting, string | undefined]>([
    [
      "a refund of the year 2300",
      { ...sale, refunds: [{ id: "r", at: year(2300), amount: 1n }] },
      "its date lies before 1990 or after 2199",
    ],
    [
      "a refund without a moment",
      { ...sale, refunds: [{ id: "r", at: Number.NaN, amount: 1n }] },
      "its date lies before 1990 or after 2199",
    ],
    [
      "a dispute of the year 1900",
      { ...sale, dispute: "open", disputedAt: year(1900) },
      "its date lies before 1990 or after 2199",
    ],
    ["half of a character in its id", { ...sale, id: "a\ud800" }, "its id holds invisible characters"],
    [
      "a conversion into nothing known",
      { kind: "conversion", id: "x", from: { currency: "USD", amount: 1n }, to: { currency: "BTC", amount: 1n } },
      '"BTC" is not a currency the books know (an ISO code such as USD)',
    ],
    ["a fee without a date", { kind: "charge", id: "c", currency: "USD", amount: 5n }, "it has no date"],
    ["a payout without an amount", { kind: "payout", id: "p", dayAt: year(2026), currency: "USD" }, "it has no amount"],
    ["a correction in no currency", { kind: "adjustment", id: "a", at: year(2026), amount: 5n }, "it has no amount"],
    [
      "half a conversion, which is fine",
      { kind: "conversion", id: "x", to: { currency: "EUR", amount: 1n } },
      undefined,
    ],
    ["a name of several characters to the eye", { ...sale, id: "पेन-😀" }, undefined],
  ])("by %s is told in one clause", (_, sighting, fault) => {
    expect(sightingFault(sighting)).toBe(fault);
  });

  it("waits, and stops nothing, when its refunds together are beyond the books", async () => {
    const books = await openTestBooks();
    const most = 9_007_199_254_740_991n;
    const refunds = [1, 2].map((n) => ({ id: `r${n}`, at: year(2026), amount: most }));
    const huge: FileProfile = {
      ...shopProfile,
      open: () => ({
        ok: true,
        value: {
          read: (row) => ({
            kind: "sightings",
            sightings: [
              {
                ...sale,
                id: row.cell("Id"),
                at: year(2026),
                gross: 5n,
                ...(row.cell("Id") === "s1" ? { refunds } : {}),
              },
            ],
          }),
        },
      }),
    };
    const summary = await importInto(books, csvFile(lines("s1,,,,,,,", "s2,,,,,,,")), huge);
    expect(summary).toMatchObject({ incomplete: 1, figures: { USD: { gross: 5n, net: 5n } } });
    const story = await tellStory(books.store, books.sealing, books.book.id, "shop/sale/s1", { showBuyer: false });
    expect(story?.incomplete).toBe("its amount is larger than the books can hold");
  });
});

describe("what only the whole file tells", () => {
  const ending = (sighting: Sighting): FileProfile => ({
    ...shopProfile,
    open: (context) => {
      const opened = shopProfile.open(context);
      return opened.ok ? { ok: true, value: { read: opened.value.read, finish: () => [sighting] } } : opened;
    },
  });

  it("is left out and said when the books could not hold it; the rows are booked", async () => {
    const books = await openTestBooks();
    const payout: Sighting = { kind: "payout", id: "", at: 0, currency: "USD", amount: 5n };
    const summary = await importInto(books, csvFile(lines("s1,2026-01-05,1000,,,,Pen,")), ending(payout));
    expect(summary).toMatchObject({
      rows: { booked: 1 },
      objects: { added: { sale: 1 } },
      notes: ["The file as a whole could not be booked: it has no id."],
    });
  });
});

describe("a buyer who is told by name only", () => {
  it("is no buyer to be found again, but can be seen in the row by who asks", async () => {
    const books = await openTestBooks();
    await importInto(books, csvFile(lines("s1,2026-01-05,1000,,,,Pen,,Ann Example")));
    const tell = (showBuyer: boolean) =>
      tellStory(books.store, books.sealing, books.book.id, "shop/sale/s1", { showBuyer });
    expect((await tell(true))?.buyer).toBe("not named");
    expect(JSON.stringify((await tell(true))?.observations)).toContain("Ann Example");
    expect(JSON.stringify(await tell(false))).not.toContain("Ann");
  });
});

describe("an import that goes on after it was killed", () => {
  it("counts totals, blank lines and unreadable rows once", async () => {
    const rows = ["s1,2026-01-05,1000,,,,Pen,", `x,${",".repeat(1_100)}`, ",,,,,,,,", "Totals,,1,,,,,", "Bad,,,,,,,"];
    const file = csvFile(lines(...rows, "s2,2026-01-05,1000,,,,Pen,", "s3,2026-01-06,2000,,,,Pen,"));
    const books = await openTestBooks();
    let commits = 0;
    const dying: Store = {
      ...books.store,
      transaction: async (work) => {
        commits += 1;
        if (commits === 5) throw new Error("killed");
        return books.store.transaction(work);
      },
    };
    await expect(importInto(books, file, shopProfile, { store: dying, batchRows: 1 })).rejects.toThrow("killed");
    const resumed = await importInto(books, file, shopProfile, { sealing: books.freshSealing(), batchRows: 1 });
    expect(resumed).toMatchObject({
      resumed: true,
      rows: { read: 5, booked: 3, refused: 2 },
      leftOut: {},
      figures: { USD: { gross: 3_000n } },
    });
    expect(await brokenLaws(books)).toEqual([]);
  });
});
