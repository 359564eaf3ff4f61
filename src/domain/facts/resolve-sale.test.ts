import { describe, expect, it } from "vitest";
import { amountField, noFacts } from "./facts.ts";
import { factsOf } from "./from-sighting.ts";
import { joinFacts } from "./join.ts";
import { newsIn } from "./news.ts";
import { called } from "./object.ts";
import { resolveMovement } from "./resolve-movement.ts";
import { type ResolvedSale, resolveSale } from "./resolve-sale.ts";
import { saleStatus } from "./sale-status.ts";
import type { LineSighting, SaleSighting, Sighting } from "./sighting.ts";

const t0 = Date.UTC(2026, 2, 1);
const facts = (sighting: Sighting, seenAt = t0) => factsOf(sighting, { at: seenAt, by: "x" }, { file: "1", line: 1 });
const sale = (parts: Partial<SaleSighting>, seenAt = t0) =>
  facts({ kind: "sale", id: "s", at: t0, currency: "USD", gross: 1_000n, ...parts }, seenAt);
const resolved = (parts: Partial<SaleSighting>): ResolvedSale => {
  const out = resolveSale(sale(parts));
  if (out.kind === "incomplete") throw new Error(out.why);
  return out;
};
const line = (amount: string, id = "p", name = "P"): LineSighting => {
  const [whole = "", fraction = ""] = amount.split(".");
  return {
    product: { id, name },
    quantity: { units: 1n, scale: 0 },
    amount: { units: BigInt(whole + fraction), scale: fraction.length },
    identity: `${id}${amount}`,
  };
};

