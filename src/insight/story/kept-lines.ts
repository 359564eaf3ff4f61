import { type CodeName, codes } from "../../domain/books/codes.ts";
import { measuresOfLeg } from "../../domain/measures/measures.ts";
import { formatMinor } from "../../domain/money/money.ts";
import type { KeptLine } from "./sale-story.ts";

/** One transfer that was booked for a sale; the amount in minor units. */
export type BookedLeg = {
  readonly meaning: string;
  readonly debit: string;
  readonly credit: string;
  readonly currency: string;
  readonly minor: bigint;
};

/** What a seller calls each movement; those of one name stand in one line. */
const names: Readonly<Partial<Record<CodeName, string>>> = {
  sale: "Price",
  shipping: "Shipping",
  tax: "Tax you pass on",
  "fee-platform": "The platform's fee",
  "fee-processing": "Card fee",
  "fee-dispute": "Dispute fee",
  "fee-listing": "Listing fee",
  "fee-payout": "Payout fee",
  "fee-other": "Other fee",
  affiliate: "A partner's part",
  "fee-return": "Fee returned",
  refund: "Refunded to the buyer",
  "refund-tax": "Tax given back",
  "dispute-open": "Held for a dispute",
  "dispute-won": "Dispute won",
  "dispute-lost": "Lost in a dispute",
  adjustment: "Adjustment",
  tariff: "Tariff",
};

/** The name a seller knows a movement by. */
export function moveName(meaning: string): string {
  return names[meaning as CodeName] ?? meaning;
}

/** What a movement adds to what the seller keeps, in minor units; 0 where it only moves between own accounts. */
export function yoursBy(leg: BookedLeg): bigint {
  const code = codes[leg.meaning as CodeName];
  return measuresOfLeg({ code, debit: leg.debit, credit: leg.credit, amount: leg.minor }).net;
}

/** From the price down to what is kept, in one currency; lines that came to nothing are left out. */
export function keptLines(legs: readonly BookedLeg[], currency: string): readonly KeptLine[] {
  const sums = new Map<string, bigint>();
  for (const leg of legs) {
    if (leg.currency !== currency) continue;
    sums.set(leg.meaning, (sums.get(leg.meaning) ?? 0n) + yoursBy(leg));
  }
  const order = Object.keys(names);
  const lines = [...sums].filter(([, sum]) => sum !== 0n).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  const kept = lines.reduce((all, [, sum]) => all + sum, 0n);
  return [
    ...lines.map(([meaning, sum]) => ({ name: moveName(meaning), meaning, amount: formatMinor(sum, currency) })),
    { name: "You keep", meaning: "kept", amount: formatMinor(kept, currency) },
  ];
}
