import fc from "fast-check";
import { type Facts, noFacts } from "../facts/facts.ts";
import { factsOf } from "../facts/from-sighting.ts";
import { joinFacts } from "../facts/join.ts";
import type { SaleSighting } from "../facts/sighting.ts";

const day = 86_400_000;
const base = Date.UTC(2026, 0, 1);
const moment = fc.integer({ min: 0, max: 40 }).map((n) => base + n * day);
const amount = fc.bigInt({ min: 0n, max: 100_000n });

/** One partial look at a sale: any of its fields may be there. All looks are at one and the same sale. */
export const saleSighting: fc.Arbitrary<SaleSighting> = fc
  .record(
    {
      at: moment,
      dayAt: moment,
      currency: fc.constantFrom("USD", "JPY"),
      gross: fc.bigInt({ min: -50_000n, max: 100_000n }),
      shipping: fc.bigInt({ min: 0n, max: 50n }),
      tax: fc.bigInt({ min: 0n, max: 50n }),
      fees: fc.record({ platform: amount, processing: amount }, { requiredKeys: [] }),
      affiliate: fc.bigInt({ min: 0n, max: 500n }),
      refunded: fc.bigInt({ min: 0n, max: 60_000n }),
      refundedAt: moment,
      refunds: fc.array(
        fc.record(
          {
            id: fc.constantFrom("r1", "r2", "r3"),
            toldIn: fc.constantFrom("list/a", "list/b", "file/a"),
            amount: fc.bigInt({ min: 0n, max: 9_000n }),
            at: moment,
            tax: fc.bigInt({ min: 0n, max: 90n }),
            feeReturned: fc.bigInt({ min: 0n, max: 90n }),
            partnersReturned: fc.oneof(fc.bigInt({ min: 0n, max: 90n }), fc.constant("rest" as const)),
          },
          { requiredKeys: ["id", "amount"] },
        ),
        { maxLength: 2 },
      ),
      refundUnknown: fc.boolean(),
      dispute: fc.constantFrom("open", "won", "lost"),
      disputedAt: moment,
      disputeFee: amount,
      disputedAmount: amount,
      disputeFeeReturned: amount,
      disputeCredit: amount,
      disputeReturnsPartners: fc.boolean(),
      status: fc.constantFrom("pending", "failed", "completed", "cancelled"),
      nature: fc.constantFrom("sale", "refund", "adjustment"),
      product: fc.record({ id: fc.constantFrom("p1", "p2"), name: fc.constantFrom("One", "Two") }),
      lines: fc.array(
        fc.record({
          product: fc.record({ id: fc.constantFrom("p1", "p2", "p3"), name: fc.constantFrom("One", "Two") }),
          quantity: fc.constant({ units: 1n, scale: 0 }),
          amount: fc.bigInt({ min: -3_000n, max: 9_000n }).map((units) => ({ units, scale: 3 })),
          identity: fc.constantFrom("a", "b", "c"),
        }),
        { maxLength: 4 },
      ),
      country: fc.constantFrom("KE", "GB", ""),
      test: fc.boolean(),
      notes: fc.record({ code: fc.constantFrom("x", "y") }),
    },
    { requiredKeys: [] },
  )
  .map((parts) => distinctRefunds({ kind: "sale", id: "s1", ...parts } as SaleSighting));

function distinctRefunds(sale: SaleSighting): SaleSighting {
  if (!sale.refunds) return sale;
  return { ...sale, refunds: [...new Map(sale.refunds.map((one) => [`${one.id} ${one.toldIn}`, one])).values()] };
}

/** A look at the sale with its stamp and its place in a file. */
export const saleFacts: fc.Arbitrary<Facts> = fc
  .record({
    sighting: saleSighting,
    at: fc.integer({ min: 0, max: 3 }).map((n) => base + n * day),
    by: fc.constantFrom("aa", "bb", "cc"),
    file: fc.constantFrom("1", "2"),
    line: fc.integer({ min: 1, max: 3 }),
    buyer: fc.option(fc.constantFrom(7n, 8n), { nil: undefined }),
  })
  .map(({ sighting, at, by, file, line, buyer }) => factsOf(sighting, { at, by }, { file, line }, buyer));

/** What several looks together tell. */
export const joinedFacts: fc.Arbitrary<Facts> = fc
  .array(saleFacts, { maxLength: 5 })
  .map((all) => all.reduce(joinFacts, noFacts("sale")));
