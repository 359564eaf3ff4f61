import { afterEach, beforeEach } from "vitest";
import { fixedClock } from "../../base/clock.ts";
import type { Store, Tx } from "../handle.ts";
import { insertMany } from "../insert-many.ts";
import { migrate } from "../migrate.ts";

/** A database of its own for each test, empty: not even migrated. */
export type StoreUnderTest = { readonly store: Store; close(): Promise<void> };

export type OpenStore = () => Promise<StoreUnderTest>;

export const suiteClock = fixedClock(1_000);

/** A fresh database with the newest schema. */
export async function openMigrated(open: OpenStore): Promise<StoreUnderTest> {
  const under = await open();
  await migrate(under.store, suiteClock);
  return under;
}

/** Opens a fresh database before each test of the surrounding `describe` and closes it after. */
export function freshForEach(open: OpenStore): { readonly store: Store } {
  let under: StoreUnderTest | undefined;
  beforeEach(async () => {
    under = await openMigrated(open);
  });
  afterEach(() => under?.close());
  return {
    get store() {
      if (!under) throw new Error("the store is open only while a test runs");
      return under.store;
    },
  };
}

/** Accounts 1 and 2 of book 1. */
export async function twoAccounts(tx: Tx): Promise<void> {
  const rows = [
    [1n, 1n, "assets:bank:a:b", "USD", "asset", "none"],
    [2n, 1n, "income:sales:all", "USD", "income", "none"],
  ];
  await insertMany(tx, "account", ["id", "book_id", "path", "currency", "type", "floor"], rows);
}
