import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Floor } from "./account.ts";
import { codes } from "./codes.ts";
import { orderLegs } from "./leg-order.ts";
import type { Leg, Phase } from "./txn.ts";

/** `b<-a` puts money from a to b. Accounts in capitals may not go below zero; `Z` may not go above it. */
const leg = (text: string, phase: Phase = "post"): Leg => {
  const [debit = "", credit = ""] = text.split("<-");
  return { code: codes.adjustment, debit, credit, currency: "USD", amount: 1n, phase };
};
const floorOf = (path: string): Floor =>
  path === "Z" ? "credit_nonneg" : /^[A-Z]$/.test(path) ? "debit_nonneg" : "none";
const order = (...legs: Leg[]) =>
  orderLegs(legs, floorOf)
    .map((each) => `${each.debit}<-${each.credit}`)
    .join(" ");

describe("the order of legs", () => {
  it("stays as given where no account has a floor", () => {
    expect(order(leg("b<-a"), leg("a<-b"), leg("c<-b"))).toBe("b<-a a<-b c<-b");
  });

  it("fills floored accounts before it empties them, along chains", () => {
    expect(order(leg("x<-C"), leg("C<-B"), leg("B<-A"), leg("A<-y"))).toBe("A<-y B<-A C<-B x<-C");
  });

  it("goes on in the given order where accounts fill each other in a ring", () => {
    expect(order(leg("B<-A"), leg("A<-B"))).toBe("B<-A A<-B");
  });

  it("counts the end of a hold as no taking, and a hold as no filling", () => {
    expect(order(leg("x<-A"), leg("y<-A", "void"), leg("z<-A", "settle"))).toBe("y<-A z<-A x<-A");
    expect(order(leg("x<-B"), leg("B<-A", "pend"))).toBe("x<-B B<-A");
  });

  it("knows accounts that may not go above zero as well", () => {
    expect(order(leg("Z<-x"), leg("y<-Z"))).toBe("y<-Z Z<-x");
  });

  it("takes a leg without a phase as posted", () => {
    const { phase: _, ...bare } = leg("x<-A");
    expect(orderLegs([bare, leg("A<-y")], floorOf)[1]).toBe(bare);
  });

  it("is the same for its own result, and loses and adds no leg", () => {
    const account = fc.constantFrom("A", "B", "C", "x", "y");
    const legs = fc.array(
      fc
        .tuple(account, account)
        .filter(([a, b]) => a !== b)
        .map(([a, b]) => leg(`${a}<-${b}`)),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(legs, (given) => {
        const once = orderLegs(given, floorOf);
        expect(orderLegs(once, floorOf)).toEqual(once);
        expect([once.length, new Set(once)]).toEqual([given.length, new Set(given)]);
      }),
      { numRuns: 200 },
    );
  });
});
