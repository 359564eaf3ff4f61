import { describe, expect, it } from "vitest";
import { recordingLog } from "../../base/log.ts";
import { err, ok } from "../../base/result.ts";
import { setConnectionState } from "../../store/connection.ts";
import { countOpenHints, dueHints, nextHintAt, openHints } from "../../store/hint.ts";
import { countQuarantine } from "../../store/quarantine.ts";
import { brokenLaws } from "../testing/invariants.ts";
import { balances, wrongIn } from "../testing/looks.ts";
import { pingAddress } from "./connections.ts";
import { canFetch, fetchOne } from "./fetch-one.ts";
import { followHints } from "./follow-hints.ts";
import { createPingDoor, type IncomingPing, type PingDoorOptions } from "./ping-door.ts";
import { odd, passing, refused, type ShopSale } from "./testing/fake-shop.ts";
import { connectShop, type LiveBooks, openLiveBooks } from "./testing/live-books.ts";

const minute = 60_000;
const balance = "assets:platform:shop:main:balance USD";
const at = Date.UTC(2026, 4, 20);
const sale = (id: string, more: Partial<ShopSale> = {}): ShopSale => ({ id, at, gross: 1_000n, ...more });

async function open(more: Partial<PingDoorOptions> = {}) {
  const all = await openLiveBooks();
  const log = recordingLog();
  const queued: bigint[] = [];
  const { store, sealing, clock } = all.books;
  const options: PingDoorOptions = {
    store,
    sealing,
    clock,
    log,
    connectorOf: () => all.shop.connector,
    enqueue: async (_, connection) => queued.push(connection.id),
    ...more,
  };
  const door = createPingDoor(options);
  const ping = (body: string): IncomingPing => ({
    address: pingAddress(all.live.connection),
    contentType: "application/x-www-form-urlencoded",
    body,
  });
  return { ...all, door, log, queued, ping, follow: () => followHints(all.live, { limit: 100 }) };
}

const openCount = ({ books, live }: LiveBooks) => countOpenHints(books.store, live.connection.id);
const notes = async ({ books }: LiveBooks) =>
  (await books.store.q.selectFrom("hint").selectAll().orderBy("id").execute()).map((row) =>
    [row.object_id, row.state, row.attempts, row.note].join("|"),
  );
const heard = async ({ books }: LiveBooks) =>
  books.store.q.selectFrom("observation").selectAll().where("kind", "=", "webhook").execute();

