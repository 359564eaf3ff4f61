import { describe, expect, it } from "vitest";
import { err, ok } from "../../base/result.ts";
import type { Page } from "../../spec/connector.ts";
import { readConnection } from "../../store/connection.ts";
import { streamState } from "../../store/stream-state.ts";
import { readWalk, saveWalk } from "../../store/walk.ts";
import { brokenLaws } from "../testing/invariants.ts";
import { balances } from "../testing/looks.ts";
import { runLook } from "./run-look.ts";
import { fakeShop, odd, passing, recent, recordOf, refused, type ShopSale, whole } from "./testing/fake-shop.ts";
import { balancesText, connectShop, type LiveBooks, openLiveBooks } from "./testing/live-books.ts";

const day = 86_400_000;
const hour = 3_600_000;

/** `count` sales of 10.00, one a day back from now. */
async function shopWith(count: number, pageSize?: number): Promise<LiveBooks> {
  const all = await openLiveBooks(pageSize);
  for (let n = 0; n < count; n++) all.shop.put(sale(`s${n}`, all.books.clock.now() - n * day));
  return all;
}

function sale(id: string, at: number, more: Partial<ShopSale> = {}): ShopSale {
  return { id, at, gross: 1_000n, ...more };
}

const stateOf = ({ books, live }: LiveBooks, stream = "sales") => streamState(books.store, live.connection.id, stream);
const walkOf = ({ books, live }: LiveBooks, look = "whole") => readWalk(books.store, live.connection.id, "sales", look);
const observed = async ({ books }: LiveBooks): Promise<number> =>
  (await books.store.q.selectFrom("observation").select("id").execute()).length;

describe("a look at a stream", () => {
  it("brings every page of it into the books, and says from when to when it is known", async () => {
    const all = await shopWith(5);
    const { books, shop, live } = all;
    const now = books.clock.now();
    const told: string[] = [];
    const looked = await runLook(live, shop.sales, whole, {
      onProgress: ({ pages, records, fresh, total }) => told.push([pages, records, fresh, total].join(" ")),
    });
    const counts = { pages: 3, records: 5, fresh: 5, changed: 0, newSales: 5, foundLate: 0, resumed: false };
    expect(looked).toMatchObject(ok({ ...counts, note: "5 new sales", coveredFrom: 0, coveredTo: now }));
    expect(told).toEqual(["1 2 2 5", "2 4 4 5", "3 5 5 5"]);
    expect(await balances(books)).toMatchObject({ "assets:platform:shop:main:balance USD": 5_000n });
    expect(await stateOf(all)).toMatchObject({ highWater: now, coveredFrom: 0, coveredTo: now, lookedAt: now });
    expect(await walkOf(all)).toBeUndefined();
    expect(await brokenLaws(books)).toEqual([]);
  });

  it("reads no further back than its reach, and writes nothing when nothing is new", async () => {
    const all = await shopWith(9);
    const { books, shop, live } = all;
    await runLook(live, shop.sales, recent);
    books.clock.advance(600_000);
    const again = await runLook(live, shop.sales, recent);
    expect(again).toMatchObject(ok({ pages: 3, records: 6, fresh: 0, changed: 0, note: "nothing new" }));
    expect(await observed(all)).toBe(9);
    expect(await stateOf(all)).toMatchObject({ coveredFrom: 0, coveredTo: books.clock.now() });
  });

  it("finds what is new and what has changed, and books the difference", async () => {
    const all = await shopWith(3);
    const { books, shop, live } = all;
    await runLook(live, shop.sales, recent);
    books.clock.advance(hour);
    shop.put(sale("s9", books.clock.now()));
    shop.change("s1", { refunded: 400n });
    const found = await runLook(live, shop.sales, recent);
    expect(found).toMatchObject(ok({ fresh: 1, changed: 1, newSales: 1, newRefunds: 1, note: "1 new sale, 1 refund" }));
    expect(await balances(books)).toMatchObject({ "assets:platform:shop:main:balance USD": 3_600n });
    books.clock.advance(hour);
    shop.change("s2", { product: "Ink" });
    expect(await runLook(live, shop.sales, recent)).toMatchObject(ok({ note: "1 change" }));
    expect(await brokenLaws(books)).toEqual([]);
  });

  it("reads everything when asked to, also where an interrupted look had a shorter reach", async () => {
    const all = await shopWith(8);
    const { books, shop, live } = all;
    await runLook(live, shop.sales, recent);
    shop.change("s7", { refunded: 1_000n });
    books.clock.advance(1_000);
    shop.fail(undefined, passing);
    await runLook(live, shop.sales, recent);
    const full = await runLook(live, shop.sales, recent, { fromTheBeginning: true });
    expect(full).toMatchObject(ok({ resumed: false, pages: 4, changed: 1, newRefunds: 1 }));
  });

  it("tells of sales that the platform listed late", async () => {
    const all = await shopWith(2);
    const { books, shop, live } = all;
    await runLook(live, shop.sales, recent);
    books.clock.advance(6 * hour);
    shop.put(sale("late", books.clock.now() - 12 * hour), sale("new", books.clock.now() - hour));
    expect(await runLook(live, shop.sales, recent)).toMatchObject(ok({ newSales: 2, foundLate: 1 }));
  });

  it("does not skip what comes after a sale that is dated in the future", async () => {
    const all = await shopWith(1);
    const { books, shop, live } = all;
    shop.put(sale("odd", books.clock.now() + 400 * day));
    await runLook(live, shop.sales, recent);
    expect(await stateOf(all)).toMatchObject({ highWater: books.clock.now() });
  });

  it("knows an empty stream as empty, and one without times whole each time", async () => {
    const all = await openLiveBooks();
    const { books, shop, live } = all;
    expect(await runLook(live, shop.sales, recent)).toMatchObject(ok({ pages: 1, records: 0, coveredFrom: 0 }));
    expect(await stateOf(all)).toMatchObject({ highWater: undefined, coveredTo: books.clock.now() });
  });
});

