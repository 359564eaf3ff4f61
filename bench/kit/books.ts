import { join } from "node:path";
import { systemClock } from "../../src/base/clock.ts";
import { uuidV7 } from "../../src/base/ids.ts";
import { systemRandom } from "../../src/base/random.ts";
import { Secret } from "../../src/base/secret.ts";
import { dayIn } from "../../src/domain/time/day.ts";
import type { ImportDeps } from "../../src/intake/import/run-import.ts";
import { createSealing } from "../../src/intake/sealing.ts";
import { addBook, type Book, findBook } from "../../src/store/book.ts";
import { migrate } from "../../src/store/migrate.ts";
import { type Cipher, openSqlite } from "../../src/store/open-sqlite.ts";
import { dataKeysUnder } from "../../src/vault/data-key.ts";
import { deriveKeys } from "../../src/vault/installation-keys.ts";

export type BenchBooks = {
  readonly deps: ImportDeps;
  readonly book: Book;
  readonly path: string;
  close(): Promise<void>;
};

/** Books in an encrypted file, as an installation has them: empty, or as they were left there. */
export async function benchBooks(folder: string, name: string, cipher?: Cipher): Promise<BenchBooks> {
  const path = join(folder, `${name}.db`);
  const store = openSqlite({ path, key: new Uint8Array(32).fill(1), ...(cipher ? { cipher } : {}) });
  await migrate(store, systemClock);
  const { kek } = deriveKeys(new Secret(new Uint8Array(32).fill(2)));
  const sealing = createSealing(dataKeysUnder([kek], systemRandom), systemClock, systemRandom);
  const main = { slug: "main", name: "Main", homeCurrency: "GBP", timeZone: "Europe/London" };
  const book =
    (await findBook(store, "main")) ?? (await store.transaction((tx) => addBook(tx, main, systemClock.now())));
  const context = { dayOf: dayIn(book.timeZone), ids: uuidV7(systemClock, systemRandom), actor: "bench" };
  return { deps: { store, sealing, context, now: systemClock.now }, book, path, close: () => store.close() };
}