describe("what a sale's facts amount to", () => {
  it.each([
    ["no date", { kind: "sale", id: "s", currency: "USD", gross: 1n }, "its date is not known yet"],
    ["no currency", { kind: "sale", id: "s", at: t0, gross: 1n }, "its currency is not known yet"],
    [
      "a strange currency",
      { kind: "sale", id: "s", at: t0, currency: "XXX", gross: 1n },
      "XXX is not a currency the books know",
    ],
    ["no amount", { kind: "sale", id: "s", at: t0, currency: "USD" }, "its amount is not known yet"],
    [
      "an absurd amount",
      { kind: "sale", id: "s", at: t0, currency: "USD", gross: 2n ** 53n },
      "its amount is larger than the books can hold",
    ],
    [
      "parts beyond the whole",
      { kind: "sale", id: "s", at: t0, currency: "USD", gross: 10n, shipping: 6n, tax: 5n },
      "its shipping and tax are more than its whole",
    ],
  ] as [string, Sighting, string][])("with %s, it waits and says why", (_, sighting, why) => {
    expect(resolveSale(facts(sighting))).toEqual({ kind: "incomplete", why });
  });

  it("sums lines exactly and rounds the document once, half to even, showing what is left over", () => {
    const out = resolved({ gross: undefined as never, lines: [line("0.125"), line("0.12", "q"), line("10", "r")] });
    expect([out.gross, out.residueNano]).toEqual([1024n, 5_000_000n]);
  });

  it("prefers the total the platform reports over the sum of the lines", () => {
    expect(resolved({ lines: [line("3.00")] }).gross).toBe(1_000n);
  });

  it("takes the day where only the day was told, and the exact time as soon as it is", () => {
    const day = facts({ kind: "sale", id: "s", dayAt: t0, currency: "USD", gross: 1n });
    const exact = facts({ kind: "sale", id: "s", at: t0 + 5_000 });
    expect(
      [resolveSale(day), resolveSale(joinFacts(day, exact))].map((s) => s.kind === "sale" && s.occurredAt),
    ).toEqual([t0, t0 + 5_000]);
  });

  it.each([
    ["a positive total", {}, "sale"],
    ["a negative total", { gross: -5n }, "refund"],
    ["a cancellation of nothing", { gross: 0n, nature: "refund" }, "refund"],
    ["a free sale", { gross: 0n }, "sale"],
    ["an adjustment of either sign", { gross: 5n, nature: "adjustment" }, "adjustment"],
    ["a cancellation whose total is positive after all", { gross: 5n, nature: "refund" }, "sale"],
  ] as [string, Partial<SaleSighting>, string][])("reads %s as what it is", (_, parts, nature) => {
    expect(resolved(parts).nature).toBe(nature);
  });

  it.each([
    ["a plain sale", {}, "completed"],
    ["money on its way", { status: "pending" }, "pending"],
    ["a failed charge", { status: "failed" }, "failed"],
    ["a cancelled order", { status: "cancelled" }, "cancelled"],
    ["a test purchase", { status: "pending", test: true }, "test"],
    ["a partial refund", { refunded: 400n }, "partly-refunded"],
    ["a partial refund of an amount nobody told", { refundUnknown: true }, "partly-refunded"],
    ["a full refund", { refunded: 1_000n }, "refunded"],
    ["a cancellation", { gross: -1_000n }, "refunded"],
    ["a refunded sale that is disputed", { refunded: 400n, dispute: "open" }, "disputed"],
    ["a dispute that was won", { dispute: "won" }, "completed"],
    ["a dispute that was lost", { dispute: "lost" }, "lost"],
  ] as [string, Partial<SaleSighting>, string][])("calls %s by its word", (_, parts, status) => {
    expect(saleStatus(resolved(parts))).toBe(status);
  });

  it("leaves fees of nothing out, forgets the shipping of a cancellation, and reads its tax with or without a sign", () => {
    const out = resolved({ gross: -10n, shipping: 3n, tax: 2n, fees: { platform: 0n, processing: 7n }, affiliate: 1n });
    expect([out.fees, out.shipping, out.tax, out.affiliate]).toEqual([[["processing", 7n]], 0n, 2n, 1n]);
    expect([resolved({ gross: -10n, tax: -2n }).tax, resolved({ gross: 0n, tax: 2n }).tax]).toEqual([2n, 0n]);
  });

  it("holds on to a decided dispute, and to the later of two decisions", () => {
    const won = sale({ dispute: "won", disputedAt: t0 + 9 });
    const lost = sale({ dispute: "lost", disputedAt: t0 + 5, disputeFee: 15n });
    const stale = sale({ dispute: "open", disputedAt: t0 + 20 });
    const state = (...all: ReturnType<typeof sale>[]) => {
      const out = resolveSale(all.reduce(joinFacts));
      return out.kind === "sale" ? out.dispute : undefined;
    };
    expect(state(lost, stale)).toEqual({
      state: "lost",
      openedAt: t0 + 5,
      closedAt: t0 + 5,
      fee: 15n,
      feeReturned: 0n,
      partners: 0n,
    });
    expect(state(lost, won)?.state).toBe("won");
    expect(state(sale({ dispute: "lost" }))).toEqual({
      state: "lost",
      openedAt: t0,
      closedAt: t0,
      fee: 0n,
      feeReturned: 0n,
      partners: 0n,
    });
    expect(state(sale({}))).toBeUndefined();
  });

  it("shows that a refund waits until anybody tells how much it was, whoever speaks first or last", () => {
    const unknown = sale({ refundUnknown: true }, 5);
    const waits = (...all: ReturnType<typeof sale>[]) => {
      const out = resolveSale(all.reduce(joinFacts));
      return out.kind === "sale" && out.refundWaits;
    };
    expect(waits(unknown)).toBe(true);
    expect(waits(sale({}))).toBe(false);
    for (const told of [{ refunded: 5n }, { refunds: [{ id: "r", amount: 5n }] }]) {
      for (const when of [1, 9]) {
        expect([waits(unknown, sale(told, when)), waits(sale(told, when), unknown)]).toEqual([false, false]);
      }
    }
    expect(waits(unknown, sale({ refundUnknown: false }, 9))).toBe(false);
  });

  it("gives back of a partner's part what is told, then the rest, and never more than there was", () => {
    const back = (affiliate: bigint, ...all: (bigint | "rest")[]) =>
      resolved({
        affiliate,
        refunds: all.map((partnersReturned, i) => ({ id: `r${i}`, at: t0 + i, amount: 100n, partnersReturned })),
        dispute: "open",
        disputedAt: t0 + 9,
        disputeReturnsPartners: true,
      });
    const told = (sale: ResolvedSale) => [...sale.refunds.map((one) => one.partners), sale.dispute?.partners];
    expect(told(back(90n, 30n, "rest", "rest"))).toEqual([30n, 60n, 0n, 0n]);
    expect(told(back(90n, 30n, 20n))).toEqual([30n, 20n, 40n]);
    expect(told(back(90n, 95n, "rest"))).toEqual([95n, 0n, 0n]);
    expect(told(back(0n, "rest"))).toEqual([0n, 0n]);
    expect(resolved({ affiliate: 90n, dispute: "open" }).dispute?.partners).toBe(0n);
  });

  it("names its products: by lines, by the sale itself, or not at all", () => {
    expect(resolved({ product: { id: "p", name: "Pen" }, quantity: { units: 3n, scale: 0 } }).products).toEqual([
      { id: "p", name: "Pen", quantity: { units: 3n, scale: 0 }, amount: { units: 1n, scale: 0 } },
    ]);
    expect(resolved({ product: { id: "p", name: "" } }).products[0]?.quantity).toEqual({ units: 1n, scale: 0 });
    expect(
      resolved({ lines: [line("1", "p", "Pen"), line("2", "p", "Pencil"), line("3", "q", "Cap")] }).products.map(
        (p) => [p.id, p.name],
      ),
    ).toEqual([
      ["p", "Pencil"],
      ["q", "Cap"],
    ]);
    expect(resolved({}).products).toEqual([]);
  });

  it("keeps who bought as a number only", () => {
    const known = factsOf(
      { kind: "sale", id: "s", at: t0, currency: "USD", gross: 1n },
      { at: t0, by: "x" },
      { file: "1", line: 1 },
      77n,
    );
    expect(amountField(known, "buyer")).toBe(77n);
  });
});