describe("a look that is interrupted", () => {
  it("keeps what it has read, says why it stopped, and goes on from there", async () => {
    const all = await shopWith(6);
    const { books, shop, live } = all;
    shop.fail(undefined, passing);
    expect(await runLook(live, shop.sales, whole)).toEqual(err(passing));
    expect(await observed(all)).toBe(2);
    const failing = { coveredFrom: undefined, failure: passing.sentence, failingSince: books.clock.now() };
    expect(await stateOf(all)).toMatchObject(failing);
    books.clock.advance(day);
    const started = books.clock.now() - day;
    const done = await runLook(live, shop.sales, whole);
    expect(done).toMatchObject(ok({ resumed: true, pages: 3, records: 6, fresh: 6, newSales: 4, coveredTo: started }));
    expect(await stateOf(all)).toMatchObject({ failure: undefined, failingSince: undefined, coveredTo: started });
    expect(shop.asked.map(({ cursor }) => cursor)).toEqual([undefined, "2", "2", "4"]);
  });

  it("remembers since when it fails, and that a refused token concerns the whole connection", async () => {
    const { books, shop, live } = await shopWith(1);
    const since = books.clock.now();
    shop.fail(refused);
    await runLook(live, shop.sales, recent);
    books.clock.advance(hour);
    shop.fail(passing, refused);
    await runLook(live, shop.sales, recent);
    expect(await stateOf({ books, shop, live })).toMatchObject({ failure: passing.sentence, failingSince: since });
    await runLook(live, shop.sales, recent);
    const failing = { failure: refused.sentence, failingSince: since };
    expect(await readConnection(books.store, live.connection.id)).toMatchObject(failing);
    await runLook(live, shop.sales, recent);
    const well = { failure: undefined, failingSince: undefined, checkedAt: books.clock.now() };
    expect(await readConnection(books.store, live.connection.id)).toMatchObject(well);
  });

  it("begins anew when its place is too old to be gone on with", async () => {
    const all = await shopWith(6);
    const { books, shop, live } = all;
    shop.fail(undefined, passing);
    await runLook(live, shop.sales, whole);
    books.clock.advance(8 * day);
    expect(await runLook(live, shop.sales, whole)).toMatchObject(ok({ resumed: false, pages: 3, fresh: 4 }));
    books.clock.advance(1_000);
    shop.put(sale("x", books.clock.now()), sale("y", books.clock.now()), sale("z", books.clock.now()));
    shop.fail(undefined, passing);
    await runLook(live, shop.sales, recent);
    books.clock.advance(2 * hour);
    expect(await runLook(live, shop.sales, recent)).toMatchObject(ok({ resumed: false }));
  });

  it("begins anew when the platform no longer knows the place", async () => {
    const { shop, live } = await shopWith(6);
    shop.fail(undefined, passing, odd);
    await runLook(live, shop.sales, whole);
    expect(await runLook(live, shop.sales, whole)).toMatchObject(ok({ resumed: false, pages: 3, records: 6 }));
    shop.fail(undefined, odd);
    expect(await runLook(live, shop.sales, whole)).toEqual(err(odd));
  });

  it("stops between two pages when it is told to, without being called a failure", async () => {
    const all = await shopWith(6);
    const { shop, live } = all;
    const stop = new AbortController();
    const options = { signal: stop.signal, onProgress: () => stop.abort() };
    expect(await runLook(live, shop.sales, whole, options)).toMatchObject(err({ code: "stopped" }));
    expect(await stateOf(all)).toBeUndefined();
    expect(await runLook(live, shop.sales, whole)).toMatchObject(ok({ resumed: true, pages: 3 }));
  });

  it("leaves the work to another process that does the same", async () => {
    const all = await shopWith(6);
    const { books, shop, live } = all;
    let pages = 0;
    const done = await runLook(
      live,
      {
        ...shop.sales,
        pull: async (context, ask) => {
          const page = await shop.sales.pull(context, ask);
          const walk = await walkOf(all);
          if (++pages === 2 && walk)
            await books.store.transaction((tx) => saveWalk(tx, { ...walk, cursor: "4", pages: 2 }));
          return page;
        },
      },
      whole,
    );
    expect(done).toMatchObject(err({ kind: "transient", code: "look-running" }));
    expect(await observed(all)).toBe(2);
    expect(await stateOf(all)).toBeUndefined();
  });

  it("ends with the error when the books themselves cannot be written", async () => {
    const { books, shop, live } = await shopWith(1);
    let calls = 0;
    const broken: typeof books.store = {
      ...books.store,
      transaction: (work) => (++calls === 2 ? Promise.reject(new Error("disk full")) : books.store.transaction(work)),
    };
    await expect(runLook({ ...live, store: broken }, shop.sales, whole)).rejects.toThrow("disk full");
  });
});

