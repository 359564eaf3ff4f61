import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Action } from "./action.ts";
import type { ParameterValue } from "./kinds.ts";
import { type Plan, planHash } from "./plan-hash.ts";

const action: Action = {
  id: "a1",
  kind: "listing.price",
  target: "gumroad",
  account: "shop",
  book: "main",
  parameters: { listing: "l1", price: 1_500n, currency: "USD", announced: false, personal: false },
  reason: "It was looked at 200 times and not bought.",
  evidence: ["i1"],
  gain: { low: -100n, likely: 900n, high: 2_000n, currency: "USD" },
  worstCost: { amount: 400n, currency: "USD" },
  reversible: true,
  expiresAt: 1,
  idempotencyKey: "k1",
  origin: { by: "strategy", id: "prices" },
};

const value: fc.Arbitrary<ParameterValue> = fc.oneof(
  fc.string(),
  fc.maxSafeInteger(),
  fc.bigInt({ min: -(2n ** 53n), max: 2n ** 53n }),
  fc.boolean(),
  fc.array(fc.string(), { maxLength: 4 }),
);
const parameters = fc.dictionary(fc.string({ maxLength: 8 }), value, { maxKeys: 6 });
const planOf = (given: Record<string, ParameterValue>): Plan => ({
  kind: "k",
  target: "t",
  book: "b",
  parameters: given,
});
/** Another way to tell values apart than the one that is tested. */
const told = (given: Record<string, ParameterValue>): string =>
  JSON.stringify(
    Object.entries(given)
      .map(([name, one]) => [name, typeof one, typeof one === "bigint" ? `${one}` : one])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );

describe("the hash of a plan", () => {
  // Computed apart from this program, from the description in `planHash`.
  it("stays the same from release to release", () => {
    expect(planHash(action)).toBe("6a6b15f5b7354c2c4381b78a235e21cb9adeee3ac1a0b10c2d32cf1ccb421b32");
  });

  it("does not depend on when, why, by whom or with what hope it is done", () => {
    const later = { ...action, id: "a2", reason: "Another.", evidence: [], expiresAt: 9, idempotencyKey: "k2" };
    const cost = { amount: 1n, currency: "KES" };
    const other: Action = { ...later, worstCost: cost, origin: { by: "engine" }, reversible: false };
    expect(planHash(other)).toBe(planHash(action));
  });

  it("changes with what is done, where, on which account and in which book", () => {
    const { account: _, ...nowhere } = action;
    const hashes = [
      action,
      nowhere,
      { ...action, kind: "listing.update" },
      { ...action, target: "etsy" },
      { ...action, account: "other" },
      { ...action, book: "second" },
    ].map((plan) => planHash(plan as Plan));
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it("is equal exactly when all parameters are, in whatever order they stand", () => {
    fc.assert(
      fc.property(parameters, parameters, (a, b) => {
        expect(planHash(planOf(a)) === planHash(planOf(b))).toBe(told(a) === told(b));
        const turned = Object.fromEntries(Object.entries(a).reverse());
        expect(planHash(planOf(turned))).toBe(planHash(planOf(a)));
      }),
    );
  });

  it("changes with any one parameter changed, added or left away", () => {
    fc.assert(
      fc.property(parameters, fc.string({ maxLength: 8 }), value, (a, name, changed) => {
        const b = { ...a, [name]: changed };
        fc.pre(told(a) !== told(b));
        expect(planHash(planOf(b))).not.toBe(planHash(planOf(a)));
      }),
    );
  });

  it("tells values apart that print alike", () => {
    const alike: ParameterValue[] = ["1", 1, 1n, ["1"], true, "true", "yes", [], "", ["1", ""]];
    expect(new Set(alike.map((one) => planHash(planOf({ x: one })))).size).toBe(alike.length);
  });

  it("holds a parameter that is undefined for absent", () => {
    const plan = { kind: "k", target: "t", book: "b", parameters: { a: "1", b: undefined } };
    expect(planHash(plan)).toBe(planHash(planOf({ a: "1" })));
  });
});
