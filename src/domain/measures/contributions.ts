import type { Millis } from "../../base/clock.ts";
import type { Part } from "../books/parts.ts";
import type { ProductShare, ResolvedSale } from "../facts/resolve-sale.ts";
import { powerOfTen } from "../money/decimal.ts";
import { allocate, exponentOf } from "../money/money.ts";
import { type AmountMeasure, addMeasures, type Measures, measuresOfLeg, netOf, noMeasures } from "./measures.ts";

export type Dimension = "source" | "product" | "country";

/** What one object adds to one day's figures of one member ("" for the whole source). */
export type Contribution = {
  readonly dimension: Dimension;
  readonly day: string;
  readonly member: string;
  readonly currency: string;
  readonly measures: Measures;
};

/**
 * What an object adds to the daily figures, from exactly the legs the books hold for it: the sum over all objects is
 * the sum over the books. Of a sale of several products each figure is shared among them to the cent.
 * @param sale absent for payouts, charges, adjustments and conversions
 */
export function contributionsOf(
  parts: readonly Part[],
  sale: ResolvedSale | undefined,
  dayOf: (at: Millis) => string,
): readonly Contribution[] {
  const out: Contribution[] = [];
  const document = sale && parts.find((part) => part.kind === sale.nature);
  for (const part of parts) {
    const counted = sale ? counts(part, part === document ? sale.residueNano : 0n) : {};
    for (const [currency, amounts] of amountsByCurrency(part)) {
      const measures = { ...amounts, ...counted };
      const common = { day: dayOf(part.occurredAt), currency };
      out.push({ dimension: "source", member: "", measures, ...common });
      out.push({ dimension: "country", member: sale?.country ?? "", measures, ...common });
      for (const [member, shared] of byProduct(measures, sale))
        out.push({ dimension: "product", member, measures: shared, ...common });
    }
  }
  return out;
}

function amountsByCurrency(part: Part): ReadonlyMap<string, Measures> {
  const sums = new Map<string, Measures>();
  for (const leg of part.legs)
    sums.set(leg.currency, addMeasures(sums.get(leg.currency) ?? noMeasures, measuresOfLeg(leg)));
  return sums;
}

/** The document itself is one sale or one refund (a cancellation); each later refund is one more refund. */
function counts(part: Part, residueNano: bigint): Partial<Measures> {
  return { sales: part.kind === "sale" ? 1n : 0n, refunds: part.kind === "refund" ? 1n : 0n, residueNano };
}

const amounts: readonly AmountMeasure[] = ["gross", "refunded", "fees", "taxes", "chargebacks", "adjustments"];

function byProduct(
  measures: Measures,
  sale: ResolvedSale | undefined,
): readonly (readonly [product: string, measures: Measures])[] {
  const products = sale?.products ?? [];
  const [only, second] = products;
  if (!sale || only === undefined) return [["", measures]];
  if (second === undefined) return [[only.id, measures]];
  const scale = exponentOf(sale.currency);
  const owns = products.map((_, i) => ({
    ...noMeasures,
    sales: measures.sales,
    refunds: measures.refunds,
    residueNano: i === 0 ? measures.residueNano : 0n,
  }));
  for (const name of amounts) {
    if (measures[name] === 0n) continue;
    const shares = shareAmong(measures[name], products, scale, sale.gross);
    for (const [i, own] of owns.entries()) own[name] = shares[i] as bigint;
  }
  return owns.map((own, i) => [(products[i] as ProductShare).id, Object.assign(own, { net: netOf(own) })] as const);
}

/**
 * The document's total is shared as its lines sum to it, whether it is sold, cancelled or given back whole; any other
 * figure in proportion to what each product brings in. `total` is not zero.
 */
function shareAmong(total: bigint, products: readonly ProductShare[], scale: number, gross: bigint): readonly bigint[] {
  const finest = finestScale(products);
  const exact = total === gross || total === -gross ? sharesOfTotal(products, scale, finest, gross) : undefined;
  if (!exact)
    return allocate(
      total,
      products.map((product) => weightOf(product, finest)),
    );
  return total === gross ? exact : exact.map((share) => -share);
}

/** `gross` split as the products' exact amounts round to it, or undefined when they do not. */
function sharesOfTotal(
  products: readonly ProductShare[],
  scale: number,
  finest: number,
  gross: bigint,
): readonly bigint[] | undefined {
  const exact = products.map((product) => floorAt(product, scale, finest));
  const left = gross - exact.reduce((sum, e) => sum + e.floor, 0n);
  if (left < 0n || left > BigInt(products.length)) return undefined;
  const byRest = exact
    .map((e, i) => ({ i, rest: e.rest }))
    .sort((a, b) => (a.rest === b.rest ? a.i - b.i : a.rest > b.rest ? -1 : 1));
  const raised = new Set(byRest.slice(0, Number(left)).map(({ i }) => i));
  return exact.map((e, i) => (raised.has(i) ? e.floor + 1n : e.floor));
}

/** The whole minor units at or below the product's exact amount, and the rest, at the finest scale of all products. */
function floorAt(
  { amount: { units, scale: own } }: ProductShare,
  scale: number,
  finest: number,
): { readonly floor: bigint; readonly rest: bigint } {
  if (own <= scale) return { floor: units * powerOfTen(scale - own), rest: 0n };
  const divisor = powerOfTen(own - scale);
  const rest = ((units % divisor) + divisor) % divisor;
  return { floor: (units - rest) / divisor, rest: rest * powerOfTen(finest - own) };
}

/** What a product brings in, at one scale for all; returns and discounts weigh nothing. */
function weightOf({ amount: { units, scale } }: ProductShare, finest: number): bigint {
  return units <= 0n ? 0n : units * powerOfTen(finest - scale);
}

function finestScale(products: readonly ProductShare[]): number {
  return Math.max(...products.map((product) => product.amount.scale));
}
