import { describe, expect, it } from "vitest";
import { countryCode } from "./country.ts";
import { countryTable } from "./country-table.ts";

describe("a country as exports write it", () => {
  it.each([
    ["United Kingdom", "GB"],
    ["EIRE", "IE"],
    ["USA", "US"],
    ["U.S.A.", "US"],
    ["Kenya", "KE"],
    ["RSA", "ZA"],
    ["de", "DE"],
    ["DEU", "DE"],
    ["Germany", "DE"],
    ["Deutschland", "DE"],
    ["UK", "GB"],
    ["Côte d’Ivoire", "CI"],
    ["Cote d'Ivoire", "CI"],
    ["Trinidad & Tobago", "TT"],
    ["The Netherlands", "NL"],
    ["  Czech Republic ", "CZ"],
    ["TÜRKIYE", "TR"],
    ["Turkey", "TR"],
    ["Österreich", "AT"],
    ["Hong Kong", "HK"],
    ["Korea, Republic of", "KR"],
    ["United  Arab Emirates", "AE"],
  ])("reads %s as %s", (text, code) => {
    expect(countryCode(text)).toBe(code);
  });

  it.each(["", "   ", "Unspecified", "UNKNOWN", "-"])("takes %j as not given", (text) => {
    expect(countryCode(text)).toBe("");
  });

  it("keeps what names no country, trimmed", () => {
    expect(countryCode(" Channel Islands ")).toBe("Channel Islands");
    expect(countryCode("European Community")).toBe("European Community");
    expect(countryCode("constructor")).toBe("constructor");
  });

  it("knows the English name that the runtime's own data gives to every code", () => {
    const names = new Intl.DisplayNames(["en"], { type: "region" });
    const all = [...countryTable.matchAll(/(?:^|\||\n)([A-Z]{2}) /g)].map((m) => String(m[1]));
    expect(all.length).toBe(250);
    expect(new Set(all).size).toBe(250);
    const missed = all
      .filter((code) => countryCode(String(names.of(code))) !== code)
      .map((code) => `${code} ${names.of(code)}`);
    expect(missed).toEqual([]);
  });
});
