import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { uuidV7 } from "../../base/ids.ts";
import { seededRandom } from "../../base/random.ts";
import { addConnection, openCredential } from "../../intake/live/connections.ts";
import type { TestBooks } from "../../intake/testing/books.ts";
import { readAccess, saveAccess, takeLease } from "../../store/access.ts";
import { listUses, noteUse } from "../../store/access-use.ts";
import { type Connection, readConnection } from "../../store/connection.ts";
import { accessTokenOf } from "../credential-fields.ts";
import { openLiveCredential } from "../live-credential.ts";
import { openForUse } from "../open-credential.ts";
import type { AccessParts } from "../parts.ts";
import { renew } from "../renew.ts";
import { resealCredentials } from "../reseal.ts";
import { type ConsentServer, openConsentServer } from "./consent-server.ts";

const hourMs = 3_600_000;
let accounts = 0;

/** What access must do on every engine. `open` gives books with nobody's access in them; workers share its database. */
export function accessLaws(engine: string, open: () => Promise<TestBooks>): void {
  describe(`access to a platform, kept on ${engine}`, () => {
    const world = newWorld();
    beforeAll(async () => {
      world.books = await open();
    });
    beforeEach(async () => {
      await world.server?.close();
      world.server = await openConsentServer();
      world.connection = await connected(world.books, world.server);
    });
    afterAll(async () => {
      await world.server.close();
      await world.books.store.close();
    });
    renewalLaws(world);
    refusalLaws(world);
    walkLaws(world);
    keepingLaws(world);
  });
}

/** Opened by the hooks, before each test. */
type World = Opened & {
  /** A worker with keys and ids of its own, as another process has. */
  worker(n: number): AccessParts;
  renewAs(n: number, spent: string): ReturnType<typeof renew>;
  tokenNow(): Promise<string>;
};
type Opened = { books: TestBooks; server: ConsentServer; connection: Connection };

function newWorld(): World {
  const world: World = {
    ...({} as Opened),
    worker: (n) => ({
      ...world.books,
      sealing: world.books.freshSealing(),
      ids: uuidV7(world.books.clock, seededRandom(BigInt(n))),
      actor: `worker ${n}`,
    }),
    renewAs: (n, spent) => renew(world.worker(n), world.server.consent, world.connection.id, spent),
    tokenNow: async () => accessTokenOf((await openForUse(world.worker(99), world.connection, "look")) ?? {}),
  };
  return world;
}

function renewalLaws(world: World): void {
  it("is renewed once, however many ask for it at the same time, and all get the same", async () => {
    const spent = world.server.tokens.access;
    const got = await Promise.all(Array.from({ length: 8 }, (_, n) => world.renewAs(n, spent)));
    expect(world.server.spent).toEqual({ good: 1, bad: 0 });
    expect(got.map((one) => one.ok && accessTokenOf(one.value))).toEqual(Array(8).fill(world.server.tokens.access));
    expect(await readAccess(world.books.store, world.connection.id)).toMatchObject({
      renewedAt: world.books.clock.now(),
      lease: undefined,
    });
  });

  it("is not renewed for a token that was replaced already", async () => {
    await world.renewAs(1, world.server.tokens.access);
    const late = await world.renewAs(2, "access-0-canary");
    expect([late.ok && accessTokenOf(late.value), world.server.spent.good]).toEqual(["access-1-canary", 1]);
  });

  it("outlives a worker that died while it renewed", async () => {
    const until = world.books.clock.now() + 60_000;
    await world.books.store.transaction((tx) => takeLease(tx, world.connection.id, "dead", until));
    const got = await world.renewAs(1, world.server.tokens.access);
    expect([got.ok, world.server.spent.good]).toEqual([true, 1]);
    expect(world.books.clock.now()).toBeGreaterThanOrEqual(until);
  });
}

function refusalLaws(world: World): void {
  it("outlives a lost answer where the platform keeps the old token good until the new one is used", async () => {
    world.server.grace = true;
    world.server.next = { body: "", cut: true };
    const lost = await world.renewAs(1, world.server.tokens.access);
    expect(lost).toMatchObject({ ok: false, error: { kind: "transient" } });
    expect(await world.tokenNow()).toBe("access-0-canary");
    const again = await world.renewAs(1, "access-0-canary");
    expect([again.ok && accessTokenOf(again.value), world.server.spent]).toEqual([
      world.server.tokens.access,
      { good: 2, bad: 0 },
    ]);
  });

  it("tells in one sentence that a person must consent again, and stands as refused", async () => {
    world.server.tokens.refresh = "revoked by the owner";
    const refused = await world.renewAs(1, "access-0-canary");
    const sentence = "Shop has ended the access that Millrace was given.";
    expect(refused).toMatchObject({ ok: false, error: { kind: "auth", code: "access-ended", sentence } });
    expect(await readConnection(world.books.store, world.connection.id)).toMatchObject({ failure: sentence });
    expect(JSON.stringify(refused)).not.toContain("canary");
    expect((await readAccess(world.books.store, world.connection.id))?.lease).toBeUndefined();
  });

  it("that was given anew meanwhile counts more than what the old one brings", async () => {
    const parts = world.worker(1);
    const slow: AccessParts = {
      ...parts,
      store: {
        ...parts.store,
        transaction: async (work) => {
          const value = await parts.store.transaction(work);
          if (world.server.spent.good === 0)
            await connected(world.books, world.server, world.connection.accountId, "given-anew");
          return value;
        },
      },
    };
    const got = await renew(slow, world.server.consent, world.connection.id, "access-0-canary");
    expect([got.ok && accessTokenOf(got.value), await world.tokenNow()]).toEqual(["given-anew", "given-anew"]);
  });
}