describe("refunds", () => {
  const refunds = (...all: ReturnType<typeof sale>[]) => {
    const out = resolveSale(all.reduce(joinFacts));
    return out.kind === "sale" ? out.refunds.map((refund) => [refund.amount, refund.at - t0]) : [];
  };

  it("are dated step by step where only a running total is told", () => {
    expect(
      refunds(sale({ refunded: 300n, refundedAt: t0 + 10 }), sale({ refunded: 500n, refundedAt: t0 + 30 })),
    ).toEqual([
      [300n, 10],
      [200n, 30],
    ]);
  });

  it("are not moved by a stale total that is seen late", () => {
    expect(
      refunds(sale({ refunded: 500n, refundedAt: t0 + 10 }), sale({ refunded: 300n, refundedAt: t0 + 30 })),
    ).toEqual([
      [300n, 10],
      [200n, 10],
    ]);
  });

  it("are never dated before the sale, and date from when they were seen if nobody tells", () => {
    expect(refunds(sale({ refunded: 5n, refundedAt: t0 - 99 }))).toEqual([[5n, 0]]);
    expect(refunds(sale({ refunds: [{ id: "r", amount: 5n }] }, t0 + 4))).toEqual([[5n, 4]]);
  });

  it("count once, by the larger of the items and the total", () => {
    const items = sale({
      refunds: [
        { id: "r1", amount: 200n, at: t0 + 2, tax: 20n, feeReturned: 3n },
        { id: "r0", amount: 0n },
      ],
    });
    expect(refunds(items, sale({ refunded: 150n, refundedAt: t0 + 9 }))).toEqual([[200n, 2]]);
    expect(refunds(items, sale({ refunded: 500n, refundedAt: t0 + 9 }))).toEqual([
      [200n, 2],
      [300n, 9],
    ]);
  });
});

