import { afterEach, beforeEach, expect, it } from "vitest";
import { knownAccounts } from "./known-accounts.ts";
import { memoryBooks, type TestBooks } from "./testing/text-books.ts";

let books: TestBooks;
beforeEach(async () => {
  books = await memoryBooks();
});
afterEach(() => books.store.close());

const account = (id: bigint) => ({ id, path: `assets:a:${id}`, currency: "USD", floor: "none" }) as const;
const path = account(1n).path;

it("what one transaction read is known to the next, of the same database only", async () => {
  await books.store.transaction(async (tx) => knownAccounts(tx, 1n).add([account(1n)]));
  await books.store.transaction(async (tx) => {
    expect(knownAccounts(tx, 1n).get(path, "USD")?.id).toBe(1n);
    expect(knownAccounts(tx, 1n).get(path, "KES")).toBeUndefined();
    expect(knownAccounts(tx, 2n).get(path, "USD")).toBeUndefined();
  });
  const other = await memoryBooks();
  await other.store.transaction(async (tx) => expect(knownAccounts(tx, 1n).get(path, "USD")).toBeUndefined());
  await other.store.close();
});

it("what a transaction read after it opened accounts dies with it, or with the batch that is taken back", async () => {
  await books.store.transaction(async (tx) => {
    const known = knownAccounts(tx, 1n);
    known.opening();
    known.add([account(1n)]);
    expect(known.get(path, "USD")?.id).toBe(1n);
    known.undone();
    expect(known.get(path, "USD")).toBeUndefined();
    known.add([account(1n)]);
  });
  await books.store.transaction(async (tx) => expect(knownAccounts(tx, 1n).get(path, "USD")).toBeUndefined());
});

it("more accounts than are kept are dropped and gathered anew", async () => {
  await books.store.transaction(async (tx) => knownAccounts(tx, 1n, 2).add([account(1n), account(2n), account(3n)]));
  await books.store.transaction(async (tx) => expect(knownAccounts(tx, 1n).get(path, "USD")).toBeUndefined());
});