describe("a message of a platform", () => {
  it("is kept and opens a hint; only what is then looked up is booked", async () => {
    const all = await open();
    all.shop.put(sale("s"));
    const taken = await all.door.take(all.ping("seller=me&sale=s&price=999999&email=ann@x.example"));
    expect([taken, all.queued]).toEqual([{ kind: "kept", hints: 1 }, [all.live.connection.id]]);
    expect(await balances(all.books)).toEqual({});
    expect(await all.follow()).toEqual(ok({ done: 1, waiting: 0, dropped: 0, nextAt: undefined }));
    expect(await balances(all.books)).toMatchObject({ [balance]: 1_000n });
    expect(await notes(all)).toEqual(["s|done|0|read"]);
    const [kept] = await heard(all);
    expect([kept?.object_key.startsWith("shop/ping/"), Buffer.from(kept?.body ?? []).includes("ann")]).toEqual([
      true,
      false,
    ]);
    expect([await brokenLaws(all.books), await wrongIn(all.books)]).toEqual([[], []]);
  });

  it("is one message however often it is sent, and is looked up again each time", async () => {
    const all = await open();
    all.shop.put(sale("s"));
    const body = "seller=me&sale=s";
    await Promise.all(Array.from({ length: 40 }, () => all.door.take(all.ping(body))));
    expect([(await heard(all)).length, await openCount(all), all.door.counts().kept]).toEqual([1, 1, 40]);
    expect(all.queued.length).toBeLessThan(4);
    await all.follow();
    all.shop.change("s", { refunded: 500n });
    await all.door.take(all.ping(body));
    await all.follow();
    expect([(await heard(all)).length, await balances(all.books)]).toMatchObject([1, { [balance]: 500n }]);
  });

  it("that comes while its sale is being looked up is not lost", async () => {
    const all = await open();
    all.shop.put(sale("s"));
    await all.door.take(all.ping("seller=me&sale=s&n=1"));
    all.shop.meanwhile(async () => {
      all.shop.change("s", { refunded: 1_000n });
      await all.door.take(all.ping("seller=me&sale=s&n=2"));
    });
    await all.follow();
    all.shop.meanwhile(undefined);
    expect(await openCount(all)).toBe(1);
    await all.follow();
    expect([await openCount(all), await balances(all.books)]).toMatchObject([
      0,
      { "income:sales:shop:pen USD": -1_000n },
    ]);
    expect(Object.keys(await balances(all.books))).not.toContain(balance);
  });

  it("that names no sale has the newest looked at, once for all of them", async () => {
    const all = await open();
    all.shop.put(sale("s"));
    all.shop.list("payouts", []);
    for (const body of [
      "seller=me",
      "seller=me&stream=payouts&sale=p",
      "seller=me&stream=payouts",
      "seller=me&stream=x&sale=y",
    ])
      await all.door.take(all.ping(body));
    expect(await all.follow()).toMatchObject(ok({ done: 3, dropped: 1 }));
    expect(all.shop.asked.map(({ stream }) => stream)).toEqual(["sales", "payouts"]);
    expect(await notes(all)).toEqual([
      "|done|0|looked at the newest sales",
      "p|done|0|looked at the newest payouts",
      "|done|0|looked at the newest payouts",
      "y|dropped|0|Shop has no list of that kind",
    ]);
  });

  it("to nobody's address, or about another account, is counted, told at most once a minute, and leaves nothing", async () => {
    const all = await open();
    const good = all.ping("seller=me&sale=s");
    const unknown = { ...good, address: pingAddress({ pingKey: new Uint8Array(32) }) };
    expect(await all.door.take({ ...good, address: "../../etc" })).toEqual({ kind: "unknown" });
    expect(await all.door.take(unknown)).toEqual({ kind: "unknown" });
    const why = "it names another seller";
    expect(await all.door.take(all.ping("seller=you&sale=s"))).toEqual({ kind: "foreign", why });
    expect(all.log.events.map(({ sentence }) => sentence)).toEqual([
      "A message was left aside: nobody has its address.",
    ]);
    all.books.clock.advance(minute);
    await all.door.take(all.ping("seller=you"));
    all.books.clock.set(0);
    await all.door.take(all.ping(`seller=me&sale=${"x".repeat(201)}`));
    expect(all.log.events.map(({ sentence }) => sentence).slice(1)).toEqual([
      `A message was left aside: ${why}.`,
      "A message was left aside: it names an id that is too long.",
    ]);
    expect(all.door.counts()).toEqual({ kept: 0, unknown: 2, foreign: 3 });
    expect([await openCount(all), await heard(all), all.queued]).toEqual([0, [], []]);
  });

  it("of a removed connection, or of a platform that sends none, is left aside", async () => {
    const all = await open();
    const { pings: _, ...silent } = all.shop.connector;
    const { store, sealing, clock } = all.books;
    const deps = { store, sealing, clock, log: recordingLog(), enqueue: async () => undefined };
    for (const connectorOf of [() => undefined, () => silent])
      expect(await createPingDoor({ ...deps, connectorOf }).take(all.ping("seller=me"))).toMatchObject({
        kind: "foreign",
      });
    await store.transaction((tx) => setConnectionState(tx, all.live.connection.id, "removed"));
    expect(await all.door.take(all.ping("seller=me&sale=s"))).toEqual({ kind: "unknown" });
  });

  it("is not confirmed when it could not be kept, and the door works on", async () => {
    const all = await open({
      enqueue: async (): Promise<void> => {
        if (!broken) return;
        throw new Error("disk full");
      },
    });
    let broken = true;
    const both = [all.door.take(all.ping("seller=me&sale=a")), all.door.take(all.ping("seller=me&sale=b"))];
    expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect([await openCount(all), await heard(all)]).toEqual([0, []]);
    broken = false;
    expect(await all.door.take(all.ping("seller=me&sale=a"))).toEqual({ kind: "kept", hints: 1 });
  });

  it("in a flood comes to one hint: look at the newest", async () => {
    const all = await open({ openHintsMax: 2 });
    for (let n = 0; n < 6; n++) await all.door.take(all.ping(`seller=me&sale=s${n}&test=1`));
    expect([await openCount(all), (await notes(all)).at(-1)]).toEqual([3, "|open|0|"]);
  });

  it("is kept for each account apart", async () => {
    const all = await open();
    const other = await connectShop(all.books, all.shop, "another");
    const ping = { ...all.ping("seller=another&sale=s"), address: pingAddress(other.connection) };
    await Promise.all([all.door.take(all.ping("seller=me&sale=s")), all.door.take(ping)]);
    expect([...all.queued].sort()).toEqual([all.live.connection.id, other.connection.id]);
    expect([await openCount(all), await countOpenHints(all.books.store, other.connection.id)]).toEqual([1, 1]);
  });
});

