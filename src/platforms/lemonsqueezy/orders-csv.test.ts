import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readWith } from "../../spec/testing/row.ts";
import { tell } from "../../spec/testing/tell.ts";
import { profile } from "./orders-csv.ts";

const fixture = (name: string) =>
  readFileSync(new URL(`../../../test/fixtures/csv/lemonsqueezy/${name}`, import.meta.url), "utf8");
const header = "identifier,order_number,currency,tax,total,refunded_amount,refunded,status,created_at";
const told = (row: string) => readWith(profile, `${header}\n${row}\n`).rows.map(tell)[0];

describe("the Lemon Squeezy orders file", () => {
  it("reads the API's fields in minor units; the tax it remits is not the seller's", () => {
    expect(readWith(profile, fixture("api.csv")).rows.map(tell)).toEqual([
      "sale 104e18a2-d755-4d4b-80c4-a6c1dcbe1c10 USD gross=1999 at=2026-08-17T09:45:53 status=completed platformTax=399 product.id=7001 product.name=Icon Set buyer.email=luke@example.com buyer.name=Luke Sky notes.order=1001 notes.variant=Personal",
      "sale 204e18a2-d755-4d4b-80c4-a6c1dcbe1c11 JPY gross=3000 at=2026-08-18T09:45:53 status=completed refunded=3000 refundedAt=2026-08-19T10:00:00 product.id=7002 product.name=Font buyer.email=leia@example.com buyer.name=Leia Org notes.order=1002 notes.variant=Desktop",
      "sale 304e18a2-d755-4d4b-80c4-a6c1dcbe1c12 USD gross=1000 at=2026-08-18T11:00:00 status=completed refunded=250 product.id=7001 product.name=Icon Set buyer.email=han@example.com buyer.name=Han Solo notes.order=1003 notes.variant=Personal",
      "sale 404e18a2-d755-4d4b-80c4-a6c1dcbe1c13 USD gross=1000 at=2026-08-18T12:00:00 status=completed test=true product.id=7001 product.name=Icon Set buyer.email=test@example.com buyer.name=Test Er notes.order=1004 notes.variant=Personal",
      "sale 504e18a2-d755-4d4b-80c4-a6c1dcbe1c14 USD gross=1000 at=2026-08-18T13:00:00 status=pending product.id=7001 product.name=Icon Set buyer.email=pen@example.com buyer.name=Pen Ding notes.order=1005 notes.variant=Personal",
    ]);
  });

  it("reads an export with columns for people, amounts with decimals and a fee", () => {
    expect(readWith(profile, fixture("export.csv")).rows.map(tell)).toEqual([
      "sale 2001 USD gross=199900 dayAt=2026-08-17 status=completed platformTax=39900 fees.platform=12040 product.id=Icon Set product.name=Icon Set buyer.email=luke@example.com buyer.name=Luke Sky notes.order=2001 notes.variant=Personal",
    ]);
  });

  it.each([
    [
      "a full refund gives back the gross, without the platform's tax",
      "a,1,USD,200,1200,1200,true,refunded,2026-01-01T00:00:00Z",
      "refunded=1000",
    ],
    [
      "a refund that is only flagged is a full one",
      "a,1,USD,200,1200,,true,refunded,2026-01-01T00:00:00Z",
      "refunded=1000",
    ],
    [
      "a partial refund never exceeds the gross",
      "a,1,USD,200,1200,1100,false,paid,2026-01-01T00:00:00Z",
      "refunded=1000",
    ],
    ["a failed payment", "a,1,USD,200,1200,0,false,failed,2026-01-01T00:00:00Z", "status=failed"],
    ["fraud that was caught", "a,1,USD,200,1200,0,false,fraudulent,2026-01-01T00:00:00Z", "status=failed"],
  ])("reads %s", (_, row, expected) => {
    expect(told(row)).toContain(expected);
  });

  it.each([
    [
      "a,1,USD,200,12.00,0,false,paid,2026-01-01T00:00:00Z",
      `"12.00" in total is not a whole number of minor units, as this layout has them`,
    ],
    ["a,1,USD,200,,0,false,paid,2026-01-01T00:00:00Z", "total is empty"],
    ["a,1,USD,1300,1200,0,false,paid,2026-01-01T00:00:00Z", `"1300" in tax is more than the total`],
    ["a,1,USD,0,1200,1300,false,paid,2026-01-01T00:00:00Z", "refunded_amount is more than the total"],
    ["a,1,USD,0,1200,0,maybe,paid,2026-01-01T00:00:00Z", `"maybe" in refunded is neither yes nor no`],
    [",,USD,0,1200,0,false,paid,2026-01-01T00:00:00Z", "order_number is empty"],
    ["a,1,,0,1200,0,false,paid,2026-01-01T00:00:00Z", "currency is empty"],
    ["a,1,USD,0,1200,0,false,paid,", "created_at is empty"],
  ])("refuses %s", (row, clause) => {
    expect(told(row)).toBe(`refused: ${clause}`);
  });

  it("leaves other shops' order files alone", () => {
    expect(profile.recognise(["Order", "Date", "Total", "Tax", "Status", "Currency"])).toBe(0);
  });
});
