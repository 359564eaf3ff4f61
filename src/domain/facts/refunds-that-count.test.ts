import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinedFacts } from "../testing/arbitrary-facts.ts";
import { type Facts, noFacts } from "./facts.ts";
import { factsOf } from "./from-sighting.ts";
import { joinFacts } from "./join.ts";
import { newsIn } from "./news.ts";
import { refundsThatCount } from "./refunds-that-count.ts";
import type { RefundSighting } from "./sighting.ts";

const said = (toldIn: string | undefined, more: Partial<RefundSighting> = {}, at = 1): Facts => {
  const refund = { id: "partial/2026-11-04/400", amount: 400n, ...(toldIn === undefined ? {} : { toldIn }), ...more };
  return factsOf({ kind: "sale", id: "s", refunds: [refund] }, { at, by: "x" }, { file: "1", line: 1 });
};
const total = (refunded: bigint): Facts =>
  factsOf({ kind: "sale", id: "s", refunded }, { at: 1, by: "y" }, { file: "1", line: 1 });
const all = (...some: readonly Facts[]): Facts => some.reduce(joinFacts, noFacts("sale"));
const counted = (...some: readonly Facts[]): readonly bigint[] =>
  [all(...some), all(...some.toReversed())]
    .map((facts) => refundsThatCount(facts).map((one) => one.amount))
    .reduce((a, b) => {
      expect(b).toEqual(a);
      return a;
    });

describe("a refund that two payouts tell in the same words", () => {
  const twice = [said("list/a"), said("list/b")];

  it("is one, as long as nothing shows that more was given back: a payout that came back is paid again", () => {
    expect(counted(...twice)).toEqual([400n]);
    expect(counted(...twice, total(400n))).toEqual([400n]);
    expect(counted(...twice, total(799n))).toEqual([400n]);
  });

  it("is two refunds where the sale says that so much was given back, and no more than that", () => {
    expect(counted(...twice, total(800n))).toEqual([400n, 400n]);
    expect(counted(...twice, said("list/c"), total(800n))).toEqual([400n, 400n]);
    expect(counted(...twice, said("list/c"), total(5_000n))).toEqual([400n, 400n, 400n]);
  });

  it("leaves room for refunds that are told in words of their own", () => {
    expect(counted(...twice, said("list/b", { id: "partial/2026-11-05/400" }), total(800n))).toEqual([400n, 400n]);
  });

  it("is two refunds where another figure in it differs, whatever the sale says", () => {
    expect(counted(said("list/a", { feeReturned: 46n }), said("list/b", { feeReturned: 47n }))).toEqual([400n, 400n]);
    const again = [said("list/a", { feeReturned: 46n }), said("list/b", { feeReturned: 46n })];
    expect(counted(...again, said("list/b", { id: "x", feeReturned: 47n }), total(800n))).toEqual([400n, 400n]);
  });

  it("is not doubled by payout files that tell the same as the platform's list", () => {
    expect(counted(said("list/a"), said("file/1"), total(800n))).toEqual([400n]);
    expect(counted(...twice, said("file/1"), said("file/2"), total(1_600n))).toEqual([400n, 400n]);
    expect(counted(said("list/a"), said("file/1"), said("file/2"), total(800n))).toEqual([400n, 400n]);
  });

  it("is as the newest word has it, where a file and the list do not agree", () => {
    expect(counted(said("list/a", { amount: 400n }, 2), said("file/1", { amount: 390n }, 1))).toEqual([400n]);
    expect(counted(said("list/a", { amount: 400n }, 1), said("file/1", { amount: 390n }, 2))).toEqual([390n]);
  });

  it("is one with what was told of it before statements were named", () => {
    expect(counted(said(undefined), said("list/a"), total(800n))).toEqual([400n]);
  });

  it("is no news when another payout tells it again, and is when it turns out to be a second one", () => {
    const known = all(said("list/a"), total(400n));
    expect(newsIn(known, joinFacts(known, said("list/b"))).changed).toBe(false);
    const more = all(said("list/a"), total(800n));
    expect(newsIn(more, joinFacts(more, said("list/b"))).changed).toBe(true);
  });
});

it("of what names refunds by itself, every refund counts, and never one that nobody told", () => {
  fc.assert(
    fc.property(joinedFacts, (facts) => {
      const some = refundsThatCount(facts);
      expect(facts.refunds).toEqual(expect.arrayContaining([...some]));
      expect(new Set(some.map((one) => one.id))).toEqual(new Set(facts.refunds.map((one) => one.id)));
    }),
  );
});
