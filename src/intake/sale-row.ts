import type { Called } from "../domain/facts/object.ts";
import type { ResolvedSale } from "../domain/facts/resolve-sale.ts";
import { saleStatus } from "../domain/facts/sale-status.ts";
import { addMeasures, measuresOfLeg, noMeasures } from "../domain/measures/measures.ts";
import type { SaleRow } from "../store/sale.ts";

type About = {
  readonly objectKey: string;
  readonly source: string;
  readonly externalId: string;
  readonly seenAt: number;
};

/** The sales list's line for an object; a sale whose facts are incomplete is listed as such, without amounts. */
export function saleRow(about: About, called: Called, dayOf: (at: number) => string): SaleRow {
  const { sale } = called;
  return sale ? rowOf(about, called, sale, dayOf) : incompleteRow(about, dayOf);
}

function rowOf(about: About, called: Called, sale: ResolvedSale, dayOf: (at: number) => string): SaleRow {
  const sums = called.parts
    .flatMap((part) => part.legs)
    .reduce((sum, leg) => addMeasures(sum, measuresOfLeg(leg)), noMeasures);
  const [first, second] = sale.products;
  return {
    objectKey: about.objectKey,
    source: about.source,
    externalId: about.externalId,
    nature: sale.nature,
    status: saleStatus(sale),
    occurredAt: sale.occurredAt,
    day: dayOf(sale.occurredAt),
    productId: second ? "" : (first?.id ?? ""),
    productName: first ? `${first.name}${second ? ` and ${sale.products.length - 1} more` : ""}` : "",
    country: sale.country,
    currency: sale.currency,
    gross: sale.gross,
    fees: sums.fees,
    refunded: sums.refunded,
    taxes: sums.taxes,
    net: sums.net,
    subjectId: sale.buyer ?? null,
    seenAt: about.seenAt,
  };
}

function incompleteRow(about: About, dayOf: (at: number) => string): SaleRow {
  return {
    objectKey: about.objectKey,
    source: about.source,
    externalId: about.externalId,
    nature: "sale",
    status: "incomplete",
    occurredAt: about.seenAt,
    day: dayOf(about.seenAt),
    productId: "",
    productName: "",
    country: "",
    currency: "",
    gross: 0n,
    fees: 0n,
    refunded: 0n,
    taxes: 0n,
    net: 0n,
    subjectId: null,
    seenAt: about.seenAt,
  };
}
