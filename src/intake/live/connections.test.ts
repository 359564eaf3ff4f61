import { describe, expect, it } from "vitest";
import { seededRandom } from "../../base/random.ts";
import { readAudit } from "../../store/audit-log.ts";
import {
  type Connection,
  connectionOfPing,
  findConnection,
  listConnections,
  noteFailure,
  readConnection,
} from "../../store/connection.ts";
import { openTestBooks, type TestBooks } from "../testing/books.ts";
import { addConnection, changeConnection, openCredential, pingAddress, pingKeyOf } from "./connections.ts";

const random = seededRandom(3n);

async function connect(books: TestBooks, token: string, accountId = "me"): Promise<Connection> {
  const asked = { book: books.book, platform: "shop", accountId, name: `Shop of ${accountId}`, credentials: { token } };
  const by = { actor: "owner", now: books.clock.now() };
  return books.store.transaction((tx) => addConnection(tx, books.sealing, random, asked, by));
}

async function tokenOf(books: TestBooks, connection: Connection): Promise<string | undefined> {
  return (await openCredential(books.store, books.freshSealing(), connection))?.["token"]?.reveal();
}

describe("a connection", () => {
  it("keeps its credential sealed, bound to itself, and shows it only when opened", async () => {
    const books = await openTestBooks();
    const [mine, other] = [await connect(books, "s3cret"), await connect(books, "other", "you")];
    expect(Buffer.from(mine.credential).includes("s3cret")).toBe(false);
    expect([await tokenOf(books, mine), await tokenOf(books, other)]).toEqual(["s3cret", "other"]);
    expect(`${(await openCredential(books.store, books.sealing, mine))?.["token"]}`).toBe("[secret]");
    await expect(tokenOf(books, { ...mine, credential: other.credential })).rejects.toThrow("cannot be opened");
    await expect(tokenOf(books, { ...mine, platform: "etsy" })).rejects.toThrow("cannot be opened");
  });

  it("gets a new credential when its account is connected again, and is on again; its address stays", async () => {
    const books = await openTestBooks();
    const first = await connect(books, "old");
    await books.store.transaction(async (tx) => {
      await noteFailure(tx, first.id, "refused", 5);
      await changeConnection(tx, first, "paused", { actor: "owner", now: 6 });
    });
    const paused = await readConnection(books.store, first.id);
    expect(paused).toMatchObject({ state: "paused", failure: "refused", failingSince: 5 });
    const again = await connect(books, "new");
    expect(again).toMatchObject({ id: first.id, state: "on", failure: undefined, failingSince: undefined });
    expect([pingAddress(again), await tokenOf(books, again)]).toEqual([pingAddress(first), "new"]);
    expect(await listConnections(books.store)).toHaveLength(1);
  });

  it("that is removed has lost its credential for good", async () => {
    const books = await openTestBooks();
    const made = await connect(books, "s3cret");
    await books.store.transaction((tx) => changeConnection(tx, made, "removed", { actor: "owner", now: 6 }));
    const kept = await findConnection(books.store, books.book.id, "shop", "me");
    expect([kept?.state, kept && (await tokenOf(books, kept))]).toEqual(["removed", undefined]);
    await books.store.q.updateTable("data_key").set({ wrapped: null, destroyed_at: 1n }).execute();
    expect(await openCredential(books.store, books.freshSealing(), made)).toBeUndefined();
    expect(await readConnection(books.store, 99n)).toBeUndefined();
  });

  it("is found by the secret part of its address, and by nothing like it", async () => {
    const books = await openTestBooks();
    const made = await connect(books, "s3cret");
    const key = pingKeyOf(pingAddress(made)) ?? new Uint8Array();
    expect((await connectionOfPing(books.store, key))?.id).toBe(made.id);
    expect(await connectionOfPing(books.store, new Uint8Array(32))).toBeUndefined();
    expect([pingKeyOf(""), pingKeyOf(`${pingAddress(made)}=`), pingKeyOf("x".repeat(44))]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(await listConnections(books.store, books.book.id + 1n)).toEqual([]);
  });

  it("leaves in the audit record who connected, changed and removed it", async () => {
    const books = await openTestBooks();
    const made = await connect(books, "s3cret");
    await connect(books, "s3cret");
    await books.store.transaction((tx) => changeConnection(tx, made, "removed", { actor: "owner", now: 6 }));
    const actions = (await readAudit(books.store, 1n, 10)).map(({ action }) => action);
    expect(actions).toEqual(["connection.add", "connection.renew", "connection.removed"]);
  });
});