describe("what other movements amount to", () => {
  it.each([
    ["a payout without a date", { kind: "payout", id: "p", currency: "USD", amount: 1n }, "its date is not known yet"],
    ["a payout without an amount", { kind: "payout", id: "p", at: t0, currency: "USD" }, "its amount is not known yet"],
    ["a charge without a currency", { kind: "charge", id: "c", at: t0, amount: 1n }, "its amount is not known yet"],
    [
      "a strange currency",
      { kind: "charge", id: "c", at: t0, amount: 1n, currency: "XXX" },
      "XXX is not a currency the books know",
    ],
    [
      "half a conversion",
      { kind: "conversion", id: "c", at: t0, from: { currency: "USD", amount: 1n } },
      "its other half is not known yet",
    ],
    [
      "a conversion into nothing",
      {
        kind: "conversion",
        id: "c",
        at: t0,
        from: { currency: "USD", amount: 1n },
        to: { currency: "KES", amount: 0n },
      },
      "its other half is not known yet",
    ],
    [
      "a conversion of nothing",
      {
        kind: "conversion",
        id: "c",
        at: t0,
        from: { currency: "USD", amount: 0n },
        to: { currency: "KES", amount: 1n },
      },
      "its other half is not known yet",
    ],
    [
      "a conversion into a strange currency",
      {
        kind: "conversion",
        id: "c",
        at: t0,
        from: { currency: "USD", amount: 1n },
        to: { currency: "XXX", amount: 1n },
      },
      "its other half is not known yet",
    ],
  ] as [string, Sighting, string][])("%s waits and says why", (_, sighting, why) => {
    expect(resolveMovement(facts(sighting))).toEqual({ kind: "incomplete", why });
  });

  it("books nothing and waits for nothing where a payout is known better under another id, whichever word came first", () => {
    const file = facts({ kind: "payout", id: "p", dayAt: t0, currency: "USD", amount: 9n, status: "completed" });
    const better = facts({ kind: "payout", id: "p", supersededBy: "po_1" });
    for (const both of [joinFacts(file, better), joinFacts(better, file), better, joinFacts(better, better)]) {
      expect(resolveMovement(both)).toEqual({ kind: "superseded", by: "po_1" });
      expect(called("shop", both)).toEqual({ parts: [] });
    }
  });

  it("reads their state, sort and fee", () => {
    expect(
      resolveMovement(
        facts({ kind: "payout", id: "p", dayAt: t0, currency: "USD", amount: 9n, fee: 1n, status: "returned" }),
      ),
    ).toMatchObject({
      status: "returned",
      fee: 1n,
      sort: "",
    });
    expect(
      resolveMovement(facts({ kind: "charge", id: "c", at: t0, currency: "USD", amount: 9n, feeKind: "tariff" })),
    ).toMatchObject({
      status: "completed",
      sort: "tariff",
    });
    expect(
      resolveMovement(
        facts({
          kind: "adjustment",
          id: "c",
          at: t0,
          currency: "USD",
          amount: -9n,
          reason: "own-funds",
          status: "failed",
        }),
      ),
    ).toMatchObject({ status: "failed", sort: "own-funds", amount: -9n });
    expect(
      resolveMovement(facts({ kind: "adjustment", id: "c", at: t0, currency: "USD", amount: -9n, status: "pending" })),
    ).toMatchObject({
      status: "pending",
    });
  });
});

describe("news", () => {
  const none = noFacts("sale");

  it("is what was not known before, not that it was said again", () => {
    const first = sale({ refunded: 5n, lines: [line("1.00")] });
    expect(newsIn(none, first)).toEqual({ newLines: 1, changed: true });
    expect(newsIn(first, joinFacts(first, sale({ refunded: 5n, lines: [line("1.00")] }, t0 + 9)))).toEqual({
      newLines: 0,
      changed: false,
    });
  });

  it.each([
    ["a field", { gross: 900n }],
    ["an earlier time", { at: t0 - 1 }],
    ["a further refund", { refunded: 6n }],
    ["an itemised refund", { refunds: [{ id: "r", amount: 1n }] }],
    ["a dispute", { dispute: "open" }],
  ] as [string, Partial<SaleSighting>][])("sees %s", (_, parts) => {
    const first = sale({ refunded: 5n });
    expect(newsIn(first, joinFacts(first, sale(parts, t0 + 9))).changed).toBe(true);
  });

  it("takes a day for news only while the time is not known", () => {
    const undated = facts({ kind: "sale", id: "s", gross: 1n });
    const day = facts({ kind: "sale", id: "s", gross: 1n, dayAt: t0 - 5 });
    expect([
      newsIn(undated, joinFacts(undated, day)).changed,
      newsIn(sale({}), joinFacts(sale({}), facts({ kind: "sale", id: "s", dayAt: t0 - 5 }))).changed,
    ]).toEqual([true, false]);
  });
});
