import { expect, it } from "vitest";
import { csvLine, csvText } from "./csv-cell.ts";
import { undoCsvSafe } from "./undo-csv-safe.ts";

it.each([
  ["plain", "plain"],
  ["", ""],
  ["=1+1", "'=1+1"],
  ["+44", "'+44"],
  ["-5", "'-5"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["＝1", "'＝1"],
  ["\tx", "'\tx"],
  ["a,b", '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ["two\nlines", '"two\nlines"'],
  ['=A1,"x"', `"'=A1,""x"""`],
])("the text %j is written %j", (text, cell) => {
  expect(csvText(text)).toBe(cell);
});

it("a reader that takes the apostrophe back has the text again", () => {
  for (const text of ["=1", "+1", "-1", "@a", "plain"]) expect(undoCsvSafe(csvText(text))).toBe(text);
});

it("a line ends as RFC 4180 asks", () => {
  expect(csvLine(["a", "1.00"])).toBe("a,1.00\r\n");
});
