import { sql } from "kysely";
import { afterEach, describe, expect, it } from "vitest";
import { addBook } from "../book.ts";
import { copyAllRows, countRows } from "../copy-rows.ts";
import type { Store } from "../handle.ts";
import { insertMany } from "../insert-many.ts";
import { migrate, missingSteps } from "../migrate.ts";
import { migrations } from "../migrations/all.ts";
import { openSqlite } from "../open-sqlite.ts";
import { schemaDifference } from "../schema-fingerprint.ts";
import { tablesInLoadOrder, tablesNotCopied } from "../table-order.ts";
import {
  freshForEach,
  type OpenStore,
  openMigrated,
  type StoreUnderTest,
  suiteClock,
  twoAccounts,
} from "./store-under-test.ts";

/** Made once, brought up to date from every release, and copied whole. */
export function schemaLaws(engine: string, open: OpenStore): void {
  let under: StoreUnderTest;
  let store: Store;

  describe(`the schema of a store on ${engine}`, () => {
    afterEach(() => under.close());

    it("is made once: a second migration finds nothing to do and changes nothing", async () => {
      under = await openMigrated(open);
      store = under.store;
      const before = await countRows(store);
      expect(await migrate(store, suiteClock)).toEqual([]);
      expect(await missingSteps(store)).toEqual([]);
      expect(await countRows(store)).toEqual(before);
      expect(await schemaDifference(store)).toEqual({ missing: [], added: [], altered: [] });
    });

    it.each(migrations.map((step, i) => [step.name, i + 1] as const))(
      "goes from %s to the newest, and is then the same as a new one",
      async (_name, steps) => {
        under = await open();
        store = under.store;
        expect(await migrate(store, suiteClock, steps)).toHaveLength(steps);
        expect(await migrate(store, suiteClock)).toHaveLength(migrations.length - steps);
        expect(await schemaDifference(store)).toEqual({ missing: [], added: [], altered: [] });
      },
    );

    it("of a newer Millrace, or with a step that is not ours, is refused and left alone", async () => {
      under = await openMigrated(open);
      store = under.store;
      await store.q
        .insertInto("schema_migration")
        .values({ name: "9999-tomorrow", applied_at: 0n, checksum: "x" })
        .execute();
      await expect(migrate(store, suiteClock)).rejects.toMatchObject({ problem: { code: "schema-newer" } });
      await store.q.deleteFrom("schema_migration").where("name", "=", "9999-tomorrow").execute();
      await store.q.updateTable("schema_migration").set({ checksum: "x" }).where("name", "like", "0001%").execute();
      await expect(missingSteps(store)).rejects.toMatchObject({ problem: { code: "schema-differs" } });
    });

    it("has no table that a back-up would forget", async () => {
      under = await openMigrated(open);
      store = under.store;
      const { rows } =
        store.engine === "sqlite"
          ? await sql<{
              name: string;
            }>`SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite%'`.execute(store.q)
          : await sql<{
              name: string;
            }>`SELECT relname::text AS name FROM pg_class WHERE relkind='r' AND relnamespace='millrace'::regnamespace`.execute(
              store.q,
            );
      const known = [...tablesInLoadOrder.map(({ table }) => table), ...tablesNotCopied];
      expect(rows.map((row) => row.name).sort()).toEqual([...known].sort());
    });
  });
}

/** A back-up of one engine becomes books of the other. */
export function copyLaws(engine: string, open: OpenStore): void {
  describe(`a store on ${engine}`, () => {
    const under = freshForEach(open);

    it("takes every row of another database through its guards, sealed txns and balances included", async () => {
      const source = openSqlite({ path: ":memory:" });
      await migrate(source, suiteClock);
      await sealedTxns(source, 1_200);
      await under.store.transaction((tx) => copyAllRows(source, tx));
      expect(await countRows(under.store)).toEqual(await countRows(source));
      const balances = (one: Store) => one.q.selectFrom("account_balance").selectAll().orderBy("account_id").execute();
      expect(await balances(under.store)).toEqual(await balances(source));
      await source.close();
    });
  });
}

/** Txns of one leg each, with a hold that the next one settles, and a reversal at the end. */
async function sealedTxns(store: Store, count: number): Promise<void> {
  await store.transaction(async (tx) => {
    await addBook(tx, { slug: "a", name: "A", homeCurrency: "USD", timeZone: "UTC" }, 0);
    await twoAccounts(tx);
    const legs = Array.from({ length: count }, (_, i) => {
      const settles = i > 0 && i % 10 === 0 && i < count - 1;
      const phase = i % 10 === 9 && i < count - 2 ? "pend" : settles ? "settle" : "post";
      return [BigInt(i + 1), `t${i}`, 0n, 1n, 1n, 2n, "USD", 5n, phase, settles ? BigInt(i) : null];
    });
    const last = legs.at(-1);
    if (last) [last[4], last[5]] = [2n, 1n];
    await insertMany(
      tx,
      "transfer",
      ["id", "txn_id", "leg", "code", "debit_account", "credit_account", "currency", "amount", "phase", "pending_id"],
      legs,
    );
    const headers = legs.map((_, i) => {
      const reverses = i === count - 1 ? `t${i - 1}` : null;
      return [
        `t${i}`,
        1n,
        BigInt(i + 1),
        "sale",
        "test",
        `sale:${i}`,
        0n,
        null,
        new Uint8Array(32),
        0n,
        0n,
        1n,
        reverses,
        1n,
      ];
    });
    const columns = [
      "id",
      "book_id",
      "seq",
      "kind",
      "source",
      "object_key",
      "revision",
      "idem_key",
      "body_hash",
      "occurred_at",
      "recorded_at",
      "n_legs",
      "reverses",
      "log_seq",
    ] as const;
    await insertMany(tx, "txn", columns, headers);
  });
}
