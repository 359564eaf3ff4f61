import { describe, expect, it } from "vitest";
import { err, ok } from "../../base/result.ts";
import { readWalk } from "../../store/walk.ts";
import { brokenLaws } from "../testing/invariants.ts";
import { balances } from "../testing/looks.ts";
import { runLook } from "./run-look.ts";
import { dyingStore, killed } from "./testing/dying-store.ts";
import { passing, whole } from "./testing/fake-shop.ts";
import { type LiveBooks, openLiveBooks } from "./testing/live-books.ts";

/** Pages so large that the next one is asked for while they are committed. */
const pageSize = 200;

async function largeShop(count: number): Promise<LiveBooks> {
  const all = await openLiveBooks(pageSize);
  const now = all.books.clock.now();
  for (let n = 0; n < count; n++) all.shop.put({ id: `s${n}`, at: now - n * 60_000, gross: 100n });
  return all;
}

const balance = "assets:platform:shop:main:balance USD";

describe("a look at large pages", () => {
  it("asks for each page once and books all of them", async () => {
    const { books, shop, live } = await largeShop(450);
    expect(await runLook(live, shop.sales, whole)).toMatchObject(ok({ pages: 3, records: 450, fresh: 450 }));
    expect(shop.asked.map(({ cursor }) => cursor)).toEqual([undefined, "200", "400"]);
    expect(await balances(books)).toMatchObject({ [balance]: 45_000n });
    expect(await brokenLaws(books)).toEqual([]);
  });

  it("keeps a page when the one behind it, asked for meanwhile, does not come", async () => {
    const { books, shop, live } = await largeShop(450);
    shop.fail(undefined, passing);
    expect(await runLook(live, shop.sales, whole)).toEqual(err(passing));
    expect(await readWalk(books.store, live.connection.id, "sales", "whole")).toMatchObject({
      cursor: "200",
      pages: 1,
    });
    expect(await runLook(live, shop.sales, whole)).toMatchObject(ok({ resumed: true, records: 450 }));
    expect(await balances(books)).toMatchObject({ [balance]: 45_000n });
  });

  it("takes no page before the one in front of it: killed in between, it asks for it again", async () => {
    const { books, shop, live } = await largeShop(450);
    const dying = { ...live, store: dyingStore(live.store, { at: "before-commit", n: 3 }) };
    await expect(runLook(dying, shop.sales, whole)).rejects.toThrow(killed);
    live.sealing.keyring.clear();
    expect(await readWalk(books.store, live.connection.id, "sales", "whole")).toMatchObject({ cursor: "200" });
    expect(await runLook(live, shop.sales, whole)).toMatchObject(ok({ resumed: true, fresh: 450 }));
    expect(shop.asked.map(({ cursor }) => cursor)).toEqual([undefined, "200", "400", "200", "400"]);
    expect(await balances(books)).toMatchObject({ [balance]: 45_000n });
    expect(await brokenLaws(books)).toEqual([]);
  });
});
