import { describe, expect, it } from "vitest";
import { ok } from "../../base/result.ts";
import { streamState } from "../../store/stream-state.ts";
import { brokenLaws } from "../testing/invariants.ts";
import { balances } from "../testing/looks.ts";
import { runLook } from "./run-look.ts";
import { recent, whole } from "./testing/fake-shop.ts";
import { openLiveBooks } from "./testing/live-books.ts";

const day = 86_400_000;

describe("a look at a stream", () => {
  it("brings every page of it into the books, and says from when to when it is known", async () => {
    const { books, shop, live } = await openLiveBooks();
    const now = books.clock.now();
    for (let n = 0; n < 5; n++) shop.put({ id: `s${n}`, at: now - n * day, gross: 1_000n, fee: 50n });
    const looked = await runLook(live, shop.sales, whole);
    expect(looked).toMatchObject(
      ok({ pages: 3, records: 5, fresh: 5, newSales: 5, note: "5 new sales", coveredFrom: 0, coveredTo: now }),
    );
    expect(await balances(books)).toMatchObject({ "assets:platform:shop:main:balance USD": 4_750n });
    expect(await brokenLaws(books)).toEqual([]);
    expect(await streamState(books.store, live.connection.id, "sales")).toMatchObject({
      highWater: now,
      coveredFrom: 0,
      coveredTo: now,
      lookedAt: now,
    });
  });

  it("reads no further back than its reach, and writes nothing when nothing is new", async () => {
    const { books, shop, live } = await openLiveBooks();
    const now = books.clock.now();
    for (let n = 0; n < 9; n++) shop.put({ id: `s${n}`, at: now - n * day, gross: 1_000n });
    await runLook(live, shop.sales, recent);
    books.clock.advance(600_000);
    const before = await count(books.store);
    expect(await runLook(live, shop.sales, recent)).toMatchObject(
      ok({ pages: 3, fresh: 0, changed: 0, note: "nothing new" }),
    );
    expect(await count(books.store)).toEqual(before);
  });
});

async function count(store: Awaited<ReturnType<typeof openLiveBooks>>["books"]["store"]): Promise<unknown> {
  const observations = await store.q
    .selectFrom("observation")
    .select(({ fn }) => fn.countAll().as("n"))
    .execute();
  const seen = await store.q.selectFrom("seen").selectAll().orderBy("record_key").execute();
  return [observations, seen];
}
