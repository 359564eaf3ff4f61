import { chanceOf } from "../chance.ts";
import { marks, type Product, type Sale } from "./records.ts";
import type { State } from "./state.ts";

/** Whether a sale has one of `marks`. */
export const has = (sale: Sale, mark: number): boolean => (sale.marks & mark) !== 0;

/** Who paid, as given at the checkout. A test purchase is the seller's own. */
export function checkoutOf(state: State, sale: Sale): { readonly email: string; readonly name: string } {
  if (has(sale, marks.test)) return { email: state.shop.email, name: state.shop.name };
  const buyer = state.buyer(sale.buyer);
  return { email: sale.more?.email ?? buyer.email, name: sale.more?.name ?? buyer.name };
}

/** Digits of the seller's own account as a purchaser. */
export const sellerAccount = "5550001112223";

export function purchaserOf(state: State, sale: Sale): string | undefined {
  if (has(sale, marks.test)) return sellerAccount;
  return sale.more?.email === undefined ? state.buyer(sale.buyer).accountId : undefined;
}

/** Whether the buyer may be written to. */
export function mayContact(sale: Sale): boolean {
  return sale.roll % 100 < 93;
}

/** Where the buyer came from. */
export function referrerOf(sale: Sale): string {
  if (has(sale, marks.discover)) return "https://gumroad.com/discover";
  return referrers[(sale.roll >>> 8) % referrers.length] ?? "direct";
}

const referrers: readonly string[] = [
  "direct",
  "direct",
  "direct",
  "https://www.pinterest.com/",
  "https://news.example.org/",
  "https://www.google.com/",
];

/** The variant or tier that was bought. */
export function variantName({ plan }: Product, sale: Sale): string | undefined {
  return (plan.membership?.tiers ?? plan.variants?.options)?.[sale.variant]?.name;
}

/** `{"Tier": "Reader"}` */
export function variantsOf(product: Product, sale: Sale): Readonly<Record<string, string>> | undefined {
  const name = variantName(product, sale);
  if (name === undefined) return undefined;
  return { [product.plan.membership ? "Tier" : (product.plan.variants?.title ?? "Version")]: name };
}

/** The card that paid; all null where nothing was. */
export function cardOf(state: State, sale: Sale): { readonly visual: string | null; readonly type: string | null } {
  if (sale.price === 0) return { visual: null, type: null };
  const chance = chanceOf(state.seed, 0xca4d, sale.buyer);
  const digits = String(chance.below(10_000)).padStart(4, "0");
  return { visual: `**** **** **** ${digits}`, type: chance.pick(["visa", "visa", "mastercard", "amex"]) };
}

/** `7C1D0A9E-4B2F4E61-90AA13D5-5E0F2B77` */
export function licenceKeyOf(state: State, sale: Sale): string {
  const chance = chanceOf(state.seed, 0x11c, sale.number);
  const part = (): string => ((chance.next() << 1) >>> 0).toString(16).toUpperCase().padStart(8, "0");
  return [part(), part(), part(), part()].join("-");
}
