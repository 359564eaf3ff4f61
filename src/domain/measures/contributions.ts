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
  for (const part of parts) {
    for (const [currency, measures] of measuresByCurrency(part, sale)) {
      const common = { day: dayOf(part.occurredAt), currency };
      out.push({ dimension: "source", member: "", measures, ...common });
      out.push({ dimension: "country", member: sale?.country ?? "", measures, ...common });
      for (const [member, shared] of byProduct(measures, sale, part))
        out.push({ dimension: "product", member, measures: shared, ...common });
    }
  }
  return out;
}

function measuresByCurrency(part: Part, sale: ResolvedSale | undefined): ReadonlyMap<string, Measures> {
  const sums = new Map<string, Measures>();
  for (const leg of part.legs)
    sums.set(leg.currency, addMeasures(sums.get(leg.currency) ?? noMeasures, measuresOfLeg(leg)));
  if (!sale) return sums;
  const first = sums.get(sale.currency) ?? noMeasures;
  sums.set(sale.currency, { ...first, ...counts(part, sale) });
  return sums;
}

/** The document itself is one sale or one refund (a cancellation); each later refund is one more refund. */
function counts(part: Part, sale: ResolvedSale): Partial<Measures> {
  if (part.kind === "sale") return { sales: 1n, residueNano: sale.residueNano };
  if (part.kind === "refund") return { refunds: 1n, residueNano: sale.nature === "refund" ? sale.residueNano : 0n };
  return part.kind === "adjustment" ? { residueNano: sale.residueNano } : {};
}

const amounts: readonly AmountMeasure[] = ["gross", "refunded", "fees", "taxes", "chargebacks", "adjustments"];

function byProduct(
  measures: Measures,
  sale: ResolvedSale | undefined,
  part: Part,
): readonly (readonly [string, Measures])[] {
  const products = sale?.products ?? [];
  const [only, second] = products;
  if (!sale || only === undefined) return [["", measures]];
  if (second === undefined) return [[only.id, measures]];
  const scale = exponentOf(sale.currency);
  const weights = products.map((product) => weightOf(product));
  const shares = new Map(
    amounts.map((name) => [name, shareAmong(measures[name], products, weights, scale, sale.gross, part.kind)]),
  );
  return products.map((product, i) => {
    const own = {
      ...noMeasures,
      sales: measures.sales,
      refunds: measures.refunds,
      residueNano: i === 0 ? measures.residueNano : 0n,
    };
    for (const name of amounts) Object.assign(own, { [name]: shares.get(name)?.[i] ?? 0n });
    return [product.id, { ...own, net: netOf(own) }] as const;
  });
}

/** The figure that the lines themselves sum to is shared exactly; any other in proportion to what each line brings in. */
function shareAmong(
  total: bigint,
  products: readonly ProductShare[],
  weights: readonly bigint[],
  scale: number,
  gross: bigint,
  kind: string,
): readonly bigint[] {
  if (total === 0n) return products.map(() => 0n);
  const exact = products.map((product) => floorAt(product, scale));
  const left =
    (kind === "refund" ? -gross : gross) === total ? gross - exact.reduce((sum, e) => sum + e.floor, 0n) : -1n;
  if (left < 0n || left > BigInt(products.length)) return allocate(total, weights);
  const order = exact
    .map((e, i) => ({ i, fraction: e.fraction }))
    .sort((a, b) => (a.fraction === b.fraction ? a.i - b.i : a.fraction > b.fraction ? -1 : 1));
  const shares = exact.map((e) => e.floor);
  for (const { i } of order.slice(0, Number(left))) shares[i] = (shares[i] ?? 0n) + 1n;
  return kind === "refund" ? shares.map((share) => -share) : shares;
}

/** The whole minor units at or below the product's exact amount, and the rest as a fraction of 10^63. */
function floorAt(product: ProductShare, scale: number): { readonly floor: bigint; readonly fraction: bigint } {
  const { units, scale: own } = product.amount;
  if (own <= scale) return { floor: units * powerOfTen(scale - own), fraction: 0n };
  const divisor = powerOfTen(own - scale);
  const remainder = ((units % divisor) + divisor) % divisor;
  return { floor: (units - remainder) / divisor, fraction: remainder * powerOfTen(63 - (own - scale)) };
}

/** What a product brings in, at one scale for all; returns and discounts weigh nothing. */
function weightOf(product: ProductShare): bigint {
  const { units, scale } = product.amount;
  return units <= 0n ? 0n : units * powerOfTen(40 - scale);
}
