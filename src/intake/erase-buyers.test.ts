import { beforeEach, expect, it } from "vitest";
import type { BuyerSighting } from "../domain/facts/sighting.ts";
import { saveSales } from "../store/sale.ts";
import { knowBuyers, openBuyer } from "./buyers.ts";
import { eraseSubjects, sameBuyer } from "./erase-buyers.ts";
import { openTestBooks, type TestBooks } from "./testing/books.ts";

let at: TestBooks;
beforeEach(async () => {
  at = await openTestBooks();
});

const know = async (source: string, buyer: BuyerSighting): Promise<bigint> => {
  const known = await at.store.transaction((tx) => knowBuyers(tx, at.sealing, at.book.id, [{ source, buyer }]));
  const id = known.get(buyer)?.id;
  if (id === undefined) throw new Error("a buyer who is named is known");
  return id;
};
const buys = (subjectId: bigint, source: string): Promise<void> =>
  at.store.transaction((tx) =>
    saveSales(tx, at.book.id, [
      {
        objectKey: `${source}/sale/${subjectId}`,
        source,
        externalId: String(subjectId),
        nature: "sale",
        status: "completed",
        occurredAt: 1,
        day: "2026-06-01",
        productId: "p",
        productName: "P",
        country: "",
        currency: "GBP",
        gross: 100n,
        fees: 0n,
        refunded: 0n,
        taxes: 0n,
        net: 100n,
        subjectId,
        seenAt: 1,
      },
    ]),
  );
const idsOf = async (asked: Parameters<typeof sameBuyer>[3]): Promise<readonly bigint[]> =>
  (await sameBuyer(at.store, at.sealing, at.book.id, asked)).map(({ id }) => id);

it("finds nobody where nobody was ever kept, and nobody who is not there", async () => {
  expect(await idsOf({ email: "ann@example.com" })).toEqual([]);
  await know("shop", { email: "ann@example.com" });
  expect(await idsOf({ email: "" })).toEqual([]);
  expect(await idsOf({ subjectId: 99n })).toEqual([]);
});

it("finds a buyer under the platform's id as well, where another record told no e-mail", async () => {
  const byMail = await know("shop", { email: "ann@example.com", platformId: "a1" });
  const byId = await know("shop", { platformId: "a1" });
  const other = await know("shop", { platformId: "b2" });
  expect(await idsOf({ email: "ANN@example.com" })).toEqual([byMail]);
  await buys(byMail, "shop");
  expect(await idsOf({ email: "ann@example.com" })).toEqual([byMail, byId]);
  expect(await idsOf({ subjectId: other })).toEqual([other]);
});

it("opens nothing of an erased buyer, who buys again as somebody new", async () => {
  const first = await know("shop", { email: "ann@example.com" });
  const found = await sameBuyer(at.store, at.sealing, at.book.id, { subjectId: first });
  await at.store.transaction((tx) => eraseSubjects(tx, found, at.clock.now()));
  // Also where the key is still at hand: another process may have erased.
  expect(await openBuyer(at.store, at.sealing, first)).toBeUndefined();
  expect(await idsOf({ subjectId: first })).toEqual([]);
  expect(await idsOf({ email: "ann@example.com" })).toEqual([]);
  expect(await know("shop", { email: "ann@example.com" })).not.toBe(first);
});
