import { factsOf } from "../../src/domain/facts/from-sighting.ts";
import { absorb } from "../../src/intake/absorb.ts";
import { knowBuyers } from "../../src/intake/buyers.ts";
import type { BenchBooks } from "./books.ts";

/** When the sales of `fillSales` begin, and how long they last: three years. */
export const fillStart = Date.UTC(2023, 0, 1);
export const fillSpan = 3 * 365 * 86_400_000;
const perBatch = 500;
const buyers = 20_000;

/**
 * Sales as a shop has them, through intake: three platforms, 40 products, 12 countries, prices from 5.00 to 104.00,
 * 3 % refunded a week later, 0.2 % disputed. Each batch is recorded by the clock given;
 * the first `there` are there already.
 */
export async function fillSales(
  { deps, book }: BenchBooks,
  sales: number,
  clock: { at: number },
  there = 0,
): Promise<void> {
  for (let i = there; i < sales; i += perBatch) {
    const batch = Array.from({ length: Math.min(perBatch, sales - i) }, (_, j) => saleNumber(i + j, sales));
    clock.at = fillStart + Math.floor(((i + batch.length) / sales) * fillSpan);
    await deps.store.transaction(async (tx) => {
      const people = batch.map(({ buyer }) => ({ source: "shop", buyer }));
      const known = await knowBuyers(tx, deps.sealing, book.id, people);
      const news = batch.map(({ buyer, sighting, source }) => ({
        objectKey: `${source}/sale/${sighting.id}`,
        source,
        externalId: sighting.id,
        news: factsOf(sighting, { at: sighting.at, by: sighting.id }, { file: "b", line: 1 }, known.get(buyer)?.id),
      }));
      await absorb(tx, { ...deps.context, bookId: book.id, now: clock.at }, news);
    });
  }
}

function saleNumber(n: number, sales: number) {
  const id = `sale-${n}`;
  const at = fillStart + Math.floor((n / sales) * fillSpan);
  // Spread without pattern, and the same each time.
  const spread = Math.imul(n ^ (n >>> 13), 0x5bd1e995) >>> 0;
  const gross = 500n + BigInt(spread % 100) * 100n;
  const sighting = {
    kind: "sale" as const,
    id,
    at,
    currency: "GBP",
    gross,
    fees: { platform: gross / 10n },
    product: { id: `product-${spread % 40}`, name: `Product ${spread % 40}` },
    country: ["KE", "GB", "US", "DE", "FR", "IN", "NG", "ZA", "BR", "CA", "AU", "JP"][(spread >>> 8) % 12] ?? "KE",
    ...(spread % 33 === 0 ? { refunded: gross, refundedAt: at + 7 * 86_400_000 } : {}),
    ...(spread % 499 === 0 ? { dispute: "open" as const, disputedAt: at + 86_400_000 } : {}),
  };
  const buyer = { email: `buyer-${(spread >>> 4) % buyers}@example.com` };
  return { buyer, sighting, source: ["gumroad", "etsy", "payhip"][(spread >>> 6) % 3] ?? "gumroad" };
}
