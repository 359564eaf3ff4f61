import { expect, it } from "vitest";
import { fits } from "./palette-rows.ts";

it("finds by the beginnings of words, in any order, accents aside", () => {
  expect(fits("Language: Kiswahili", "kis lan")).toBe(true);
  expect(fits("Réglages", "regl")).toBe(true);
  expect(fits("Money", "oney")).toBe(false);
  expect(fits("Money", "")).toBe(true);
});
