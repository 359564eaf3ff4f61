import { describe, expect, it } from "vitest";
import type { Figures, ReportLine } from "./report.ts";
import { shorten } from "./shorten.ts";

const figures = (currency: string, net: string, residue = "0"): Figures => ({
  currency,
  sales: 1,
  refunds: 0,
  gross: net,
  refunded: "0.00",
  fees: "0.00",
  taxes: "0.00",
  chargebacks: "0.00",
  adjustments: "0.00",
  net,
  residue,
});

const line = (key: string, ...all: Figures[]): ReportLine => ({ key, name: key, figures: all });

describe("a report that is too long to show", () => {
  it("is left as it is when it is not", () => {
    const lines = [line("a", figures("USD", "1.00"))];
    expect(shorten(lines, 1)).toEqual({ lines, others: 0, othersFigures: [] });
  });

  it("shows the rest as one line per currency that adds up exactly", () => {
    const lines = [
      line("a", figures("USD", "5.00")),
      line("b", figures("USD", "0.10", "0.004"), figures("JPY", "30")),
      line("c", figures("USD", "-0.25", "0.0005")),
    ];
    const { lines: shown, others, othersFigures } = shorten(lines, 1);
    expect(shown.map(({ key }) => key)).toEqual(["a"]);
    expect(others).toBe(2);
    expect(othersFigures).toMatchObject([
      { currency: "USD", sales: 2, net: "-0.15", gross: "-0.15", residue: "0.0045" },
      { currency: "JPY", sales: 1, net: "30" },
    ]);
  });
});
