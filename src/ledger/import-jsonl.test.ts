import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { toHex } from "../base/hash.ts";
import { txnBodyHash } from "../domain/audit/txn-hash.ts";
import { bookHead } from "../store/txn.ts";
import { checkBooks } from "./check.ts";
import { exportJsonl } from "./export/jsonl.ts";
import { readJsonlLine } from "./export/read-jsonl.ts";
import { importJsonl } from "./import-jsonl.ts";
import { exampleBook, wholeText } from "./testing/example-book.ts";
import { balancesText, draft, memoryBooks, mustPost, type TestBooks } from "./testing/text-books.ts";

let from: TestBooks;
let to: TestBooks;
let lines: string[];
beforeEach(async () => {
  from = await exampleBook();
  to = await memoryBooks("Africa/Nairobi");
  lines = (await wholeText(exportJsonl(from.store, from.book))).trimEnd().split("\n");
});
afterEach(async () => {
  await from.store.close();
  await to.store.close();
});

const bring = (text: Iterable<string>, bookId = to.book.id) => importJsonl(to.store, { bookId, actor: "test" }, text);
const count = () => lines.length - 2;

describe("importing an export", () => {
  it("into an empty book gives the same book: same hashes, same balances, same export to the byte", async () => {
    expect(await bring(lines)).toEqual({ ok: true, value: { booked: count(), known: 0 } });
    expect(await balancesText(to)).toEqual(await balancesText(from));
    expect((await wholeText(exportJsonl(to.store, to.book))).trimEnd().split("\n")).toEqual(lines);
    expect((await checkBooks(to.store, to.book.id)).sound).toBe(true);
  });

  it("a second time changes nothing", async () => {
    await bring(lines);
    expect(await bring(lines)).toEqual({ ok: true, value: { booked: 0, known: count() } });
  });

  it("goes on where a run stopped", async () => {
    expect(await bring(lines.slice(0, 6))).toMatchObject({
      ok: false,
      error: { code: "export-cut-short", kept: "5 txns are booked." },
    });
    expect(await bring(["", ...lines, " "])).toEqual({ ok: true, value: { booked: count() - 5, known: 5 } });
  });

  it("into a book of another number gives the same balances, under hashes of its own", async () => {
    await to.store.q
      .insertInto("book")
      .values({ id: 7n, slug: "b", name: "B", home_currency: "USD", time_zone: "UTC", created_at: 0n })
      .execute();
    expect(await bring(lines, 7n)).toMatchObject({ ok: true });
    expect(await bring(lines, 7n)).toMatchObject({ ok: true, value: { booked: 0 } });
    expect((await checkBooks(to.store, 7n)).sound).toBe(true);
  });

  it("of a long book is committed in portions, each whole", async () => {
    const long = await memoryBooks();
    await mustPost(
      long,
      Array.from({ length: 520 }, () => draft("balance ← sales 1.00 USD sale")),
    );
    const many = (await wholeText(exportJsonl(long.store, long.book))).trimEnd().split("\n");
    many[510] = "broken";
    expect(await bring(many)).toMatchObject({
      ok: false,
      error: { sentence: "Line 511 is not JSON.", kept: "509 txns are booked." },
    });
    await long.store.close();
  });
});

