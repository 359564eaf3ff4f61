import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readWith } from "../../spec/testing/row.ts";
import { tell } from "../../spec/testing/tell.ts";
import { profile as items } from "./items-csv.ts";
import { profile } from "./orders-csv.ts";

const fixture = (name: string) =>
  readFileSync(new URL(`../../../test/fixtures/csv/etsy/${name}`, import.meta.url), "utf8");
const columns =
  "Sale Date,Order ID,Currency,Order Value,Discount Amount,Shipping Discount,Shipping,Sales Tax,Order Total,Status,Card Processing Fees,Order Net,Adjusted Card Processing Fees,Adjusted Net Order Amount";
const usual: Readonly<Record<string, string>> = {
  "Sale Date": "01/02/26",
  "Order ID": "o1",
  Currency: "EUR",
  "Order Value": "20.00",
  "Discount Amount": "0.00",
  "Shipping Discount": "0.00",
  Shipping: "0.00",
  "Sales Tax": "0.00",
  "Order Total": "20.00",
  "Card Processing Fees": "1.10",
  "Order Net": "18.90",
};

function order(changes: Readonly<Record<string, string>>): string {
  const cells = { ...usual, ...changes };
  const row = columns.split(",").map((name) => `"${cells[name as keyof typeof cells] ?? ""}"`);
  return tell(readWith(profile, `${columns}\n${row.join(",")}\n`).rows[0] as never);
}

describe("the Etsy sold-orders file", () => {
  it("takes net and fee together as the gross, so that tax which Etsy remits never becomes the seller's", () => {
    const lines = readWith(profile, fixture("orders.csv")).rows.map(tell);
    expect(lines[0]).toBe(
      "sale 3900000001 EUR gross=7404 dayAt=2025-12-30 platformTax=681 fees.processing=353 status=completed country=US buyer.name=Andrew Dyer buyer.platformId=dyer7 notes.coupon=WINTER notes.payment=Credit Card",
    );
    expect(lines[1]).toContain("gross=1750 dayAt=2025-12-30 shipping=450 platformTax=62 fees.processing=120");
  });

  it.each([
    ["a plain order", {}, "sale o1 EUR gross=2000 dayAt=2026-01-02 fees.processing=110 status=completed"],
    [
      "tax the seller remits, which Etsy paid out",
      { "Sales Tax": "2.00", "Order Total": "22.00", "Order Net": "20.90" },
      "sale o1 EUR gross=2200 dayAt=2026-01-02 tax=200 fees.processing=110 status=completed",
    ],
    [
      "an order not paid through Etsy: price less discount plus shipping",
      { "Order Net": "0.00", "Card Processing Fees": "", "Discount Amount": "2.00", Shipping: "3.00" },
      "sale o1 EUR gross=2100 dayAt=2026-01-02 shipping=300 status=completed",
    ],
    [
      "an older file without a net",
      { "Order Net": "", "Card Processing Fees": "" },
      "sale o1 EUR gross=2000 dayAt=2026-01-02 status=completed",
    ],
    [
      "an order that a coupon made free",
      { "Discount Amount": "20.00", "Order Total": "0.00", "Order Net": "0.00", "Card Processing Fees": "0.00" },
      "sale o1 EUR gross=0 dayAt=2026-01-02 fees.processing=0 status=completed",
    ],
    [
      "adjusted columns that repeat the order are no refund",
      { "Adjusted Card Processing Fees": "1.10", "Adjusted Net Order Amount": "18.90" },
      "sale o1 EUR gross=2000 dayAt=2026-01-02 fees.processing=110 status=completed",
    ],
    [
      "a partial refund with the fee that came back",
      { "Adjusted Card Processing Fees": "0.80", "Adjusted Net Order Amount": "14.20" },
      "sale o1 EUR gross=2000 dayAt=2026-01-02 fees.processing=110 refunded=500 refunds=[id=adjusted amount=500 feeReturned=30] status=completed",
    ],
    [
      "a full refund, told by the status",
      { Status: "Refunded", "Adjusted Net Order Amount": "0.00" },
      "sale o1 EUR gross=2000 dayAt=2026-01-02 fees.processing=110 refunded=2000 status=completed",
    ],
    [
      "a cancelled order",
      { Status: "Canceled" },
      "sale o1 EUR gross=2000 dayAt=2026-01-02 fees.processing=110 status=cancelled",
    ],
    [
      "currency signs before the amounts",
      { "Order Value": "$20.00", "Order Total": "CA$20.00", "Card Processing Fees": "€1.10", "Order Net": "18.90 EUR" },
      "sale o1 EUR gross=2000 dayAt=2026-01-02 fees.processing=110 status=completed",
    ],
    [
      "decimal commas where they can be nothing else",
      { "Order Value": "20,00", "Order Total": "20,00", "Card Processing Fees": "1,10", "Order Net": "18,90" },
      "sale o1 EUR gross=2000 dayAt=2026-01-02 fees.processing=110 status=completed",
    ],
    [
      "thousands",
      {
        "Order Value": "1,250.00",
        "Order Total": "1,250.00",
        "Card Processing Fees": "50.00",
        "Order Net": "1,200.00",
      },
      "sale o1 EUR gross=125000 dayAt=2026-01-02 fees.processing=5000 status=completed",
    ],
    [
      "a year of four digits and ISO dates",
      { "Sale Date": "2026-01-02" },
      "sale o1 EUR gross=2000 dayAt=2026-01-02 fees.processing=110 status=completed",
    ],
  ])("reads %s", (_, changes, expected) => {
    expect(order(changes)).toBe(expected);
  });

  it.each([
    [{ Currency: "" }, "Currency is empty"],
    [{ Currency: "XXX" }, `"XXX" in Currency is not a currency the books know`],
    [{ "Order ID": "" }, "Order ID is empty"],
    [{ "Order Value": "" }, "Order Value is empty"],
    [{ "Order Value": "free" }, `"free" in Order Value is not an amount: it is not written as a plain decimal number`],
    [{ "Order Net": "18.901" }, `"18.901" in Order Net has more decimals than EUR has`],
    [{ "Order Net": "-18.90" }, "Order Net and Card Processing Fees add up to less than zero"],
    [{ "Card Processing Fees": "-1.10" }, `"-1.10" in Card Processing Fees is below zero`],
    [{ "Sale Date": "" }, "Sale Date is empty"],
    [{ "Sale Date": "13/02/26" }, `"13/02/26" in Sale Date is not a time: the calendar has no such date`],
    [
      { "Adjusted Net Order Amount": "-5.00" },
      "Adjusted Net Order Amount says that more was given back than the order brought",
    ],
  ])("refuses %o", (changes, clause) => {
    expect(order(changes)).toBe(`refused: ${clause}`);
  });

  it("counts the day in the owner's zone", () => {
    const [first] = readWith(profile, fixture("orders.csv"), { timeZone: "America/New_York" }).rows;
    expect(tell(first as never)).toContain("dayAt=2025-12-30T05:00:00");
  });
});

