import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Action } from "./action.ts";
import { holdOutOf, holdOutPercentMax } from "./hold-out.ts";

function price(listing: string, changes: Readonly<Record<string, unknown>> = {}): Action {
  return {
    kind: "listing.price",
    target: "gumroad",
    origin: { by: "strategy", id: "prices" },
    parameters: { listing, price: 900n, currency: "USD", announced: false, personal: false },
    ...changes,
  } as unknown as Action;
}

describe("what is held out for comparison", () => {
  it("is the same at each look, and of two ideas not the same", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.integer({ min: 1, max: holdOutPercentMax }), (listing, percent) => {
        expect(holdOutOf(price(listing), "idea", percent)).toEqual(holdOutOf(price(listing), "idea", percent));
      }),
    );
    const arms = (pattern: string) =>
      Array.from({ length: 100 }, (_, i) => holdOutOf(price(`l${i}`), pattern, 50)?.arm).join();
    expect(arms("one")).not.toBe(arms("other"));
  });

  it("is about as much as was planned, and grows with the plan without exchanging anybody", () => {
    const held = (percent: number) =>
      Array.from({ length: 10_000 }, (_, i) => i).filter(
        (i) => holdOutOf(price(`l${i}`), "idea", percent)?.arm === "held",
      );
    expect(held(10).length).toBeGreaterThan(900);
    expect(held(10).length).toBeLessThan(1_100);
    const more = new Set(held(20));
    expect(held(10).every((i) => more.has(i))).toBe(true);
  });

  it.each([
    ["what is not to be compared", price("l"), 0],
    ["the owner's own orders", price("l", { origin: { by: "owner", id: "owner" } }), 50],
    ["what an assistant proposes", price("l", { origin: { by: "assistant", id: "k" } }), 50],
    ["refunds", price("l", { kind: "sale.refund", parameters: { sale: "s" } }), 50],
    ["what is only for the owner", price("l", { kind: "human.step", parameters: { step: "s", text: "t" } }), 50],
    ["what happens to nothing in particular", price("", { kind: "post.publish", parameters: { text: "t" } }), 50],
    ["what is no kind of action", price("l", { kind: "rocket.launch" }), 50],
  ] as const)("is never %s", (_, action, percent) => {
    expect(holdOutOf(action, "idea", percent)).toBeUndefined();
  });
});