it("a record that is asked for by its id comes into the books as a page of it would", async () => {
  const all = await open();
  all.shop.put(sale("s"), sale("b", { broken: true }));
  const fetch = (id: string) => (canFetch(all.shop.sales) ? fetchOne(all.live, all.shop.sales, id) : undefined);
  expect(await fetch("s")).toMatchObject(ok({ found: "booked", committed: { changed: 0, quarantined: 0 } }));
  expect(await fetch("s")).toMatchObject(ok({ found: "booked", committed: { fresh: [], absorbed: [] } }));
  expect(await fetch("b")).toMatchObject(ok({ found: "quarantined" }));
  expect(await fetch("x")).toEqual(ok({ found: "not-listed" }));
  all.shop.fail(passing);
  expect(await fetch("s")).toEqual(err(passing));
  expect([canFetch(all.shop.products), await balances(all.books)]).toMatchObject([false, { [balance]: 1_000n }]);
});

describe("a hint", () => {
  it("about what the platform does not list is looked up later and later, and dropped in the end", async () => {
    const all = await open();
    await all.door.take(all.ping("seller=me&sale=s"));
    const pauses: number[] = [];
    for (;;) {
      const before = all.books.clock.now();
      const done = await all.follow();
      const next = done.ok ? done.value.nextAt : undefined;
      if (next === undefined) break;
      pauses.push((next - before) / minute);
      expect(await dueHints(all.books.store, all.live.connection.id, next - 1, 10)).toEqual([]);
      all.books.clock.set(next);
    }
    expect(pauses).toEqual([1, 5, 30, 120, 360, 1_440]);
    expect(await notes(all)).toEqual(["s|dropped|6|Shop does not list it"]);
  });

  it("about a test purchase is looked up twice, and nothing is booked", async () => {
    const all = await open();
    all.shop.put(sale("s", { hidden: true }));
    await all.door.take(all.ping("seller=me&sale=s&test=1"));
    expect(await all.follow()).toMatchObject(ok({ waiting: 1 }));
    expect(await notes(all)).toEqual(["s|open|1|Shop does not list it yet"]);
    all.books.clock.advance(minute);
    expect(await all.follow()).toMatchObject(ok({ dropped: 1 }));
    expect(await notes(all)).toEqual(["s|dropped|1|a test purchase; nothing to book"]);
  });

  it("about what cannot be understood has led to its record: it waits in quarantine", async () => {
    const all = await open();
    all.shop.put(sale("s", { broken: true }));
    await all.door.take(all.ping("seller=me&sale=s"));
    expect(await all.follow()).toMatchObject(ok({ done: 1 }));
    expect((await notes(all))[0]).toContain("quarantine");
    expect([...(await countQuarantine(all.books.store, all.live.connection.id))]).toEqual([["sales", 1]]);
  });

  it("stays open, and those behind it too, while the platform fails", async () => {
    const all = await open();
    all.shop.put(sale("a"), sale("b"));
    for (const id of ["a", "b"]) await all.door.take(all.ping(`seller=me&sale=${id}`));
    const { store, clock } = all.books;
    for (const failure of [
      passing,
      { ...refused, retryAt: clock.now() + 10 * minute },
      { ...passing, kind: "rate-limit" as const },
    ]) {
      all.shop.fail(failure);
      expect(await all.follow()).toEqual(err(failure));
      expect(await openCount(all)).toBe(2);
      clock.set((await nextHintAt(store, all.live.connection.id)) ?? 0);
    }
    clock.advance(20 * minute);
    expect(await all.follow()).toMatchObject(ok({ done: 2 }));
  });

  it("that the platform will not hear of does not keep the others from being followed", async () => {
    const all = await open();
    all.shop.put(sale("b"));
    for (const id of ["a", "b"]) await all.door.take(all.ping(`seller=me&sale=${id}`));
    all.shop.fail(odd);
    expect(await all.follow()).toMatchObject(ok({ done: 1, waiting: 1 }));
    expect(await notes(all)).toEqual([`a|open|1|${odd.sentence}`, "b|done|0|read"]);
  });

  it("is left for later when the work is told to stop, or when a look in its stead fails", async () => {
    const all = await open();
    await all.door.take(all.ping("seller=me"));
    const signal = AbortSignal.abort();
    expect(await followHints(all.live, { limit: 9, signal })).toMatchObject(ok({ done: 0 }));
    all.shop.fail(passing);
    const going = new AbortController().signal;
    expect(await followHints(all.live, { limit: 9, signal: going })).toEqual(err(passing));
    expect(await openCount(all)).toBe(1);
  });

  it("told again by an earlier clock is told again all the same", async () => {
    const { books, live } = await open();
    const hint = { connectionId: live.connection.id, stream: "sales", objectId: "s", about: "a sale", test: true };
    await books.store.transaction((tx) => openHints(tx, [hint], 1_000));
    await books.store.transaction((tx) => openHints(tx, [{ ...hint, test: false }], 500));
    const [kept] = await dueHints(books.store, live.connection.id, 1_000, 10);
    expect(kept).toMatchObject({ receivedAt: 1_001, dueAt: 500, test: false });
  });
});
