import { afterAll, beforeAll, expect, it } from "vitest";
import { freshDatabase, stopPostgres, type TestDatabase } from "../../../test/support/postgres.ts";
import { fixedClock } from "../../base/clock.ts";
import { recordingLog } from "../../base/log.ts";
import { ok } from "../../base/result.ts";
import { buildReport } from "../../insight/report/build-report.ts";
import type { Store } from "../../store/handle.ts";
import { migrate } from "../../store/migrate.ts";
import { openPostgres } from "../../store/open-postgres.ts";
import { listQuarantine } from "../../store/quarantine.ts";
import { booksOn, testStart } from "../testing/books.ts";
import { brokenLaws } from "../testing/invariants.ts";
import { pingAddress } from "./connections.ts";
import { followHints } from "./follow-hints.ts";
import { createPingDoor } from "./ping-door.ts";
import { runLook } from "./run-look.ts";
import { fakeShop, passing, recordWith, type ShopSale, whole } from "./testing/fake-shop.ts";
import { balancesText, connectShop, type LiveBooks, openLiveBooks } from "./testing/live-books.ts";

let database: TestDatabase;
let owner: Store;
let application: Store;
beforeAll(async () => {
  database = await freshDatabase();
  owner = await openPostgres({ url: database.url });
  await migrate(owner, fixedClock(testStart));
  application = await openPostgres({ url: database.applicationUrl, asApplication: true });
});
afterAll(async () => {
  await Promise.all([owner?.close(), application?.close()]);
  await stopPostgres();
});

const at = Date.UTC(2026, 4, 20);

/** One shop's history: an interrupted look, changes, what cannot be read, a message, products and a payout. */
async function live({ books, shop, live: work }: LiveBooks): Promise<void> {
  const sale = (id: string, more: Partial<ShopSale> = {}): ShopSale => ({ id, at, gross: 1_000n, fee: 30n, ...more });
  for (let n = 0; n < 7; n++) shop.put(sale(`s${n}`, { email: `b${n % 3}@x.example`, broken: n === 2 }));
  shop.fail(undefined, passing);
  expect((await runLook(work, shop.sales, whole)).ok).toBe(false);
  expect(await runLook(work, shop.sales, whole)).toMatchObject(ok({ resumed: true, records: 7 }));
  books.clock.advance(1_000);
  shop.change("s2", { broken: false });
  shop.change("s1", { refunded: 400n });
  expect(await runLook(work, shop.sales, whole)).toMatchObject(ok({ newSales: 1, newRefunds: 1 }));
  const product = {
    externalId: "p",
    productId: "p",
    name: "Pen",
    state: "draft",
    type: "product",
    currency: "USD",
    description: "",
    metadata: {},
  } as const;
  shop.list("products", [recordWith("p", [], { product: { ...product, price: 5n } })]);
  expect(await runLook(work, shop.products, whole)).toMatchObject(ok({ fresh: 1 }));
  const payout = { kind: "payout", id: "po", at, currency: "USD", amount: 900n } as const;
  shop.list("payouts", [recordWith("po", [payout], { statement: [{ sort: "fee", on: at, net: -5n, label: "Fee" }] })]);
  expect(await runLook(work, shop.payouts, whole)).toMatchObject(ok({ newPayouts: 1 }));
  const { store, sealing, clock } = books;
  const deps = {
    store,
    sealing,
    clock,
    log: recordingLog(),
    connectorOf: () => shop.connector,
    enqueue: async () => undefined,
  };
  const door = createPingDoor(deps);
  shop.put(sale("new"));
  for (const id of ["new", "new", "gone"])
    expect(
      await door.take({ address: pingAddress(work.connection), contentType: "", body: `seller=me&sale=${id}` }),
    ).toMatchObject({ kind: "kept" });
  expect(await followHints(work, { limit: 10 })).toMatchObject(ok({ done: 1, waiting: 1 }));
}

it("live intake on PostgreSQL, with the rights the program has, ends in the very books that SQLite holds", async () => {
  const books = await booksOn(application, fixedClock(testStart));
  const shop = fakeShop(books.clock.now);
  const here = { books, shop, live: await connectShop(books, shop) };
  const there = await openLiveBooks();
  await live(here);
  await live(there);
  expect(await balancesText(here.books)).toBe(await balancesText(there.books));
  expect(await brokenLaws(here.books)).toEqual([]);
  expect(await listQuarantine(application, here.live.connection.id, 9)).toEqual([]);
  const now = books.clock.now() + 1_000;
  const asked = [books.book, { from: "2026-05-01", to: "2026-05-31" }, "month", now] as const;
  expect((await buildReport(application, ...asked)).completeness).toMatchObject({ state: "complete" });
});
