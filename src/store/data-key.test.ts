import { expect, it } from "vitest";
import { addDataKeys, findDataKey } from "./data-key.ts";
import type { Handle } from "./handle.ts";
import { openSqlite } from "./open-sqlite.ts";
import { openMigrated } from "./testing/store-under-test.ts";

// Found by a simulated year of a large shop: each page and each message read the keys of all buyers there are.
it("finds a standing key without reading the keys of all buyers behind it", async () => {
  const { store, close } = await openMigrated(async () => {
    const opened = openSqlite({ path: ":memory:" });
    return { store: opened, close: opened.close };
  });
  const key = { wrapped: Buffer.alloc(8), kek_id: "k", created_at: 1n, destroyed_at: null };
  const purposes = ["records", "subject", "records", "subject"];
  await store.transaction((tx) =>
    addDataKeys(
      tx,
      purposes.map((purpose, i) => ({ ...key, id: BigInt(i + 1), purpose })),
    ),
  );
  let rows = 0;
  const counting: Handle = {
    engine: store.engine,
    q: store.q.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        rows += result.rows.length;
        return result;
      },
    }),
  };
  expect(await findDataKey(counting, "records")).toMatchObject({ id: 1n, purpose: "records" });
  expect(rows).toBe(1);
  await close();
});
