import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { silentLog } from "../../base/log.ts";
import { tellStory } from "../story.ts";
import { brokenLaws } from "../testing/invariants.ts";
import { pingAddress } from "./connections.ts";
import { followHints } from "./follow-hints.ts";
import type { Live } from "./live.ts";
import { createPingDoor } from "./ping-door.ts";
import { runLook } from "./run-look.ts";
import { type Death, dyingStore, killed } from "./testing/dying-store.ts";
import { odd, passing, recent, type ShopSale, whole } from "./testing/fake-shop.ts";
import { balancesText, type LiveBooks, openLiveBooks } from "./testing/live-books.ts";

const day = 86_400_000;
const ids = ["a", "b", "c", "d", "e"] as const;

/** What a platform's day is made of: sales and what becomes of them, and what is heard of it meanwhile. */
type Step =
  | { readonly do: "sell"; readonly id: string; readonly gross: bigint; readonly ago: number }
  | { readonly do: "refund"; readonly id: string; readonly share: number }
  | { readonly do: "rename"; readonly id: string; readonly product: string }
  | { readonly do: "ping"; readonly id: string }
  | { readonly do: "look"; readonly whole: boolean; readonly fault?: number; readonly death?: Death }
  | { readonly do: "follow"; readonly fault?: number; readonly death?: Death }
  | { readonly do: "wait"; readonly ms: number };

const id = fc.constantFrom(...ids);
const fault = fc.option(fc.nat(4), { nil: undefined });
const death: fc.Arbitrary<Death | undefined> = fc.option(
  fc.record({
    at: fc.constantFrom("statement" as const, "before-commit" as const, "after-commit" as const),
    n: fc.integer({ min: 1, max: 25 }),
  }),
  { nil: undefined, freq: 3 },
);
const told = <T extends object>(step: T): T =>
  Object.fromEntries(Object.entries(step).filter(([, value]) => value !== undefined)) as T;

const history: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    fc.record({
      do: fc.constant("sell" as const),
      id,
      gross: fc.bigInt({ min: 0n, max: 99_999n }),
      ago: fc.nat(5 * day),
    }),
    fc.record({ do: fc.constant("refund" as const), id, share: fc.integer({ min: 1, max: 10 }) }),
    fc.record({ do: fc.constant("rename" as const), id, product: fc.constantFrom("Pen", "Ink", "Cap") }),
    fc.record({ do: fc.constant("ping" as const), id }),
    fc.record({ do: fc.constant("look" as const), whole: fc.boolean(), fault, death }).map(told),
    fc.record({ do: fc.constant("follow" as const), fault, death }).map(told),
    fc.record({ do: fc.constant("wait" as const), ms: fc.constantFrom(1, 60_000, 3_700_000, 2 * day) }),
  ) as fc.Arbitrary<Step>,
  { minLength: 1, maxLength: 14 },
);

type World = LiveBooks & { readonly sold: Map<string, ShopSale>; readonly ping: (id: string) => Promise<void> };

async function openWorld(): Promise<World> {
  const all = await openLiveBooks();
  const { store, sealing, clock } = all.books;
  const door = createPingDoor({
    store,
    sealing,
    clock,
    log: silentLog,
    connectorOf: () => all.shop.connector,
    enqueue: async () => undefined,
  });
  const address = pingAddress(all.live.connection);
  return {
    ...all,
    sold: new Map(),
    ping: async (one) => {
      await door.take({ address, contentType: "text/plain", body: `seller=me&sale=${one}&n=${clock.now()}` });
    },
  };
}

/** What happens at the platform; the same whatever is heard of it. Amounts only ever go the way they really go. */
function happen(world: World, step: Step): string | undefined {
  const { sold, shop, books } = world;
  if (step.do === "sell" && !sold.has(step.id)) {
    const { id: one, gross, ago } = step;
    sold.set(one, { id: one, gross, at: books.clock.now() - ago, email: `${one}@x.example` });
  } else if (step.do === "refund") {
    const { gross = 0n, refunded = 0n, ...sale } = sold.get(step.id) ?? {};
    const more = refunded + (gross * BigInt(step.share)) / 10n;
    if ("id" in sale && "at" in sale)
      sold.set(step.id, { ...(sale as ShopSale), gross, refunded: more > gross ? gross : more });
  } else if (step.do === "rename") {
    const sale = sold.get(step.id);
    if (sale) sold.set(step.id, { ...sale, product: step.product });
  } else return undefined;
  const sale = sold.get(step.id);
  if (sale) shop.put(sale);
  return sale?.id;
}

