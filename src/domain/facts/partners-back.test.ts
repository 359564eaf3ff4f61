import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { partnersBack as shared } from "./partners-back.ts";

const gross = 2_900n;
const part = 290n;
const refund = (amount: bigint, partners: bigint | "rest", at = 5) => ({
  amount,
  partners,
  at,
  tax: 0n,
  feeReturned: 0n,
});
const partnersBack = (...all: Parameters<typeof shared>) => {
  const back = shared(...all);
  return { refunds: back.refunds.map((one) => one.partners), dispute: back.dispute };
};
const dispute = (state: string, amount?: bigint, openedAt = 5) => ({
  state,
  openedAt,
  returnsPartners: true,
  ...(amount === undefined ? {} : { amount }),
});

describe("a partner's part comes back", () => {
  it("with a dispute, and again with the refund after it was won", () => {
    const back = partnersBack(part, gross, [refund(gross, "rest")], dispute("won", gross));
    expect(back).toEqual({ refunds: [290n], dispute: 290n });
    expect(partnersBack(part, gross, [refund(333n, 33n)], dispute("won", gross))).toEqual({
      refunds: [33n],
      dispute: 290n,
    });
  });

  it("with a dispute as far as no refund before it gave it back, also when all is of one day", () => {
    const all = [refund(500n, 50n), refund(333n, 33n), refund(2_067n, 207n)];
    expect(partnersBack(part, gross, all, dispute("won", gross - 333n))).toEqual({
      refunds: [33n, 50n, 207n],
      dispute: 257n,
    });
  });

  it("with a dispute less what the refunds gave that come to what was gone of the price, in whatever order they are told", () => {
    const all = [refund(100n, 10n), refund(211n, 21n)];
    expect(partnersBack(part, gross, all, dispute("won", gross - 211n)).dispute).toBe(269n);
    expect(partnersBack(part, gross, all.toReversed(), dispute("won", gross - 211n)).dispute).toBe(269n);
    const days = [refund(211n, 21n, 1), refund(211n, 21n, 1), refund(100n, 10n, 8), refund(322n, 33n, 8)];
    expect(partnersBack(part, gross, days, dispute("won", gross - 422n)).dispute).toBe(248n);
  });

  it("by the time of things where no refunds come to what was gone of the price, however many there are", () => {
    expect(partnersBack(part, gross, [refund(100n, 10n, 1)], dispute("won", gross - 50n)).dispute).toBe(280n);
    const many = Array.from({ length: 24 }, (_, i) => refund(1n << BigInt(i), 1n, i < 4 ? 1 : 9));
    expect(partnersBack(part, 1n << 30n, many, dispute("won", (1n << 30n) - (1n << 23n) - 1n)).dispute).toBe(286n);
  });

  it("only once where the dispute was not won", () => {
    for (const state of ["open", "lost"]) {
      const back = partnersBack(part, gross, [refund(333n, 33n, 1), refund(100n, "rest", 9)], dispute(state));
      expect(back).toEqual({ refunds: [33n, 0n], dispute: 257n });
    }
  });

  it("by the time of things where nobody said what the dispute took", () => {
    const all = [refund(333n, 33n, 4), refund(400n, 40n, 6)];
    expect(partnersBack(part, gross, all, dispute("won")).dispute).toBe(257n);
  });

  it("with refunds alone where there is no dispute, or where it gives nothing back", () => {
    const all = [refund(333n, 33n), refund(100n, "rest")];
    expect(partnersBack(part, gross, all, undefined)).toEqual({ refunds: [33n, 257n], dispute: 0n });
    const other = { state: "open", openedAt: 9, returnsPartners: false };
    expect(partnersBack(part, gross, all, other)).toEqual({ refunds: [33n, 257n], dispute: 0n });
  });

  it("never beyond what there was, before a dispute is won and after", () => {
    const one = fc.tuple(fc.bigInt(0n, 900n), fc.nat(9)).map(([amount, at]) => refund(amount, "rest", at));
    const taken = fc.option(fc.bigInt(0n, 2_900n), { nil: undefined });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 4 }), fc.constantFrom("open", "won", "lost"), taken, (all, state, sum) => {
        const back = partnersBack(part, gross, all, dispute(state, sum));
        const refunds = back.refunds.reduce((a, b) => a + b, 0n);
        expect(back.refunds).toHaveLength(all.length);
        expect(back.dispute).toBeLessThanOrEqual(part);
        expect(refunds).toBeLessThanOrEqual(part);
        if (state !== "won") expect(refunds + back.dispute).toBeLessThanOrEqual(part);
      }),
    );
  });
});
