import fc from "fast-check";
import type { Facts } from "../facts/facts.ts";
import { factsOf } from "../facts/from-sighting.ts";
import { joinFacts } from "../facts/join.ts";
import type { Sighting } from "../facts/sighting.ts";
import { type BookedObject, bookedObject } from "../payout/booked-object.ts";
import { type Proof, provePayout, type ToProve } from "../payout/prove-payout.ts";
import type { StatedLine } from "../payout/stated-line.ts";

export const day = 86_400_000;
export const start = Date.UTC(2026, 10, 2);
export const end = start + 7 * day;
export const noon = day / 2;

/** A shop with books of its own: what happened in one week, and the statement it makes of that. */
export type Happened = {
  readonly price: bigint;
  readonly fee: bigint;
  readonly partner: bigint;
  readonly on: number;
  readonly refunds: readonly {
    readonly amount: bigint;
    readonly feeBack: bigint;
    /** Of the partner's part: in the refund's own net, but for a refund of everything in the day's line for partners. */
    readonly partnerBack: bigint;
    readonly after: number;
  }[];
  readonly dispute: "none" | "open" | "won" | "lost";
};

const happened: fc.Arbitrary<Happened> = fc
  .record({
    price: fc.bigInt({ min: 100n, max: 50_000n }),
    feeShare: fc.integer({ min: 0, max: 30 }),
    partnerShare: fc.constantFrom(0, 0, 0, 20),
    on: fc.integer({ min: 0, max: 5 }),
    refundShares: fc.array(fc.integer({ min: 1, max: 45 }), { maxLength: 2 }),
    dispute: fc.constantFrom("none", "none", "none", "open", "won", "lost"),
  })
  .map(({ price, feeShare, partnerShare, on, refundShares, dispute }) => {
    const [fee, partner] = [(price * BigInt(feeShare)) / 100n, (price * BigInt(partnerShare)) / 100n];
    const shares = dispute === "none" ? (refundShares.includes(45) ? [100] : refundShares) : [];
    const refunds = shares.map((share, i) => ({
      amount: (price * BigInt(share)) / 100n,
      feeBack: (price * BigInt(share)) / 1_000n,
      partnerBack: (partner * BigInt(share)) / 100n,
      after: i,
    }));
    return { price, fee, partner, on, refunds, dispute: dispute as Happened["dispute"] };
  });

/** What happened in one week. */
export const shopWeek = fc.array(happened, { minLength: 1, maxLength: 12 });

/** What a won dispute brings back: all that the sale had brought. */
export const credit = (one: Happened): bigint => one.price - one.fee - one.partner;

/** The statement, by the shop's own arithmetic. */
export function statementOf(all: readonly Happened[], key = "shop/payout/p1"): StatedLine[] {
  const lines: Omit<StatedLine, "payoutKey" | "line">[] = [];
  const add = (sort: string, i: number | undefined, on: number, net: bigint, gross?: bigint, fees?: bigint): void => {
    const objectKey = i === undefined ? "" : `shop/sale/${i}`;
    lines.push({ sort, objectKey, on: start + Math.min(on, 6) * day, currency: "USD", net, gross, fees, label: sort });
  };
  all.forEach((one, i) => {
    add("sale", i, one.on, one.price - one.fee, one.price, -one.fee);
    if (one.partner > 0n) add("affiliate", undefined, one.on, -one.partner);
    for (const { amount, feeBack, partnerBack, after } of one.refunds) {
      if (amount === 0n) continue;
      const whole = amount === one.price;
      add("refund", i, one.on + after, feeBack - amount + (whole ? 0n : partnerBack), -amount, feeBack);
      if (whole && partnerBack > 0n) add("affiliate", undefined, one.on + after, partnerBack);
    }
    if (one.dispute !== "none") {
      add("chargeback", i, one.on, one.fee - one.price, -one.price, one.fee);
      if (one.partner > 0n) add("affiliate", undefined, one.on, one.partner);
    }
    if (one.dispute === "won" && credit(one) > 0n) add("dispute-credit", i, one.on + 1, credit(one));
  });
  return lines.map((line, number) => ({ ...line, payoutKey: key, line: number }));
}

/** What our readers understood of the same week, each object in several looks. */
function sightingsOf(one: Happened, i: number): Sighting[] {
  const sale = { kind: "sale" as const, id: String(i), currency: "USD" };
  const at = start + one.on * day + noon;
  const looks: Sighting[] = [
    { ...sale, at, gross: one.price, fees: { platform: one.fee }, affiliate: one.partner },
    ...one.refunds.map((refund, n) => ({
      ...sale,
      refunds: [
        {
          id: `r${n}`,
          at: at + refund.after * day,
          amount: refund.amount,
          feeReturned: refund.feeBack,
          partnersReturned: refund.amount === one.price ? ("rest" as const) : refund.partnerBack,
        },
      ],
    })),
  ];
  if (one.dispute !== "none")
    looks.push({
      ...sale,
      dispute: "open",
      disputedAt: at,
      disputedAmount: one.price,
      disputeFeeReturned: one.fee,
      disputeReturnsPartners: true,
    });
  if (one.dispute === "won" && credit(one) > 0n)
    looks.push({ ...sale, dispute: "won", disputedAt: at + day, disputeCredit: credit(one) });
  if (one.dispute === "lost") looks.push({ ...sale, dispute: "lost", disputedAt: at + day });
  return looks;
}

/** What the books hold on the balance for an object of which this was said. */
export const booked = (sightings: readonly Sighting[], source = "shop"): BookedObject => {
  const facts = sightings
    .map((sighting, n): Facts => factsOf(sighting, { at: n, by: "x" }, { file: "1", line: 1 }))
    .reduce(joinFacts);
  return bookedObject(source, facts);
};

/** The books of that week, by key. */
export const booksOf = (all: readonly Happened[]): Map<string, BookedObject> =>
  new Map(all.map((one, i) => [`shop/sale/${i}`, booked(sightingsOf(one, i))]));

/** What the lines come to. */
export const net = (lines: readonly StatedLine[]): bigint => lines.reduce((sum, line) => sum + line.net, 0n);

/** The proof of the payout `p1`, whose amount is what the lines come to unless another is given. */
export const proof = (
  lines: readonly StatedLine[],
  objects: ReadonlyMap<string, BookedObject>,
  more: Partial<ToProve> & { readonly amount?: bigint } = {},
): Proof => {
  const { amount = net(lines), ...rest } = more;
  const payout = { key: "shop/payout/p1", currency: "USD", amount, fee: 0n, at: end + 5 * day };
  return provePayout({ payout, lines, objects, cut: { from: start, to: end, closed: true }, ...rest });
};

/** Breaks in short: `kind object amount`. */
export const told = (one: Proof): string[] => one.breaks.map((b) => `${b.kind} ${b.objectKey || "-"} ${b.amount}`);