function walkLaws(world: World): void {
  it("is fresh in the middle of a walk: before the token ends, and when it is refused too early", async () => {
    const ways = { http: world.server.consent.http, consent: world.server.consent };
    const live = await openLiveCredential(world.worker(1), ways, world.connection, "read");
    const ask = () =>
      live?.http.call({
        method: "GET",
        path: "/me",
        headers: { authorization: `Bearer ${live.credential("token")}` },
      });
    expect([(await ask())?.ok, world.server.spent.good]).toEqual([true, 0]);
    world.books.clock.advance(hourMs - 60_000);
    expect([(await ask())?.ok, world.server.spent.good]).toEqual([true, 1]);
    world.server.tokens.access = "ended by the platform";
    expect([(await ask())?.ok, world.server.spent.good]).toEqual([true, 2]);
    world.server.tokens.refresh = "ended too";
    world.server.tokens.access = "ended again";
    expect(await ask()).toMatchObject({ ok: false, error: { code: "access-ended" } });
  });

  it("is used as long as it is good while the platform cannot renew it", async () => {
    const ways = { http: world.server.consent.http, consent: world.server.consent };
    const live = await openLiveCredential(world.worker(1), ways, world.connection, "read");
    world.books.clock.advance(hourMs - 60_000);
    world.server.next = { status: 503, body: "" };
    const headers = { authorization: `Bearer ${live?.credential("token")}` };
    const ask = () => live?.http.call({ method: "GET", path: "/me", headers });
    expect([(await ask())?.ok, world.server.spent.good]).toEqual([true, 0]);
    world.books.clock.advance(120_000);
    world.server.next = { status: 503, body: "" };
    expect(await ask()).toMatchObject({ ok: false, error: { kind: "transient" } });
    expect([(await ask())?.ok, world.server.spent.good]).toEqual([true, 1]);
    expect(await readConnection(world.books.store, world.connection.id)).toMatchObject({ failure: undefined });
  });
}

function keepingLaws(world: World): void {
  it("is sealed under a new key while it is renewed and read, and the old keys open nothing", async () => {
    const before = await readConnection(world.books.store, world.connection.id);
    const [sealed] = await Promise.all([
      resealCredentials(world.worker(1), world.books.book.id),
      world.renewAs(2, "access-0-canary"),
      openForUse(world.worker(3), world.connection, "look"),
    ]);
    expect(sealed).toBeGreaterThan(0);
    const after = await readConnection(world.books.store, world.connection.id);
    expect(after?.keyId).not.toBe(before?.keyId);
    expect(await world.tokenNow()).toBe(world.server.tokens.access);
    expect(before && (await openCredential(world.books.store, world.books.freshSealing(), before))).toBeUndefined();
  });

  it("is opened by nobody without a trace, which stays small", async () => {
    for (let n = 0; n < 3; n++) {
      await openForUse(world.worker(1), world.connection, "read");
      world.books.clock.advance(1_000);
    }
    await openForUse(world.worker(2), world.connection, "check");
    const uses = await listUses(world.books.store, world.connection.id, 10);
    expect(uses.map(({ actor, purpose, times }) => [actor, purpose, times])).toEqual([
      ["worker 2", "check", 1],
      ["worker 1", "read", 3],
    ]);
    for (let n = 0; n < 300; n++) {
      const use = { actor: "a", purpose: `invented ${n}` };
      await world.books.store.transaction((tx) => noteUse(tx, world.connection.id, use, world.books.clock.now()));
    }
    expect((await listUses(world.books.store, world.connection.id, 1_000)).length).toBeLessThanOrEqual(102);
    const later = world.books.clock.now() + 200 * 86_400_000;
    await world.books.store.transaction((tx) =>
      noteUse(tx, world.connection.id, { actor: "a", purpose: "read" }, later),
    );
    expect(await listUses(world.books.store, world.connection.id, 1_000)).toHaveLength(1);
  });
}

async function connected(books: TestBooks, server: ConsentServer, accountId?: string, token?: string) {
  accounts += 1;
  const { store, sealing, book, clock } = books;
  return store.transaction(async (tx) => {
    const credentials = {
      "client-id": "app",
      "client-secret": "app-secret-canary",
      token: token ?? server.tokens.access,
      "refresh-token": token ? `refresh of ${token}` : server.tokens.refresh,
    };
    const asked = { book, platform: "shop", accountId: accountId ?? `me ${accounts}`, name: "Shop", credentials };
    const connection = await addConnection(tx, sealing, seededRandom(BigInt(accounts)), asked, {
      actor: "owner",
      now: clock.now(),
    });
    await saveAccess(tx, {
      connectionId: connection.id,
      way: "consent",
      givenAt: clock.now(),
      expiresAt: clock.now() + hourMs,
      endsAt: undefined,
      scopes: "read",
    });
    return connection;
  });
}
