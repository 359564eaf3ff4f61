import { fixedClock } from "../../base/clock.ts";
import { type Ids, uuidV7 } from "../../base/ids.ts";
import { seededRandom } from "../../base/random.ts";
import { Secret } from "../../base/secret.ts";
import { dayIn } from "../../domain/time/day.ts";
import { addBook, type Book } from "../../store/book.ts";
import type { Store } from "../../store/handle.ts";
import { migrate } from "../../store/migrate.ts";
import { openSqlite, type SqliteOptions } from "../../store/open-sqlite.ts";
import { dataKeysUnder } from "../../vault/data-key.ts";
import { deriveKeys } from "../../vault/installation-keys.ts";
import type { AbsorbContext } from "../absorb.ts";
import type { ImportDeps } from "../import/run-import.ts";
import { createSealing, type Sealing } from "../sealing.ts";

export const testStart = Date.UTC(2026, 5, 1, 12);

/** Real, empty books on a real database, with a clock that stands still and chance that repeats. */
export type TestBooks = {
  readonly store: Store;
  readonly sealing: Sealing;
  readonly book: Book;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly ids: Ids;
  readonly deps: ImportDeps;
  readonly absorbContext: () => AbsorbContext;
  /** A second sealing over the same keys, as after a restart. */
  readonly freshSealing: () => Sealing;
};

/** Opens books in London time; by default in memory. */
export async function openTestBooks(options: SqliteOptions = { path: ":memory:" }): Promise<TestBooks> {
  const clock = fixedClock(testStart);
  return booksOn(openSqlite(options), clock);
}

/** The same on a database that is already open. */
export async function booksOn(store: Store, clock: ReturnType<typeof fixedClock>): Promise<TestBooks> {
  const random = seededRandom(7n);
  await migrate(store, clock);
  const { kek } = deriveKeys(new Secret(new Uint8Array(32).fill(5)));
  const freshSealing = (): Sealing => createSealing(dataKeysUnder([kek], random), clock, random);
  const sealing = freshSealing();
  const book = await store.transaction((tx) =>
    addBook(tx, { slug: "main", name: "Main", homeCurrency: "GBP", timeZone: "Europe/London" }, clock.now()),
  );
  const ids = uuidV7(clock, random);
  const context = { dayOf: dayIn(book.timeZone), ids, actor: "owner" };
  return {
    store,
    sealing,
    book,
    clock,
    ids,
    deps: { store, sealing, context, now: clock.now },
    absorbContext: () => ({ ...context, bookId: book.id, now: clock.now() }),
    freshSealing,
  };
}
