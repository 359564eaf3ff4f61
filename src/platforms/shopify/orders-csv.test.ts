import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readWith } from "../../spec/testing/row.ts";
import { tell } from "../../spec/testing/tell.ts";
import { profile } from "./orders-csv.ts";

const text = readFileSync(new URL("../../../test/fixtures/csv/shopify/orders.csv", import.meta.url), "utf8");
const header =
  "Name,Financial Status,Paid at,Currency,Taxes,Shipping,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Cancelled at,Payment Method,Refunded Amount";
const told = (...rows: readonly string[]) => readWith(profile, [header, ...rows, ""].join("\n")).rows.map(tell);
const line = "lines=[product.id=Mug product.name=Mug quantity=1 amount=20.00 identity=|Mug|20.00|1]";

describe("the Shopify orders file", () => {
  it("takes the order from its first row and every row's item as a line", () => {
    expect(readWith(profile, text).rows.map(tell).slice(0, 2)).toEqual([
      "sale 5550000000050 EUR gross=10823 at=2026-05-01T07:59:00 status=completed tax=833 shipping=733 country=NL buyer.email=buyer50@example.com buyer.name=Buyer 50 notes.order=#1050 notes.payment=Shopify Payments notes.discount=SPRING lines=[product.id=C-1 product.name=Course, part one quantity=1 amount=62.95 identity=C-1|Course, part one|62.95|1]",
      "sale 5550000000050 EUR lines=[product.id=C-2 product.name=Course, part two quantity=1 amount=37.95 identity=C-2|Course, part two|37.95|1]",
    ]);
  });

  it("keeps two equal items of one order as two", () => {
    const last = readWith(profile, text).rows.map(tell).slice(-2);
    expect(last.every((told) => told.includes("identity=|Sticker|5.00|3"))).toBe(true);
  });

  it.each([
    ["paid", "2026-05-01 10:00:00 +0200", "", "0.00", "status=completed"],
    ["partially_refunded", "2026-05-01 10:00:00 +0200", "", "5.00", "status=completed refunded=500"],
    ["refunded", "2026-05-01 10:00:00 +0200", "2026-05-02 10:00:00 +0200", "", "status=completed refunded=2000"],
    ["pending", "", "", "0.00", "status=pending"],
    ["authorized", "", "", "0.00", "status=pending"],
    ["voided", "", "", "0.00", "status=failed"],
    ["voided", "", "2026-05-02 10:00:00 +0200", "0.00", "status=cancelled"],
    ["expired", "", "", "0.00", "status=failed"],
    ["something new", "2026-05-01 10:00:00 +0200", "", "0.00", "status=completed"],
    ["something new", "", "", "0.00", "status=pending"],
  ])(
    "reads the financial status %s (paid at %s, cancelled at %s, refunded %s)",
    (status, paid, cancelled, refunded, expected) => {
      const [read] = told(
        `#1,${status},${paid},EUR,0,0,20.00,2026-05-01 09:59:00 +0200,1,Mug,20.00,${cancelled},Card,${refunded}`,
      );
      expect(read).toContain(`sale #1 EUR gross=2000 at=2026-05-01T07:59:00 ${expected}`);
      expect(read).toContain(line);
    },
  );

  it("keeps a test order apart", () => {
    expect(told("#1,paid,,EUR,0,0,20.00,2026-05-01,1,Mug,20.00,,(for testing) Bogus Gateway,")[0]).toContain(
      "test=true",
    );
  });

  it("uses the currency the person gave when the file has none", () => {
    const { rows } = readWith(profile, `${header}\n#1,paid,,,0,0,20.00,2026-05-01,1,Mug,20.00,,,\n`, {
      currency: "GBP",
    });
    expect(rows.map(tell)[0]).toContain("sale #1 GBP gross=2000 dayAt=2026-05-01");
  });

  it.each([
    [
      "#1,paid,,EUR,0,0,x,2026-05-01,1,Mug,20.00,,,",
      `"x" in Total is not an amount: it is not written as a plain decimal number`,
    ],
    ["#1,paid,,EUR,0,0,-20.00,2026-05-01,1,Mug,20.00,,,", `"-20.00" in Total is below zero`],
    ["#1,paid,,EUR,0,0,20.00,,1,Mug,20.00,,,", "Created at is empty"],
    [
      "#1,paid,,EUR,0,0,20.00,yesterday,1,Mug,20.00,,,",
      `"yesterday" in Created at is not a time: it is not written in a form that is expected here`,
    ],
    ["#1,paid,,,0,0,20.00,2026-05-01,1,Mug,20.00,,,", "Currency is empty"],
    ["#1,paid,,EURO,0,0,20.00,2026-05-01,1,Mug,20.00,,,", `"EURO" in Currency is not a currency the books know`],
    [",paid,,EUR,0,0,20.00,2026-05-01,1,Mug,20.00,,,", "Name is empty"],
    [
      "#1,paid,,EUR,0,0,20.00,2026-05-01,one,Mug,20.00,,,",
      `"one" in Lineitem quantity is not a number: it is not written as a plain decimal number`,
    ],
    ["#1,paid,,EUR,0,0,20.00,2026-05-01,1,Mug,,,,", "Lineitem price is empty"],
    ["#1,paid,,EUR,0,0,20.00,2026-05-01,1,Mug,20.00,,,25.00", `"25.00" in Refunded Amount is more than Total`],
    ["#1,,,,,,,,1,Mug,20.00,,,", "the first row of its order, which has the total, is not above it"],
  ])("refuses %s", (row, clause) => {
    expect(told(row)).toEqual([`refused: ${clause}`]);
  });

  it("refuses the further rows of an order whose first row was refused, and of another order", () => {
    expect(
      told(
        "#1,paid,,EUR,0,0,x,2026-05-01,1,Mug,20.00,,,",
        "#1,,,,,,,,1,Mug,20.00,,,",
        "#2,,,,,,,,1,Mug,20.00,,,",
      ).slice(1),
    ).toEqual([
      "refused: the first row of its order was refused",
      "refused: the first row of its order, which has the total, is not above it",
    ]);
  });
});
