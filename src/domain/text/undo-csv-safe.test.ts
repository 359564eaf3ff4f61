import { describe, expect, it } from "vitest";
import { undoCsvSafe } from "./undo-csv-safe.ts";

describe("a cell that an exporter made safe for spreadsheets", () => {
  it.each([
    ["'-12.50", "-12.50"],
    ["'=SUM(A1)", "=SUM(A1)"],
    ["'+254700", "+254700"],
    ["'@name", "@name"],
    ["'|x", "|x"],
    ["'%1", "%1"],
  ])("gives back %j as %j", (cell, text) => {
    expect(undoCsvSafe(cell)).toBe(text);
  });

  it.each(["", "'", "plain", "'tis the season", "''-1", "-1", "it's"])("leaves %j alone", (cell) => {
    expect(undoCsvSafe(cell)).toBe(cell);
  });
});