describe("a platform that lies about its list", () => {
  const page = (all: LiveBooks, ids: readonly string[], next?: string): Page => ({
    records: ids.flatMap((id) => {
      const record = recordOf(sale(id, all.books.clock.now()));
      return "sightings" in record ? [record] : [];
    }),
    rejected: [],
    ...(next === undefined ? {} : { next }),
    fetchedAt: all.books.clock.now(),
  });

  // biome-ignore format: the cases read as a table
  it.each<readonly [string, readonly (readonly [readonly string[], string])[], number]>([
    ["gives the same cursor twice", [[["a"], "1"], [["b"], "1"]], 2],
    ["gives the same page twice under another cursor", [[["a"], "1"], [["a"], "2"]], 1],
    ["goes round in a circle", [[["a"], "1"], [["b"], "2"], [["c"], "1"], [["d"], "2"]], 4],
  ])("and %s is not followed for ever; what it told is kept", async (_, pages, kept) => {
    const all = await openLiveBooks();
    all.shop.answer(...pages.map(([ids, next]) => page(all, ids, next)));
    const looked = await runLook(all.live, all.shop.sales, whole);
    expect(looked).toMatchObject(err({ kind: "transient", code: "list-goes-round" }));
    expect(await observed(all)).toBe(kept);
    expect([await walkOf(all), (await stateOf(all))?.coveredTo]).toEqual([undefined, undefined]);
    expect(await runLook(all.live, all.shop.sales, whole)).toMatchObject(ok({ resumed: false }));
  });

  it("and gives page after page without any record is left after a thousand", async () => {
    const all = await openLiveBooks();
    let n = 0;
    const empty = { ...all.shop.sales, pull: async () => ok(page(all, [], String(++n))) };
    expect(await runLook(all.live, empty, whole)).toMatchObject(err({ kind: "transient", code: "list-goes-round" }));
    expect(n).toBe(1_000);
  });

  it("and gives a place that is too long to be kept is refused", async () => {
    const all = await openLiveBooks();
    all.shop.answer(page(all, ["a"], "x".repeat(2_001)));
    const told: unknown[] = [];
    const looked = await runLook(all.live, all.shop.sales, whole, { onProgress: (progress) => told.push(progress) });
    expect(looked).toMatchObject(err({ kind: "fatal", code: "list-endless" }));
    expect(told).toEqual([{ pages: 1, records: 1, fresh: 1 }]);
  });
});

it("reads two accounts of one platform side by side without mixing how far each is known", async () => {
  const { books, shop, live } = await shopWith(2);
  const second = fakeShop(books.clock.now);
  second.put(sale("other", books.clock.now()));
  const other = await connectShop(books, second, "another");
  await runLook(live, shop.sales, whole);
  await runLook(other, second.sales, whole);
  expect(await balancesText(books)).toContain("assets:platform:shop:main:balance 3000 USD");
  expect(await streamState(books.store, other.connection.id, "sales")).toMatchObject({ coveredFrom: 0 });
});
