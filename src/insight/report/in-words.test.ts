import { describe, expect, it } from "vitest";
import { completenessInWords, headline, periodName } from "./in-words.ts";
import type { Figures, Report } from "./report.ts";

const nothing: Figures = {
  currency: "USD",
  sales: 0,
  refunds: 0,
  gross: "0.00",
  refunded: "0.00",
  fees: "0.00",
  taxes: "0.00",
  chargebacks: "0.00",
  adjustments: "0.00",
  net: "0.00",
  residue: "0",
};

const report: Report = {
  book: "main",
  timeZone: "Africa/Nairobi",
  period: { from: "2026-11-01", to: "2026-11-30" },
  grouping: "source",
  madeAt: "2026-11-20T09:00:00.000Z",
  totals: [],
  lines: [],
  completeness: { state: "nothing-read", sources: [], incompleteSales: 0 },
};

describe("a report in words", () => {
  it("names the period as a person would", () => {
    expect(periodName({ from: "2026-02-01", to: "2026-02-28" })).toBe("in February 2026");
    expect(periodName({ from: "2026-02-01", to: "2026-02-27" })).toBe("from 1 Feb 2026 to 27 Feb 2026");
    expect(periodName({ from: "2026-02-03", to: "2026-02-28" })).toBe("from 3 Feb 2026 to 28 Feb 2026");
    expect(periodName({ from: "2026-01-01", to: "2026-02-28" })).toBe("from 1 Jan 2026 to 28 Feb 2026");
    expect(periodName({ from: "2026-02-03", to: "2026-02-03" })).toBe("on 3 Feb 2026");
  });

  it("says what was earned in every currency, and nothing of currencies without figures", () => {
    const totals = [
      nothing,
      { ...nothing, currency: "KES", net: "64500.00" },
      { ...nothing, currency: "EUR", refunds: 1, net: "-5.00" },
    ];
    expect(headline({ ...report, totals })).toBe("Earned in November 2026: 64,500.00 KES and \u22125.00 EUR.");
    expect(headline({ ...report, totals: [nothing] })).toBe("Nothing is booked in November 2026.");
  });

  it("counts a sale that brought nothing as something that happened", () => {
    expect(headline({ ...report, totals: [{ ...nothing, sales: 1 }] })).toBe("Earned in November 2026: 0.00 USD.");
  });

  it("says how complete it is, and what is missing, in local time", () => {
    expect(completenessInWords(report).sentence).toBe("Nothing has been imported yet.");
    const complete = { state: "complete", sources: [], incompleteSales: 0 } as const;
    expect(completenessInWords({ ...report, completeness: complete })).toEqual({
      sentence: "Complete: every source was read to the end of this time.",
      reasons: [],
    });
    const source = { readFrom: "", readTo: "", refusedRows: 0 };
    const partial = {
      state: "at-least",
      sources: [
        { ...source, source: "etsy", state: "at-least", why: "its files end at 2026-11-05T08:20:00.000Z" },
        { ...source, source: "gumroad", state: "complete" },
      ],
      incompleteSales: 1,
    } as const;
    expect(completenessInWords({ ...report, completeness: partial })).toEqual({
      sentence: "At least, because not everything was read:",
      reasons: ["etsy: its files end at 5 Nov 2026 11:20.", "1 sale is known but cannot be booked yet."],
    });
    const refunds = { state: "at-least", sources: [], incompleteSales: 0, waitingRefunds: 2 } as const;
    expect(completenessInWords({ ...report, completeness: refunds }).reasons).toEqual([
      "2 sales were refunded in part, but nobody has said how much yet.",
    ]);
  });
});