/** What is heard of it: with failures of the platform, and with kill -9 wherever it may strike. */
async function hear(world: World, step: Step): Promise<void> {
  const { shop, live, books } = world;
  if (step.do === "wait") books.clock.advance(step.ms);
  else if (step.do === "ping") await world.ping(step.id);
  else if (step.do === "look" || step.do === "follow") {
    if (step.fault !== undefined)
      shop.fail(...Array.from({ length: step.fault }, () => undefined), step.fault % 2 ? odd : passing);
    const at: Live = step.death
      ? { ...live, sealing: books.freshSealing(), store: dyingStore(books.store, step.death) }
      : live;
    const work =
      step.do === "follow" ? followHints(at, { limit: 10 }) : runLook(at, shop.sales, step.whole ? whole : recent);
    await work.catch((cause: Error) => expect(cause.message).toBe(killed));
    shop.mend();
    if (step.death) live.sealing.keyring.clear();
  }
}

async function settle({ live, shop, books }: World): Promise<void> {
  books.clock.advance(day);
  expect(await runLook(live, shop.sales, whole, { fromTheBeginning: true })).toMatchObject({ ok: true });
}

/** The books after one clean walk over what the platform has in the end. */
async function cleanBooks(sold: Iterable<ShopSale>): Promise<string> {
  const clean = await openLiveBooks(100);
  clean.shop.put(...sold);
  await runLook(clean.live, clean.shop.sales, whole);
  return balancesText(clean.books);
}

describe("whatever is heard of a platform, in whatever order, however often, and wherever the program is killed", () => {
  it("the books end as after one clean walk, and every law holds on the way", async () => {
    await fc.assert(
      fc.asyncProperty(history, async (steps) => {
        const world = await openWorld();
        for (const step of steps) {
          happen(world, step);
          await hear(world, step);
          if ("death" in step) expect(await brokenLaws(world.books)).toEqual([]);
        }
        await settle(world);
        expect(await balancesText(world.books)).toBe(await cleanBooks(world.sold.values()));
        expect(await brokenLaws(world.books)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it("messages alone, looks alone and both together end in the same trial balance, byte for byte", async () => {
    await fc.assert(
      fc.asyncProperty(history, async (steps) => {
        const [pings, polls, both] = [await openWorld(), await openWorld(), await openWorld()];
        for (const step of steps) {
          for (const world of [pings, polls, both]) {
            const touched = happen(world, step);
            world.books.clock.advance(10);
            if (touched === undefined) continue;
            if (world !== polls) await world.ping(touched);
            if (world !== polls) await followHints(world.live, { limit: 10 });
            if (world !== pings) await runLook(world.live, world.shop.sales, recent);
          }
        }
        await settle(polls);
        await settle(both);
        const texts = await Promise.all([pings, polls, both].map(({ books }) => balancesText(books)));
        expect(texts).toEqual([texts[0], texts[0], texts[0]]);
      }),
      { numRuns: 10 },
    );
  });
});

describe("a program that is killed", () => {
  const sales: readonly ShopSale[] = Array.from({ length: 3 }, (_, n) => ({
    id: `s${n}`,
    at: Date.UTC(2026, 4, 1 + n),
    gross: 1_000n + BigInt(n),
    fee: 10n,
    email: `b${n % 2}@x.example`,
  }));

  it("in the middle of a look loses and doubles nothing, behind whichever statement it dies", async () => {
    const truth = await cleanBooks(sales);
    let died = true;
    for (let n = 1; died; n++) {
      const all = await openLiveBooks();
      all.shop.put(...sales);
      const store = dyingStore(all.books.store, { at: "statement", n });
      died = await runLook({ ...all.live, store }, all.shop.sales, whole).then(
        () => false,
        () => true,
      );
      expect(await brokenLaws(all.books)).toEqual([]);
      const fresh: Live = { ...all.live, sealing: all.books.freshSealing() };
      expect(await runLook(fresh, all.shop.sales, whole)).toMatchObject({ ok: true });
      expect(await balancesText(all.books)).toBe(truth);
    }
  });

  it("before a commit leaves no key behind that would open, or seal, what another process then keeps", async () => {
    const { books, shop, live } = await openLiveBooks(10);
    shop.put(sales[0] as ShopSale);
    const store = dyingStore(books.store, { at: "before-commit", n: 2 });
    await expect(runLook({ ...live, store }, shop.sales, whole)).rejects.toThrow(killed);
    const other: Live = { ...live, sealing: books.freshSealing() };
    expect(await runLook(other, shop.sales, whole)).toMatchObject({ ok: true });
    const story = await tellStory(books.store, live.sealing, books.book.id, "shop/sale/s0", { showBuyer: true });
    expect(story?.buyer).toEqual({ email: "b0@x.example" });
  });
});