describe("an export that was touched is refused with the line and the reason:", () => {
  /** Changes one txn's line and gives it the hash of what it now says. */
  function rewritten(index: number, change: (value: Record<string, never>) => void): string[] {
    const value = JSON.parse(lines[index] ?? "");
    change(value);
    const line = readJsonlLine(JSON.stringify(value));
    if (!line.ok || line.value.kind !== "txn") throw new Error("the line is no txn any more");
    const { txn, legs } = line.value;
    return lines.with(index, JSON.stringify({ ...value, hash: toHex(txnBodyHash({ ...txn, bookId: 1n }, legs)) }));
  }
  const set = (path: string, to: unknown) => (value: Record<string, never>) => {
    const keys = path.split(".");
    const last = keys.pop() ?? "";
    (keys.reduce((at, key) => at[key] as never, value) as Record<string, unknown>)[last] = to;
  };
  const changed = (path: string, to: unknown) => () => {
    const value = JSON.parse(lines[1] ?? "");
    set(path, to)(value);
    return lines.with(1, JSON.stringify(value));
  };

  const cases: readonly (readonly [string, () => string[], RegExp])[] = [
    [
      "a changed amount",
      changed("legs.0.amount", "10001"),
      /^Line 2 was changed: its content does not give its hash\.$/,
    ],
    ["a line that is no object", () => lines.with(1, "[1]"), /^Line 2 is not one object\.$/],
    ["a missing text", changed("kind", 5), /^Line 2 has no text "kind"\.$/],
    ["missing legs", changed("legs", "x"), /^Line 2 has no list "legs"\.$/],
    ["a leg that is no object", changed("legs.0", 1), /^Line 2 is not one object\.$/],
    ["an amount as a number", changed("legs.0.amount", 10000), /^Line 2 has no text "amount"\.$/],
    ["an amount with a point", changed("legs.0.amount", "100.00"), /^Line 2 has no whole number "amount"\.$/],
    ["a broken time", changed("occurred_at", 1.5), /^Line 2 has no whole number "occurred_at"\.$/],
    ["a time as text", changed("occurred_at", "1"), /^Line 2 has no whole number "occurred_at"\.$/],
    [
      "an unknown form",
      () => lines.with(0, '{"format":"other/9"}'),
      /^Line 1 has another form than millrace-ledger\/1\.$/,
    ],
    ["a missing beginning", () => lines.slice(1), /^Line 1 is out of place/],
    ["two beginnings", () => [lines[0] ?? "", ...lines], /^Line 2 is out of place/],
    ["lines after the end", () => [...lines, lines[1] ?? ""], /^Line \d+ comes after the last line/],
    ["a missing line", () => lines.toSpliced(3, 1), /^Line 4 does not follow txn 2: lines before it are missing\.$/],
    ["a missing end", () => lines.slice(0, -1), /^The export is cut short/],
    ["nothing at all", () => [], /^The export is cut short/],
    [
      "a hold that is nowhere",
      () => rewritten(13, set("legs.0.pending", "nobody:0")),
      /^Line 14 cannot be booked: There is no such hold/,
    ],
    [
      "legs that no book orders so",
      () => rewritten(8, (value) => (value["legs"] as unknown as unknown[]).reverse()),
      /^Line 9 would not be the same txn here/,
    ],
    [
      "a currency nobody knows",
      () => rewritten(2, set("legs.0.currency", "ZZZ")),
      /^Line 3 cannot be booked: "ZZZ" is not a currency/,
    ],
    [
      "a refusal that names no line",
      () => rewritten(1, set("legs.0.code", 0)),
      /^Line 2 cannot be booked: The database refused the txn/,
    ],
  ];

  it.each(cases)("%s", async (_what, touched, expected) => {
    expect(await bring(touched())).toMatchObject({ ok: false, error: { sentence: expect.stringMatching(expected) } });
    expect((await checkBooks(to.store, to.book.id)).sound).toBe(true);
  });

  it("a book that already holds something else", async () => {
    await mustPost(to, [draft("balance ← sales 1.00 USD sale")]);
    expect(await bring(lines)).toMatchObject({
      ok: false,
      error: { sentence: expect.stringMatching(/^Line 2 is not what the book holds in its place/) },
    });
    expect((await bookHead(to.store, to.book.id)).seq).toBe(1n);
  });

  it("a disk that fails is no such refusal", async () => {
    to.store.raw.exec("DROP TABLE txn_rate");
    await expect(bring(lines)).rejects.toThrow(/no such table/);
  });
});
