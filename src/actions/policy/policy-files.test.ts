import { describe, expect, it } from "vitest";
import { surprisesOf } from "../../domain/policy/run-fixture.ts";
import { mutationsOf } from "./testing/mutations.ts";
import { shippedRules } from "./testing/policy-files.ts";

const set = shippedRules();

/** What the catalogue of ethics and law names: none may be lost. */
const catalogue =
  `PLAT-01 EBAY-01 EBAY-02 ETSY-01 ETSY-02 ETSY-03 ETSY-04 ETSY-05 ETSY-06 GUM-01 GUM-02 GUM-03 GUM-04 X-01
  SOC-01 WA-01 US-CAN-01 US-CAN-02 US-CAN-03 US-CAN-04 US-CAN-05 US-CAN-06 UK-PECR-22 EU-EPR-13 MAIL-01 MAIL-02 MAIL-03
  MAIL-04 GDPR-21 GDPR-22 GDPR-17 GDPR-5 CARD-01 CARD-02 CARD-03 CARD-04 CARD-05 CARD-06 SUB-01 MPESA-01 MPESA-02
  MPESA-03 EU-OMN-01 EU-OMN-02 US-NY-01 PRICE-01 PRICE-02 FTC-01 FTC-02 FTC-03 AI-01 AI-02 AI-03 SCRAPE-01 TRADE-01
  LEAD-01`.split(/\s+/);

describe("the rules that come with Millrace", () => {
  it("hold every rule of the catalogue, each once", () => {
    const ids = set.rules.map((rule) => rule.id);
    expect(catalogue.filter((id) => !ids.includes(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(set.rules.map((rule) => [rule.id, rule] as const))(
    "%s decides its own examples as its file says",
    (_, rule) => {
      expect(surprisesOf(rule, set.tables)).toEqual([]);
      expect(rule.fixtures.allow.length).toBeGreaterThan(0);
      expect(rule.fixtures.deny.length + rule.fixtures.ask.length).toBeGreaterThan(0);
    },
  );

  it.each(set.rules.map((rule) => [rule.id, rule] as const))("%s cannot be changed unnoticed", (_, rule) => {
    const unnoticed = mutationsOf(rule, set.tables).filter(
      (mutation) => surprisesOf(mutation.rule, mutation.tables).length === 0,
    );
    expect(unnoticed.map(({ what }) => what)).toEqual([]);
  });
});
