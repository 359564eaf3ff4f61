import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answer } from "./http.ts";
import { jsonOf } from "./json.ts";

const answer = (text: string): Answer => ({ status: 200, header: () => undefined, text, startedAt: 0 });
const read = (text: string): unknown => {
  const result = jsonOf(answer(text), "Gumroad");
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};
const refusal = (text: string): string => {
  const result = jsonOf(answer(text), "Gumroad");
  return result.ok ? "taken" : `${result.error.code}: ${result.error.sentence}`;
};

describe("data from a service", () => {
  it("is what it says", () => {
    expect(read('{"success":true,"sales":[{"price":1000,"name":"grüß"}]}')).toEqual({
      success: true,
      sales: [{ price: 1000, name: "grüß" }],
    });
    expect(read(" [1.10, -0.5, 0, 1e3, 9007199254740991] ")).toEqual([1.1, -0.5, 0, 1000, 9_007_199_254_740_991]);
    expect(read("null")).toBe(null);
  });

  it("keeps every digit of a number that JavaScript would round", () => {
    expect(read('{"id":12345678901234567890,"a":[0.12345678901234567,-9007199254740993,1e400,1e-400,0e5]}')).toEqual({
      id: "12345678901234567890",
      a: ["0.12345678901234567", "-9007199254740993", "1e400", "1e-400", 0],
    });
    expect(read('{"amount":90071992547409.91}')).toEqual({ amount: "90071992547409.91" });
  });

  it("never turns a decimal of money into another one", () => {
    const decimal = fc.tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 6 }));
    fc.assert(
      fc.property(decimal, ([units, places]) => {
        const digits = (units < 0n ? -units : units).toString().padStart(places + 1, "0");
        const whole = digits.slice(0, digits.length - places);
        const source = `${units < 0n ? "-" : ""}${whole}${places > 0 ? `.${digits.slice(-places)}` : ""}`;
        const [value] = read(`[${source}]`) as [number | string];
        const plain = (text: string): string =>
          text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text;
        const shown = typeof value === "number" && !Number.isInteger(value) ? value.toFixed(places) : String(value);
        expect(plain(shown).replace(/^-0$/, "0")).toBe(plain(source).replace(/^-0$/, "0"));
      }),
    );
  });

  it("cannot change what objects are", () => {
    const value = read('{"__proto__":{"admin":true},"a":{"\\u005f_proto__":{"admin":true},"b":1}}');
    expect(value).toEqual({ a: { b: 1 } });
    expect(Object.keys(Object.assign({}, value))).toEqual(["a"]);
    expect((Object.assign({}, value) as { admin?: unknown }).admin).toBeUndefined();
    expect(read('{"a":1,"a":2}')).toEqual({ a: 2 });
  });

  it.each([
    ["", "empty: Gumroad answered with nothing where data was expected."],
    [" \n", "empty: Gumroad answered with nothing where data was expected."],
    ["<!DOCTYPE html><title>Down</title>", "html-page: Gumroad answered with a web page where data was expected."],
    ["\n <html lang=en>", "html-page: Gumroad answered with a web page where data was expected."],
    ['{"sales":[{"id":"a', "cut-short: Gumroad answered with data that ends in the middle."],
    ['{"sales":[{"id":"a\\"}', "cut-short: Gumroad answered with data that ends in the middle."],
    ["[1,2", "cut-short: Gumroad answered with data that ends in the middle."],
    ["Retry later", "not-json: Gumroad answered with something that is not the data expected."],
    ["{'a':1}", "not-json: Gumroad answered with something that is not the data expected."],
    ['{"a":1}}', "not-json: Gumroad answered with something that is not the data expected."],
  ])("is refused with one sentence when it is %j", (text, sentence) => expect(refusal(text)).toBe(sentence));

  it("is refused when it is nested beyond reason, however deep", () => {
    const nested = (levels: number): string => "[".repeat(levels) + "]".repeat(levels);
    expect(refusal(nested(64))).toBe("taken");
    expect(refusal(nested(65))).toMatch(/^too-deep/);
    expect(refusal('{"a":'.repeat(70) + "1" + "}".repeat(70))).toMatch(/^too-deep/);
    expect(refusal(nested(2_000_000))).toMatch(/^(?:too-deep|not-json)/);
  });

  it("is refused when it is cut anywhere", () => {
    const whole = '{"success":true,"sales":[{"id":"x","price":12.5,"note":"a \\"b\\" {[","at":null}]}';
    for (let end = 1; end < whole.length; end++) expect(refusal(whole.slice(0, end))).toMatch(/^cut-short/);
  });
});