describe("the Etsy sold-order-items file", () => {
  it("gives each item as a line of its order, less the item's own discount", () => {
    expect(readWith(items, fixture("items.csv")).rows.map(tell)).toEqual([
      "sale 3900000001 EUR dayAt=2025-12-30 lines=[product.id=1500000001 product.name=Blockprint Poster, A3 quantity=1 amount=47.04 identity=4100000001] country=US buyer.name=Andrew Dyer",
      "sale 3900000001 EUR dayAt=2025-12-30 lines=[product.id=1500000002 product.name=Linen Ornament quantity=3 amount=27.00 identity=4100000002] country=US buyer.name=Andrew Dyer",
      "sale 3900000002 EUR dayAt=2025-12-30 lines=[product.id=1500000003 product.name=Sunset Card quantity=2 amount=10.00 identity=4100000003] country=US buyer.name=Jane Doe",
      "sale 3900000002 EUR dayAt=2025-12-30 lines=[product.id=1500000004 product.name=Sunset Sticker quantity=1 amount=3.00 identity=4100000004] country=US buyer.name=Jane Doe",
    ]);
  });

  it("is about the same sales as the orders file, which alone tells the gross: together nothing doubles", () => {
    const sales = (rows: ReturnType<typeof readWith>["rows"]) =>
      rows
        .flatMap((row) => (row.kind === "sightings" ? row.sightings : []))
        .map((sighting) => [sighting.id, "gross" in sighting]);
    expect(sales(readWith(items, fixture("items.csv")).rows)).toEqual([
      ["3900000001", false],
      ["3900000001", false],
      ["3900000002", false],
      ["3900000002", false],
    ]);
    expect(sales(readWith(profile, fixture("orders.csv")).rows).slice(0, 2)).toEqual([
      ["3900000001", true],
      ["3900000002", true],
    ]);
  });

  it.each([
    ["3.00", "5.00", "4100000009", "Mug", `"5.00" in Discount Amount is more than Item Total`],
    ["-3.00", "0.00", "4100000009", "Mug", `"-3.00" in Item Total is below zero`],
    ["", "0.00", "4100000009", "Mug", "Item Total is empty"],
    ["3.00", "0.00", "", "Mug", "Transaction ID is empty"],
    ["3.00", "0.00", "4100000009", "", "Item Name is empty"],
  ])("refuses an item of %s less %s, transaction %s, name %s", (total, discount, transaction, name, clause) => {
    const text = `Sale Date,Item Name,Item Total,Discount Amount,Currency,Transaction ID,Order ID\n01/02/26,${name},${total},${discount},EUR,${transaction},o1\n`;
    expect(readWith(items, text).rows.map(tell)).toEqual([`refused: ${clause}`]);
  });
});
