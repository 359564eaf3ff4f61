import type { KnownConnection, KnownProduct, KnownSale } from "../../../spec/known-at.ts";
import { type KnownHistory, type Learnt, noHistory } from "../../../spec/testing/known-history.ts";

export const day = 86_400_000;
export const start = Date.UTC(2026, 0, 2, 12);

/** Sales of one product on these days after the start. */
export function salesOn(
  days: readonly number[],
  productId: string,
  more: Partial<KnownSale> = {},
): Learnt<KnownSale>[] {
  return days.map((n, i) => ({
    key: `gumroad/sale/${productId}-${i}`,
    source: "gumroad",
    status: "completed",
    occurredAt: start + n * day,
    productId,
    productName: productId,
    country: "KE",
    currency: "USD",
    gross: 1_000n,
    refunded: 0n,
    fees: 100n,
    taxes: 0n,
    net: 900n,
    knownAt: start + n * day + 60_000,
    ...more,
  }));
}

/** A listing known from the start on. */
export function listing(productId: string, state: KnownProduct["state"] = "published"): Learnt<KnownProduct> {
  return {
    key: `gumroad/product/${productId}`,
    source: "gumroad",
    productId,
    name: `The ${productId}`,
    state,
    price: 1_000n,
    currency: "USD",
    url: `https://example.gumroad.com/l/${productId}`,
    firstSeenAt: start - day,
    knownAt: start - day,
  };
}

/** The platform is read every day until `days` days after the start. */
export function readDaily(days: number): Learnt<KnownConnection>[] {
  return Array.from({ length: days }, (_, i) => ({
    source: "gumroad",
    name: "shop@example.com",
    state: "on" as const,
    connectedAt: start - day,
    readUntil: start + i * day,
    knownAt: start + i * day,
  }));
}

/** Every `step`-th day from `from` up to and without `to`. */
export function every(step: number, from: number, to: number): readonly number[] {
  return Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => from + i * step);
}

/** One product sells on for half a year, another sells every five days and stops on the 60th. */
export const oneStops: KnownHistory = {
  ...noHistory,
  title: "a shop of which one listing stops selling",
  sales: [...salesOn(every(3, 0, 200), "planner"), ...salesOn(every(5, 0, 60), "guide")],
  products: [listing("planner"), listing("guide")],
  connections: readDaily(300),
};
