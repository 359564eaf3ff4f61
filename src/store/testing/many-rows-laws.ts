import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyOf } from "../any-of.ts";
import { insertMany } from "../insert-many.ts";
import { readSetting } from "../setting.ts";
import { freshForEach, type OpenStore } from "./store-under-test.ts";

/** Rows by the hundred and texts by the thousand, in one statement or many. */
export function manyRowsLaws(engine: string, open: OpenStore): void {
  describe(`many rows at once in a store on ${engine}`, () => {
    const under = freshForEach(open);

    it("are all inserted, in their order, whatever their number", async () => {
      let round = 0;
      const property = fc.asyncProperty(fc.integer({ min: 0, max: 300 }), async (count) => {
        round += 1;
        const rows = Array.from({ length: count }, (_, i) => [`${round}.${String(i).padStart(4, "0")}`, String(i)]);
        await under.store.transaction((tx) => insertMany(tx, "setting", ["key", "value"], rows));
        const read = await under.store.q
          .selectFrom("setting")
          .select("value")
          .where("key", "like", `${round}.%`)
          .orderBy("key")
          .execute();
        expect(read.map((row) => Number(row.value))).toEqual(Array.from({ length: count }, (_, i) => i));
      });
      await fc.assert(property, {
        numRuns: 15,
        examples: [[0], [1], [7], [8], [31], [32], [127], [128], [129], [300]],
      });
    });

    it("follow the rule for conflicts that is given, to the letter", async () => {
      const rows = Array.from({ length: 50 }, (_, i) => [`key.${i % 10}`, String(i)]);
      await under.store.transaction((tx) => insertMany(tx, "setting", ["key", "value"], rows.slice(0, 10)));
      await under.store.transaction((tx) =>
        insertMany(tx, "setting", ["key", "value"], rows.slice(10, 20), "ON CONFLICT(key) DO NOTHING"),
      );
      expect(await readSetting(under.store, "key.3")).toBe("3");
      await under.store.transaction((tx) =>
        insertMany(
          tx,
          "setting",
          ["key", "value"],
          rows.slice(20, 30),
          "ON CONFLICT(key) DO UPDATE SET value=excluded.value",
        ),
      );
      expect(await readSetting(under.store, "key.3")).toBe("23");
    });

    it("are found by any of a list of texts: none, one, thousands, and texts that look like SQL", async () => {
      const texts = Array.from({ length: 3_000 }, (_, i) => (i % 3 === 0 ? `it's "${i}"` : `k${i}`));
      await under.store.transaction((tx) =>
        insertMany(
          tx,
          "setting",
          ["key", "value"],
          texts.map((text) => [text, "x"]),
        ),
      );
      const find = async (wanted: readonly string[]): Promise<number> =>
        (
          await under.store.q
            .selectFrom("setting")
            .select("key")
            .where(anyOf(under.store, "key", wanted))
            .execute()
        ).length;
      expect(await find([])).toBe(0);
      expect(await find([texts[3] as string])).toBe(1);
      expect(await find([...texts, "not there", "') OR 1=1 --"])).toBe(3_000);
    });
  });
}
