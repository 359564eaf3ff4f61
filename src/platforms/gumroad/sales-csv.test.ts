import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readWith } from "../../spec/testing/row.ts";
import { tell } from "../../spec/testing/tell.ts";
import { profile } from "./sales-csv.ts";

const fixture = (name: string) =>
  readFileSync(new URL(`../../../test/fixtures/csv/gumroad/${name}`, import.meta.url), "utf8");
const told = (text: string) => readWith(profile, text).rows.map(tell);

const columns =
  "Purchase ID,Item Name,Purchase Date,Purchase Time (UTC timezone),Subtotal ($),Taxes ($),Shipping ($),Sale Price ($),Fees ($),Refunded?,Partial Refund ($),Fully Refunded?,Disputed?,Dispute Won?,Product ID";

/** One sale with some cells changed. */
function row(changes: Readonly<Record<string, string>>): string {
  const usual: Record<string, string> = {
    "Purchase ID": "p1",
    "Item Name": "Planner",
    "Purchase Date": "2026-11-12",
    "Purchase Time (UTC timezone)": "2026-11-12 17:41:08 UTC",
    "Subtotal ($)": "29.0",
    "Taxes ($)": "0.0",
    "Shipping ($)": "0.0",
    "Sale Price ($)": "29.0",
    "Fees ($)": "4.54",
    "Refunded?": "0",
    "Partial Refund ($)": "0.0",
    "Fully Refunded?": "0",
    "Disputed?": "0",
    "Dispute Won?": "0",
    "Product ID": "lgpqr",
    ...changes,
  };
  const names = columns.split(",");
  return `${columns}\n${names.map((name) => usual[name]).join(",")}\n`;
}
const base = "sale p1 USD gross=2900 at=2026-11-12T17:41:08";

