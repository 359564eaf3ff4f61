import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqlite } from "./open-sqlite.ts";
import { storeSuite } from "./testing/store-suite.ts";

storeSuite("SQLite in memory", async () => {
  const store = openSqlite({ path: ":memory:" });
  return { store, close: () => store.close() };
});

for (const cipher of ["chacha20", "aegis"] as const) {
  storeSuite(`an encrypted file (${cipher})`, async () => {
    const folder = mkdtempSync(join(tmpdir(), "millrace-store-"));
    const store = openSqlite({ path: join(folder, "millrace.db"), key: new Uint8Array(32).fill(9), cipher });
    return {
      store,
      close: async () => {
        await store.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  });
}
