import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { booksOf, day, type Happened, net, proof, shopWeek, start, statementOf, told } from "../testing/shop-week.ts";
import { cutOf } from "./provable-payout.ts";
import type { StatedLine } from "./stated-line.ts";

describe("the proof of a payout, for any week of a shop", () => {
  it("finds nothing wrong in what is right, and leaves nothing on the balance", () => {
    fc.assert(
      fc.property(shopWeek, (all) => {
        const lines = statementOf(all);
        const found = proof(lines, booksOf(all));
        expect(found.breaks).toEqual([]);
        expect([found.booked, found.stated, found.residue]).toEqual([net(lines), net(lines), 0n]);
        expect(found.unexplained.size).toBe(0);
        expect(found.totals.reduce((sum, total) => sum + total.lines, 0)).toBe(lines.length);
      }),
    );
  });

  const injected = fc.record({ all: shopWeek, which: fc.nat(), off: fc.bigInt({ min: 1n, max: 999n }) });
  const target = (lines: readonly StatedLine[], which: number): StatedLine => {
    const named = lines.filter((line) => line.objectKey !== "" && line.net !== 0n);
    return named[which % named.length] as StatedLine;
  };

  it("finds exactly the sale that the books do not have", () => {
    fc.assert(
      fc.property(injected, ({ all, off }) => {
        const lines = statementOf(all);
        const stray = { ...(lines[0] as StatedLine), objectKey: "shop/sale/stray", net: off, line: lines.length };
        expect(told(proof([...lines, stray], booksOf(all)))).toEqual([`missing_here shop/sale/stray ${off}`]);
      }),
    );
  });

  it("finds exactly what no payout lists", () => {
    fc.assert(
      fc.property(injected, ({ all, which }) => {
        const lines = statementOf(all);
        const gone = target(lines, which);
        const rest = lines.filter((line) => line !== gone);
        expect(told(proof(rest, booksOf(all)))).toContain(`missing_there ${gone.objectKey} ${-gone.net}`);
        const found = proof(rest, booksOf(all));
        // A sale that is not listed takes its partner's part with it.
        expect(found.breaks.filter((one) => one.kind !== "amount_differs")).toHaveLength(1);
      }),
    );
  });

  it("finds exactly the amount that differs", () => {
    fc.assert(
      fc.property(injected, ({ all, which, off }) => {
        const lines = statementOf(all);
        const wrong = target(lines, which);
        const changed = { ...wrong, net: wrong.net + off, gross: (wrong.gross ?? 0n) + off };
        const found = proof(
          lines.map((line) => (line === wrong ? changed : line)),
          booksOf(all),
        );
        expect(told(found)).toEqual([`amount_differs ${wrong.objectKey} ${off}`]);
        expect([found.residue, found.unexplained.get("USD")]).toEqual([-off, off]);
      }),
    );
  });

  it("finds exactly the line that is listed twice", () => {
    fc.assert(
      fc.property(injected, ({ all, which }) => {
        const lines = statementOf(all);
        const again = { ...target(lines, which), line: lines.length };
        expect(told(proof([...lines, again], booksOf(all)))).toEqual([
          `duplicate_there ${again.objectKey} ${again.net}`,
        ]);
      }),
    );
  });

  it("finds exactly what was paid too much or too little", () => {
    fc.assert(
      fc.property(injected, ({ all, off }) => {
        const lines = statementOf(all);
        expect(told(proof(lines, booksOf(all), { amount: net(lines) - off }))).toEqual([`sum_differs - ${-off}`]);
      }),
    );
  });

  it("does not care in which order lines come", () => {
    fc.assert(
      fc.property(shopWeek, fc.infiniteStream(fc.nat()), (all, chance) => {
        const lines = statementOf(all);
        const shuffled = lines
          .map((line) => ({ line, at: chance.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ line }) => line);
        expect(proof(shuffled, booksOf(all))).toEqual(proof(lines, booksOf(all)));
      }),
    );
  });
});

describe("the time a statement covers", () => {
  it("goes from the end of the one before it, or its own first line, to the end of its last day", () => {
    const lines = [{ on: start + 2 * day }, { on: start + day }];
    expect(cutOf(lines, start, true)).toEqual({ from: start, to: start + 3 * day, closed: true });
    expect(cutOf(lines, undefined, false)).toEqual({ from: start + day, to: start + 3 * day, closed: false });
  });
});

describe("a large payout", () => {
  it("of ten thousand lines is proven in a blink", () => {
    const all = Array.from(
      { length: 10_000 },
      (_, i): Happened => ({
        price: BigInt(1_000 + i),
        fee: 99n,
        partner: 0n,
        on: i % 7,
        refunds: [],
        dispute: "none",
      }),
    );
    const lines = statementOf(all);
    const objects = booksOf(all);
    const before = performance.now();
    expect(proof(lines, objects).breaks).toEqual([]);
    // Generous, for a busy machine: a proof that went over all lines for each line would take minutes.
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});
