import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actionKinds, allActionKinds, isActionKind, kindRow, type ParametersOf } from "./kinds.ts";
import { parametersFromJson, parametersToJson } from "./parameters.ts";

const price = { listing: "l1", price: "1500", currency: "USD", announced: false, personal: false };

describe("the table of kinds", () => {
  it("knows its kinds and no others, not even names that every object has", () => {
    expect(allActionKinds()).toContain("payout.send");
    expect(isActionKind("listing.price")).toBe(true);
    expect(["rocket.launch", "toString", "__proto__", ""].filter(isActionKind)).toEqual([]);
    expect(kindRow("constructor")).toBeUndefined();
  });

  it("lets only what gives back, takes down or stops through a stop switch", () => {
    const protective = allActionKinds().filter((kind) => actionKinds[kind].protective);
    expect(protective).toEqual([
      "listing.unpublish",
      "post.delete",
      "sale.refund",
      "subscription.cancel",
      "payout.reverse",
      "person.erase",
    ]);
  });

  it("types the parameters of each kind", () => {
    const typed: ParametersOf<"listing.price"> = {
      listing: "l1",
      price: 1_500n,
      currency: "USD",
      announced: true,
      personal: false,
    };
    // @ts-expect-error an amount is never a number
    const wrong: ParametersOf<"sale.refund"> = { sale: "s", amount: 5, currency: "USD" };
    expect([typed.was, wrong.amount]).toEqual([undefined, 5]);
  });
});

describe("parameters as JSON", () => {
  it("come back as they were", () => {
    const read = parametersFromJson("listing.price", { ...price, disclosures: ["personal-price"] });
    expect(read).toEqual({ ok: true, value: { ...price, price: 1_500n, disclosures: ["personal-price"] } });
    expect(read.ok && parametersToJson({ ...read.value, was: undefined })).toEqual({
      ...price,
      disclosures: ["personal-price"],
    });
  });

  it("hold every amount the books can hold", () => {
    const max = 9_007_199_254_740_991n;
    fc.assert(
      fc.property(fc.bigInt({ min: -max, max }), (amount) => {
        const json = parametersToJson({ sale: "s", amount, currency: "USD" });
        expect(parametersFromJson("sale.refund", json)).toEqual({
          ok: true,
          value: { sale: "s", amount, currency: "USD" },
        });
      }),
    );
  });

  it.each<[string, unknown, string]>([
    ["nothing", null, 'The parameters of "listing.price" must be an object.'],
    ["a list", [], 'The parameters of "listing.price" must be an object.'],
    ["a text", "x", 'The parameters of "listing.price" must be an object.'],
    ["one missing", { ...price, currency: undefined }, '"listing.price" needs "currency".'],
    ["one too many", { ...price, colour: "red" }, '"listing.price" has no "colour".'],
    [
      "a number for an amount",
      { ...price, price: 15 },
      '"price" of "listing.price" is not an amount in minor units, written as text such as "1500".',
    ],
    [
      "an amount with a point",
      { ...price, price: "15.00" },
      '"price" of "listing.price" is not an amount in minor units, written as text such as "1500".',
    ],
    [
      "an amount too large",
      { ...price, price: "9007199254740992" },
      '"price" of "listing.price" is not an amount in minor units, written as text such as "1500".',
    ],
    [
      "an amount too small",
      { ...price, price: "-9007199254740992" },
      '"price" of "listing.price" is not an amount in minor units, written as text such as "1500".',
    ],
    ["a flag as text", { ...price, announced: "no" }, '"announced" of "listing.price" is not true or false.'],
    ["a text with half a character", { ...price, listing: "\ud800" }, '"listing" of "listing.price" is not a text.'],
    ["a text too long", { ...price, listing: "x".repeat(100_001) }, '"listing" of "listing.price" is not a text.'],
    [
      "a list that is none",
      { ...price, disclosures: "ai" },
      '"disclosures" of "listing.price" is not a list of texts.',
    ],
    [
      "a list with a number",
      { ...price, disclosures: ["ai", 1] },
      '"disclosures" of "listing.price" is not a list of texts.',
    ],
    [
      "a list too long",
      { ...price, disclosures: Array(1_001).fill("a") },
      '"disclosures" of "listing.price" is not a list of texts.',
    ],
  ])("with %s are refused in one sentence", (_, json, sentence) => {
    expect(parametersFromJson("listing.price", json)).toEqual({ ok: false, error: sentence });
  });

  it("takes whole numbers only", () => {
    const add = (sharePercent: unknown) => parametersFromJson("affiliate.add", { person: "p", sharePercent });
    expect(add(30).ok).toBe(true);
    expect([add(0.5), add("30"), add(2 ** 53)].map((one) => one.ok)).toEqual([false, false, false]);
  });
});
