import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readWith } from "../../spec/testing/row.ts";
import { tell } from "../../spec/testing/tell.ts";
import { profile } from "./transactions-csv.ts";

const text = readFileSync(new URL("../../../test/fixtures/csv/kofi/transactions.csv", import.meta.url), "utf8");
const header = "DateTime (UTC),From,Item,Received,Given,Currency,TransactionType,TransactionId,SalesTax";
const read = (row: string, more = {}) => readWith(profile, `${header}\n${row}\n`, more).rows.map(tell)[0];

describe("the Ko-fi transactions file", () => {
  it("reads tips and orders as sales, what was given to others as a payment, and never the message", () => {
    const lines = readWith(profile, text).rows.map(tell);
    expect(lines).toEqual([
      "sale 0a1b2c3d-0001 USD gross=300 at=2026-07-01T13:04:30 product.id=Ko-fi Support product.name=Ko-fi Support buyer.email=jo@example.com buyer.name=Jo Supporter notes.type=Tip notes.payment=PayPal",
      "sale 0a1b2c3d-0002 EUR gross=1200 at=2026-07-02T10:00:00 tax=200 product.id=Sticker Sheet product.name=Sticker Sheet country=DE buyer.email=max@example.de buyer.name=Max Shopper notes.type=Shop Order notes.payment=Stripe",
      "adjustment 0a1b2c3d-0003 USD amount=-500 at=2026-07-03T10:00:05 reason=payment notes.type=Tip",
      "sale 0a1b2c3d-0004 USD gross=-300 at=2026-07-04T10:00:05 nature=refund buyer.email=jo@example.com buyer.name=Jo Supporter notes.type=Refund notes.payment=PayPal",
    ]);
    expect(lines.join()).not.toContain("love");
  });

  it("uses the currency the person gave when the row has none", () => {
    expect(read("2026-07-01,Jo,,3.00,,,Tip,t1,", { currency: "GBP" })).toBe(
      "sale t1 GBP gross=300 dayAt=2026-07-01 product.id=Tip product.name=Tip buyer.name=Jo notes.type=Tip",
    );
  });

  it.each([
    ["2026-07-01,Jo,,3.00,,USD,Tip,,", "TransactionId is empty"],
    ["2026-07-01,Jo,,,,USD,Tip,t1,", "Received is empty"],
    [
      "2026-07-01,Jo,,three,,USD,Tip,t1,",
      `"three" in Received is not an amount: it is not written as a plain decimal number`,
    ],
    ["2026-07-01,Jo,,,-5.00,USD,Tip,t1,", `"-5.00" in Given is below zero`],
    ["2026-07-01,Jo,,3.00,,,Tip,t1,", "Currency is empty"],
    [",Jo,,3.00,,USD,Tip,t1,", "DateTime (UTC) is empty"],
    [
      "07/08/2026,Jo,,3.00,,USD,Tip,t1,",
      `"07/08/2026" in DateTime (UTC) is not a time: it could be day first or month first`,
    ],
  ])("refuses %s", (row, clause) => {
    expect(read(row)).toBe(`refused: ${clause}`);
  });
});
