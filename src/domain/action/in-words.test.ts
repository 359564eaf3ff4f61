import { describe, expect, it } from "vitest";
import type { Action } from "./action.ts";
import { actionLine, planLines } from "./in-words.ts";
import { patternOf } from "./pattern.ts";

const origin = { by: "strategy", id: "x" };
const act = (kind: string, parameters: object, more: object = {}) =>
  ({ kind, target: "gumroad", parameters, origin, ...more }) as unknown as Action;

describe("an action in words", () => {
  it("says what, where and how much, with the currency and without what is not so", () => {
    expect(actionLine(act("sale.refund", { sale: "s1", amount: 2_900n, currency: "USD" }))).toBe(
      "Refund a sale at gumroad: sale s1, 29.00 USD",
    );
    const price = { listing: "p1", price: 1_500n, currency: "JPY", announced: false, personal: true };
    expect(planLines(act("listing.price", price)).map(({ name, value }) => `${name} ${value}`)).toEqual([
      "listing p1",
      "price 1,500 JPY",
      "personal yes",
    ]);
  });

  it("reads as a sentence where nothing leaves and only one thing is said", () => {
    const text = "Your balance at Gumroad is large enough to be paid out.";
    expect(actionLine(act("reminder.show", { text }, { target: "inside" }))).toBe(`Show a reminder: ${text}`);
  });

  it("shows lists and amounts of a currency that nobody knows as they are", () => {
    const listing = { product: "p", title: "T", price: 5n, tags: ["a", "b"] };
    expect(planLines(act("listing.create", listing)).map(({ value }) => value)).toEqual(["p", "T", "5", "a, b"]);
    const odd = { what: "x", amount: 5n, currency: "ZZZ" };
    expect(planLines(act("order.place", odd)).map(({ value }) => value)).toEqual(["x", "5", "ZZZ"]);
  });
});

describe("the pattern of an action", () => {
  const mail = (changes: object, more: object = {}) =>
    patternOf(
      act(
        "mail.send",
        { receiver: "a", purpose: "recovery", from: "shop", subject: "Hello", text: "Cart", ...changes },
        more,
      ),
    );

  it("is the same for another receiver, and for other words of the same template", () => {
    expect(mail({ receiver: "b" })).toBe(mail({}));
    expect(mail({ template: "t1", text: "Other" })).toBe(mail({ template: "t1" }));
  });

  it("is another one for other words, another idea and another place", () => {
    const all = [
      mail({}),
      mail({ text: "Other" }),
      mail({ template: "t1" }),
      mail({}, { origin: { by: "strategy", id: "y" } }),
      mail({}, { origin: { by: "owner", id: "x" } }),
      mail({}, { target: "smtp" }),
      patternOf(act("sale.refund", { sale: "s", amount: 1n, currency: "USD" })),
    ];
    expect(new Set(all).size).toBe(all.length);
  });
});
