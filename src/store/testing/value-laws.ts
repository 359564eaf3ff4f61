import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { addBook } from "../book.ts";
import type { Store } from "../handle.ts";
import { insertMany } from "../insert-many.ts";
import { readSetting, writeSetting } from "../setting.ts";
import { freshForEach, type OpenStore } from "./store-under-test.ts";

const awkwardTexts = [
  "",
  " ",
  "'; DROP TABLE setting; --",
  'quo"te',
  "ünïcödé",
  "e\u0301",
  "漢字",
  "👩‍👩‍👧",
  "\u202Eright to left",
  "line\nbreak\ttab",
  "x".repeat(1_000_000),
];
const edges = [0n, 1n, -1n, 2n ** 53n - 1n, 2n ** 53n + 1n, 2n ** 63n - 1n, -(2n ** 63n)];

/** What is written is what is read, to the last bit. */
export function valueLaws(engine: string, open: OpenStore): void {
  describe(`values in a store on ${engine}`, () => {
    const under = freshForEach(open);

    it("come back exactly: whole numbers to the last bit of 64, and null", async () => {
      await bookAndReports(under.store, edges);
      const read = await under.store.q.selectFrom("report").select("created_at").orderBy("id").execute();
      expect(read.map((row) => row.created_at)).toEqual(edges);
      const sums = await sql<{
        total: bigint;
        n: bigint;
      }>`SELECT sum(created_at) AS total, count(*) AS n FROM report WHERE created_at BETWEEN 0 AND 9007199254740993`.execute(
        under.store.q,
      );
      expect(sums.rows).toEqual([{ total: 2n ** 54n + 1n, n: 4n }]);
      const none = await sql<{ none: unknown }>`SELECT max(created_at) AS none FROM report WHERE id<0`.execute(
        under.store.q,
      );
      expect(none.rows).toEqual([{ none: null }]);
    });

    it("come back exactly: every byte, and none", async () => {
      const values = [
        new Uint8Array(0),
        Uint8Array.from({ length: 256 }, (_, i) => i),
        new Uint8Array(100_000).fill(0xff),
      ];
      const rows = values.map((bytes, i) => [BigInt(i + 1), "records", bytes, "k", 0n, null]);
      await under.store.transaction((tx) =>
        insertMany(tx, "data_key", ["id", "purpose", "wrapped", "kek_id", "created_at", "destroyed_at"], rows),
      );
      const read = await under.store.q
        .selectFrom("data_key")
        .select(["wrapped", "destroyed_at"])
        .orderBy("id")
        .execute();
      expect(read.map((row) => Buffer.from(row.wrapped ?? []).toString("hex"))).toEqual(
        values.map((bytes) => Buffer.from(bytes).toString("hex")),
      );
      expect(read.map((row) => row.destroyed_at)).toEqual([null, null, null]);
    });

    it("come back exactly: every text, and are found by it", async () => {
      for (const [i, text] of awkwardTexts.entries())
        await under.store.transaction((tx) => writeSetting(tx, `text.${i}`, text));
      for (const [i, text] of awkwardTexts.entries()) expect(await readSetting(under.store, `text.${i}`)).toBe(text);
      const found = await under.store.q.selectFrom("setting").select("key").where("value", "=", "👩‍👩‍👧").execute();
      expect(found).toEqual([{ key: `text.${awkwardTexts.indexOf("👩‍👩‍👧")}` }]);
    });

    it("of an amount with a fraction, or of a kind that the column does not hold, are refused", async () => {
      await under.store.transaction((tx) =>
        addBook(tx, { slug: "a", name: "A", homeCurrency: "USD", timeZone: "UTC" }, 0),
      );
      // Bound values: a fraction written into the statement itself would be rounded by PostgreSQL without a word.
      for (const value of [1.5, "x", 2n ** 63n]) {
        const wrong = sql`INSERT INTO report(book_id,period_from,period_to,grouping,created_at,body) VALUES(1,'','','',${value},'')`;
        await expect(wrong.execute(under.store.q), String(value)).rejects.toThrow();
      }
    });
  });
}

async function bookAndReports(store: Store, times: readonly bigint[]): Promise<void> {
  await store.transaction(async (tx) => {
    const book = await addBook(tx, { slug: "a", name: "A", homeCurrency: "USD", timeZone: "UTC" }, 0);
    const rows = times.map((at) => [book.id, "", "", "", at, ""]);
    await insertMany(tx, "report", ["book_id", "period_from", "period_to", "grouping", "created_at", "body"], rows);
  });
}
