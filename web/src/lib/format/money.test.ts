import { describe, expect, it } from "vitest";
import { compare, negated, sumOf } from "./decimal.ts";
import { money, moneyParts } from "./money.ts";

const usd = (amount: string) => ({ amount, currency: "USD" });

describe("money", () => {
  it("is written bare in columns, with the symbol in a hero, with the code when asked", () => {
    expect(money(usd("6668.20"), { lang: "en" })).toBe("6,668.20");
    expect(money(usd("6668.20"), { lang: "en", show: "symbol" })).toBe("$6,668.20");
    expect(money(usd("6668.20"), { lang: "en", show: "code" })).toBe("USD\u00a06,668.20");
  });

  it("has a true minus before the symbol, and a plus only where it is wanted", () => {
    expect(money(usd("-125.00"), { lang: "en", show: "symbol" })).toBe("\u2212$125.00");
    expect(money(usd("46.00"), { lang: "en", plus: true })).toBe("+46.00");
    expect(money(usd("0.00"), { lang: "en", plus: true })).toBe("0.00");
  });

  it.each(["en", "sw", "hi"] as const)("never shortens and never uses letters but the ISO code: %s", (lang) => {
    const shown = money({ amount: "1234567.50", currency: "KES" }, { lang, show: "symbol" });
    expect(shown.replace(/[^\d.]/g, "")).toBe("1234567.50");
    expect(shown).toMatch(/^KES\u00a0/);
  });

  it("names any currency that is not the view's own", () => {
    expect(money({ amount: "64500.00", currency: "KES" }, { lang: "en", home: "USD", whole: true })).toBe(
      "KES\u00a064,500",
    );
    expect(money({ amount: "64500.50", currency: "KES" }, { lang: "en", home: "USD", whole: true })).toBe(
      "KES\u00a064,500.50",
    );
    expect(money(usd("5.00"), { lang: "en", home: "USD" })).toBe("5.00");
  });

  it("keeps the decimals of each currency and every digit of a long amount", () => {
    expect(money({ amount: "1200", currency: "JPY" }, { lang: "en" })).toBe("1,200");
    expect(money(usd("90071992547409931.05"), { lang: "en" })).toBe("90,071,992,547,409,931.05");
    expect(money(usd("1234567.50"), { lang: "hi" })).toBe("12,34,567.50");
  });

  it("gives a figure its cents apart", () => {
    expect(moneyParts(usd("-6668.20"), { lang: "en", show: "symbol" })).toEqual({
      sign: "\u2212",
      currency: "$",
      whole: "6,668",
      cents: ".20",
    });
  });

  it("shows what is no amount as it came, instead of a wrong number", () => {
    expect(money(usd("n/a"), { lang: "en" })).toBe("n/a");
  });
});

describe("decimal texts", () => {
  it("are added without rounding", () => {
    expect(sumOf(["0.1", "0.2"])).toBe("0.3");
    expect(sumOf(["7723.00", "-125.00", "-929.80"])).toBe("6668.20");
    expect(sumOf([])).toBe("0");
  });

  it("are compared by worth", () => {
    expect(compare("10.0", "10")).toBe(0);
    expect(compare("-2", "1")).toBe(-1);
    expect(compare("9007199254740993", "9007199254740992")).toBe(1);
  });

  it("turn their sign", () => {
    expect(negated("12.50")).toBe("-12.50");
    expect(negated("0.00")).toBe("0.00");
  });
});
