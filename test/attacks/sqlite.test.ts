import { CompiledQuery } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkBooks } from "../../src/ledger/check.ts";
import { openSqlite } from "../../src/store/open-sqlite.ts";
import { attacks } from "./attacks.ts";
import { picture, type Scene, setScene } from "./scene.ts";

const list = attacks.filter((attack) => attack.only !== "postgres");
let scene: Scene;
beforeAll(async () => {
  scene = await setScene(openSqlite({ path: ":memory:" }));
});
afterAll(() => scene.store.close());

describe("SQLite refuses to", () => {
  it.each(list)("$name", async ({ sql, refusedBy }) => {
    const before = await picture(scene.store);
    const attempt = scene.store.transaction(async (tx) => {
      for (const statement of sql(scene)) await tx.q.executeQuery(CompiledQuery.raw(statement));
    });
    await expect(attempt).rejects.toThrow(refusedBy);
    expect(await picture(scene.store)).toBe(before);
  });

  it("give in to any of at least 39 attacks, and the books are sound after all of them", async () => {
    expect(list.length).toBeGreaterThanOrEqual(39);
    expect((await checkBooks(scene.store, scene.books.book.id)).findings).toEqual([]);
  });
});
