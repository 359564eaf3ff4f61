import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { addBook, lockBook } from "../book.ts";
import { readSetting, writeSetting } from "../setting.ts";
import { freshForEach, type OpenStore, twoAccounts } from "./store-under-test.ts";

/** All or nothing, one writer after the other. */
export function transactionLaws(engine: string, open: OpenStore): void {
  describe(`a transaction in a store on ${engine}`, () => {
    const under = freshForEach(open);

    it("sees its own writes, gives its value, and is there for others after it", async () => {
      const seen = await under.store.transaction(async (tx) => {
        await writeSetting(tx, "a", "1");
        return readSetting(tx, "a");
      });
      expect([seen, await readSetting(under.store, "a")]).toEqual(["1", "1"]);
    });

    it("that throws leaves nothing, throws the same thing, and does not stop the next one", async () => {
      const thrown = new Error("the caller's own");
      const failing = under.store.transaction(async (tx) => {
        await writeSetting(tx, "a", "1");
        throw thrown;
      });
      await expect(failing).rejects.toBe(thrown);
      expect(await readSetting(under.store, "a")).toBeUndefined();
      await under.store.transaction((tx) => writeSetting(tx, "a", "2"));
      expect(await readSetting(under.store, "a")).toBe("2");
    });

    it("whose statement the database refuses leaves nothing of the statements before it", async () => {
      const failing = under.store.transaction(async (tx) => {
        await writeSetting(tx, "a", "1");
        await sql`INSERT INTO currency(code,exponent) VALUES('USD',3)`.execute(tx.q);
      });
      await expect(failing).rejects.toThrow();
      expect(await readSetting(under.store, "a")).toBeUndefined();
    });

    it("that would leave a leg without its txn is refused as a whole at its end", async () => {
      await under.store.transaction((tx) =>
        addBook(tx, { slug: "a", name: "A", homeCurrency: "USD", timeZone: "UTC" }, 0),
      );
      const leg = under.store.transaction(async (tx) => {
        await twoAccounts(tx);
        await sql`INSERT INTO transfer(txn_id,leg,code,debit_account,credit_account,currency,amount) VALUES('t',0,1,1,2,'USD',5)`.execute(
          tx.q,
        );
      });
      await expect(leg).rejects.toThrow(/foreign key/i);
      expect(await under.store.q.selectFrom("account").select("id").execute()).toEqual([]);
      await under.store.transaction((tx) => writeSetting(tx, "after", "fine"));
    });

    it("takes its turn: of twenty that read, add one and write, none is lost", async () => {
      const book = await under.store.transaction((tx) =>
        addBook(tx, { slug: "a", name: "A", homeCurrency: "USD", timeZone: "UTC" }, 0),
      );
      const addOne = (): Promise<void> =>
        under.store.transaction(async (tx) => {
          await lockBook(tx, book.id);
          await writeSetting(tx, "count", String(Number((await readSetting(tx, "count")) ?? 0) + 1));
        });
      await Promise.all(Array.from({ length: 20 }, addOne));
      expect(await readSetting(under.store, "count")).toBe("20");
    });

    it("is not begun on a store that was closed", async () => {
      const other = await open();
      await other.close();
      await expect(other.store.transaction(async () => "ran")).rejects.toThrow();
    });
  });
}
