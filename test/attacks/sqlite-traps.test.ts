import { CompiledQuery } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { draft, mustPost } from "../../src/ledger/testing/text-books.ts";
import { insertMany } from "../../src/store/insert-many.ts";
import { openSqlite, type SqliteStore } from "../../src/store/open-sqlite.ts";
import { transferColumns } from "../../src/store/txn.ts";
import { attacks } from "./attacks.ts";
import { picture, type Scene, setScene } from "./scene.ts";

let store: SqliteStore;
let scene: Scene;
beforeEach(async () => {
  store = openSqlite({ path: ":memory:" });
  scene = await setScene(store);
});
afterEach(() => store.close());

const run = (statements: readonly string[]): Promise<void> =>
  store.transaction(async (tx) => {
    for (const statement of statements) await tx.q.executeQuery(CompiledQuery.raw(statement));
  });

describe("a connection of ours", () => {
  it.each([
    ["synchronous", 2n, "an acknowledged commit survives power loss"],
    ["foreign_keys", 1n, "legs need their header and accounts"],
    ["recursive_triggers", 1n, "REPLACE meets the delete guards"],
    ["trusted_schema", 0n, "a foreign file cannot run code through its schema"],
  ])("has %s=%s, so that %s", (pragma, value) => {
    expect(store.raw.pragma(pragma, { simple: true })).toBe(value);
  });

  it("reads whole numbers as bigint, also beyond 2^53", async () => {
    const { rows } = await store.q.executeQuery<{ n: unknown }>(CompiledQuery.raw("SELECT 9007199254740993 AS n"));
    expect(rows).toEqual([{ n: 9007199254740993n }]);
  });
});

describe("a stranger's connection, without the pragmas,", () => {
  const attack = (name: string): readonly string[] => {
    const found = attacks.find((each) => each.name === name);
    if (!found) throw new Error(`no attack is called "${name}"`);
    return found.sql(scene);
  };

  it.each(
    attacks
      .filter(({ name }) => /replace|overwrite/.test(name))
      .filter(({ only }) => only === "sqlite")
      .map(({ name }) => name),
  )("cannot %s although REPLACE then skips the delete guards", async (name) => {
    store.raw.pragma("recursive_triggers=0");
    const before = await picture(store);
    await expect(run(attack(name))).rejects.toThrow();
    expect(await picture(store)).toBe(before);
  });

  it.each([
    "call dollars shillings",
    "move between accounts of two currencies",
    "book to an account that is not there",
  ])("cannot %s although foreign keys are not looked at", async (name) => {
    store.raw.pragma("foreign_keys=0");
    await expect(run(attack(name))).rejects.toThrow(/leg of another book or currency/);
  });
});

describe("numbers that do not fit", () => {
  it("are refused where SQLite would turn them into floats: a counter at 2^62 takes no more", async () => {
    store.raw.exec("DROP TRIGGER balance_guard");
    store.raw.exec(
      `UPDATE account_balance SET dr_posted=4611686018427387903 WHERE account_id=${scene.account("balance USD")}`,
    );
    await expect(mustPost(scene.books, [draft("balance ← sales 0.01 USD")])).rejects.toThrow(
      /beyond what the books can hold/,
    );
  });

  it("are refused when bound as a fraction", async () => {
    const row = ["evil", 0n, 1n, scene.account("balance USD"), scene.account("sales USD"), "USD", 1.5, "post", null];
    await expect(store.transaction((tx) => insertMany(tx, "transfer", transferColumns, [row]))).rejects.toThrow(
      /REAL value/,
    );
  });

  it("are refused by the posting function before the database sees them", async () => {
    const legs = [{ code: 1 as const, debit: "assets:a:b", credit: "assets:c:d", currency: "USD" }];
    for (const amount of [0n, -1n, 2n ** 53n, 1.5 as unknown as bigint]) {
      await expect(mustPost(scene.books, [draft(legs.map((leg) => ({ ...leg, amount })))])).rejects.toThrow(
        /2\^53 − 1 minor units/,
      );
    }
  });
});
