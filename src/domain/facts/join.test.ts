import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinedFacts, saleFacts } from "../testing/arbitrary-facts.ts";
import { decodeFacts, encodeFacts } from "./codec.ts";
import { type Facts, field, noFacts, occurrences } from "./facts.ts";
import { factsOf } from "./from-sighting.ts";
import { joinFacts } from "./join.ts";
import type { SaleSighting } from "./sighting.ts";

const text = encodeFacts;

describe("joining facts", () => {
  it("does not care which of two is first", () => {
    fc.assert(
      fc.property(joinedFacts, joinedFacts, (a, b) => {
        expect(text(joinFacts(a, b))).toBe(text(joinFacts(b, a)));
      }),
    );
  });

  it("does not care how three are grouped", () => {
    fc.assert(
      fc.property(joinedFacts, joinedFacts, joinedFacts, (a, b, c) => {
        expect(text(joinFacts(joinFacts(a, b), c))).toBe(text(joinFacts(a, joinFacts(b, c))));
      }),
    );
  });

  it("learns nothing from what it knows", () => {
    fc.assert(
      fc.property(joinedFacts, joinedFacts, (a, b) => {
        const both = joinFacts(a, b);
        expect(text(joinFacts(both, a))).toBe(text(both));
        expect(text(joinFacts(both, both))).toBe(text(both));
      }),
    );
  });

  it("keeps everything when nothing is added", () => {
    fc.assert(
      fc.property(joinedFacts, (a) => {
        expect(text(joinFacts(a, noFacts("sale")))).toBe(text(a));
      }),
    );
  });

  it("comes to the same whatever the order and however often each look is taken", () => {
    fc.assert(
      fc.property(
        fc
          .array(saleFacts, { minLength: 1, maxLength: 5 })
          .chain((looks) =>
            fc.tuple(
              fc.constant(looks),
              fc.shuffledSubarray([...looks, ...looks], { minLength: looks.length * 2, maxLength: looks.length * 2 }),
            ),
          ),
        ([looks, shuffled]) => {
          const once = looks.reduce(joinFacts, noFacts("sale"));
          expect(text(shuffled.reduce(joinFacts, noFacts("sale")))).toBe(text(once));
        },
      ),
    );
  });

  it("survives being written down and read again", () => {
    fc.assert(
      fc.property(joinedFacts, (a) => {
        expect(decodeFacts(text(a))).toEqual(a);
      }),
    );
  });
});

const look = (sale: Partial<SaleSighting>, at: number, file = "1", line = 1): Facts =>
  factsOf({ kind: "sale", id: "s", ...sale }, { at, by: "x" }, { file, line });

it("reads facts that were written before a partner's part could come back", () => {
  const old = `{"kind":"sale","views":[],"refunds":[["r",1,"x",null,"500","0","20"]]}`;
  expect(decodeFacts(old).refunds).toEqual([
    { id: "r", at: 1, by: "x", amount: 500n, tax: 0n, feeReturned: 20n, partners: 0n },
  ]);
  expect(text(decodeFacts(old))).toBe(old);
});

describe("what joined facts say", () => {
  it("is the newest word for each field", () => {
    const facts = joinFacts(look({ currency: "USD", gross: 100n }, 5), look({ gross: 90n }, 9));
    expect([field(facts, "gross"), field(facts, "currency"), field(facts, "country")]).toEqual([
      "90",
      "USD",
      undefined,
    ]);
  });

  it("counts equal lines of one file, but not those of a second export of the same", () => {
    const line = {
      product: { id: "p", name: "P" },
      quantity: { units: 1n, scale: 0 },
      amount: { units: 5n, scale: 0 },
      identity: "same",
    };
    const first = look({ lines: [line, line] }, 1, "1", 10);
    const again = look({ lines: [line] }, 1, "1", 11);
    const overlapping = look({ lines: [line, line] }, 2, "2", 4);
    const facts = [first, again, overlapping].reduce(joinFacts);
    expect(facts.lines.map(occurrences)).toEqual([3]);
  });

  it("keeps the greater of two spellings of a line's product, whichever came first", () => {
    const line = (name: string) => ({
      product: { id: "p", name },
      quantity: { units: 1n, scale: 0 },
      amount: { units: 5n, scale: 0 },
      identity: "i",
    });
    const a = look({ lines: [line("Mug")] }, 1);
    const b = look({ lines: [line("mug")] }, 1, "2");
    expect([joinFacts(a, b), joinFacts(b, a)].map((facts) => facts.lines[0]?.productName)).toEqual(["mug", "mug"]);
  });

  it("takes the newest word on an itemised refund, and a fixed one of two said at once", () => {
    const said = (amount: bigint, at: number) => look({ refunds: [{ id: "r", amount, at: 50 }] }, at);
    expect(joinFacts(said(10n, 1), said(20n, 2)).refunds[0]?.amount).toBe(20n);
    expect(joinFacts(said(10n, 1), said(20n, 1)).refunds).toEqual(joinFacts(said(20n, 1), said(10n, 1)).refunds);
  });

  it("refuses to join facts of two kinds", () => {
    expect(() => joinFacts(noFacts("sale"), noFacts("payout"))).toThrow("one kind");
  });
});