describe("the Gumroad sales file", () => {
  it("reads the 2026 layout, each sale with what the file tells of it", () => {
    const lines = told(fixture("sales-2026.csv"));
    expect(lines).toHaveLength(14);
    expect(lines[0]).toBe(
      "sale Q0xNb3BhbC1zYWxlLTAwMQ== USD gross=2900 at=2026-11-12T17:41:08 fees.platform=454 status=completed product.id=lgpqr product.name=Linen Grid Planner quantity=1 country=US buyer.email=ines.okafor@example.net buyer.name=Ines Okafor notes.discount=AUTUMN25 notes.variants=A5 notes.payment=Card",
    );
    expect(lines.at(-1)).toBe("not data: totals");
  });

  it.each([
    ["sales-2022.csv", "fees.platform=454", "at=2022-03-05T17:41:08", 3],
    ["sales-2025.csv", "fees.platform=454", "at=2026-11-12T17:41:08", 7],
  ])("reads the layout of %s, where the fee's column or the time is written otherwise", (file, fee, at, rows) => {
    const lines = told(fixture(file));
    expect(lines).toHaveLength(rows);
    expect(lines[0]).toContain(fee);
    expect(lines[0]).toContain(at);
  });

  it("counts a time without a zone as UTC, whatever the shop's zone is", () => {
    const lines = readWith(profile, fixture("sales-2022.csv"), { timeZone: "Africa/Nairobi" }).rows.map(tell);
    expect(lines[1]).toContain("at=2022-03-05T23:59:00");
  });

  it.each([
    ["tax that Gumroad remits stays outside the gross", { "Taxes ($)": "5.51" }, "platformTax=551"],
    ["tax that the seller owes is inside the gross", { "Subtotal ($)": "27.0", "Taxes ($)": "2.0" }, "tax=200"],
    ["shipping is inside the gross", { "Subtotal ($)": "24.0", "Shipping ($)": "5.0" }, "shipping=500"],
    ["a partial refund is the running total", { "Refunded?": "1", "Partial Refund ($)": "9.5" }, "refunded=950"],
    ["a full refund gives back the gross", { "Refunded?": "1", "Fully Refunded?": "1" }, "refunded=2900"],
    ["a dispute is open until it is won", { "Disputed?": "1" }, "dispute=open"],
    ["a won dispute is told as such", { "Disputed?": "1", "Dispute Won?": "1" }, "dispute=won"],
    ["the apostrophe before a dangerous cell is taken back", { "Item Name": "'=Planner" }, "product.name==Planner"],
    ["a float sum that misses its cent by a hair is that cent", { "Subtotal ($)": "29.000000000000004" }, base],
  ])("%s", (_, changes, expected) => {
    expect(told(row(changes))[0]).toContain(expected);
  });

  it("takes what a plain sale leaves out as untold: no tax, no refund, no dispute", () => {
    expect(told(row({}))[0]).toBe(`${base} fees.platform=454 status=completed product.id=lgpqr product.name=Planner`);
  });

  it("books a free sale, a pre-order and a trial as what they are", () => {
    const lines = told(fixture("sales-2026.csv"));
    expect(lines.find((line) => line.includes("kfcjp"))).toContain("gross=0 ");
    expect(lines.filter((line) => line.includes("status=pending"))).toHaveLength(2);
  });

  it("does not take a product called Totals for the last row", () => {
    const reordered = "Item Name,Purchase ID,Purchase Date,Sale Price ($)\nTotals,p9,2026-11-12,5.0\nTotals,,,5.0\n";
    expect(told(reordered)).toEqual([
      "sale p9 USD gross=500 dayAt=2026-11-12 status=completed product.id=Totals product.name=Totals",
      "not data: totals",
    ]);
  });

  it("is not fooled by a shop's own columns that are called like Gumroad's", () => {
    const text = `${columns},Type,Country\np1,Planner,2026-11-12,,29.0,0.0,0.0,29.0,4.54,0,0.0,0,0,0,lgpqr,blue,red\n`;
    expect(told(text)[0]).toContain("gross=2900");
  });

  it.each([
    [{ "Sale Price ($)": "12.345" }, `"12.345" in Sale Price ($) has more decimals than USD has`],
    [{ "Sale Price ($)": "" }, "Sale Price ($) is empty"],
    [{ "Sale Price ($)": "-5.0" }, `"-5.0" in Sale Price ($) is below zero`],
    [
      { "Sale Price ($)": "1e3" },
      `"1e3" in Sale Price ($) is not an amount: it is not written as a plain decimal number`,
    ],
    [
      { "Sale Price ($)": "$29" },
      `"$29" in Sale Price ($) is not an amount: it is not written as a plain decimal number`,
    ],
    [
      { "Sale Price ($)": "90071992547409.92" },
      `"90071992547409.92" in Sale Price ($) is not an amount: it is larger than the books can hold (2^53 − 1 minor units)`,
    ],
    [
      { "Sale Price ($)": "ines@example.net" },
      "a text with an e-mail address in Sale Price ($) is not an amount: it is not written as a plain decimal number",
    ],
    [{ "Fees ($)": "abc" }, `"abc" in Fees ($) is not an amount: it is not written as a plain decimal number`],
    [{ "Purchase ID": "" }, "Purchase ID is empty"],
    [{ "Purchase ID": "x".repeat(201) }, "Purchase ID has 201 characters, more than the 200 of an id"],
    [{ "Purchase Date": "", "Purchase Time (UTC timezone)": "" }, "Purchase Date is empty"],
    [
      { "Purchase Time (UTC timezone)": "2026-02-30 10:00:00 UTC" },
      `"2026-02-30 10:00:00 UTC" in Purchase Date is not a time: the calendar has no such date`,
    ],
    [
      { "Purchase Time (UTC timezone)": "2026-11-12 24:00:00 UTC" },
      `"2026-11-12 24:00:00 UTC" in Purchase Date is not a time: the clock has no such time`,
    ],
    [{ "Refunded?": "perhaps" }, `"perhaps" in Refunded? is neither yes nor no`],
    [{ "Refunded?": "1" }, "Refunded? says yes, but neither Fully Refunded? nor Partial Refund ($) says how much"],
    [{ "Partial Refund ($)": "29.5", "Refunded?": "1" }, `"29.5" in Partial Refund ($) is more than the sale price`],
  ])("refuses %o in one clause", (changes, clause) => {
    expect(told(row(changes))[0]).toBe(`refused: ${clause}`);
  });

  it("says which column is missing when it is forced onto another file", () => {
    const context = {
      header: ["Purchase ID", "Item Name"],
      currency: undefined,
      timeZone: "UTC",
      fileName: "a.csv",
      fileHash: "h",
    };
    expect(profile.open(context)).toEqual({
      ok: false,
      error: 'This file has no column "Purchase Date", so it cannot be read as "Gumroad, sales".',
    });
  });
});
