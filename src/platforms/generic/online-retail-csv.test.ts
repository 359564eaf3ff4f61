import { describe, expect, it } from "vitest";
import { profile as onlineRetail, onlineRetailMapping } from "./online-retail-csv.ts";
import { read } from "./testing/read-small-file.ts";

describe("the Online Retail layout", () => {
  const head = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

  it("is recognised by its eight columns and by nothing else", () => {
    expect(onlineRetail.recognise(head.trim().split(","))).toBe(1);
    expect(onlineRetail.recognise([...head.trim().split(","), "Extra"])).toBe(0);
    expect(onlineRetail.recognise(head.trim().split(",").toReversed())).toBe(0);
  });

  it("reads each row as one line, with cancellations and adjustments by their prefix", () => {
    const text = `${head}536365,85123A,WHITE HEART,6,2011-07-01 08:26:00,2.55,17850.0,United Kingdom\nC536379,D,Discount,-1,2010-12-01 09:41:00,27.505,,EIRE\nA563185,B,Adjust bad debt,1,2011-08-12 14:50:00,-11062.06,,Unspecified\n`;
    expect(read(onlineRetail, text, { currency: "GBP", timeZone: "Europe/London" })).toEqual([
      "sale 536365 GBP at=2011-07-01T07:26:00 nature=sale lines=[product.id=85123A product.name=WHITE HEART quantity=6 amount=15.30 identity=85123A|WHITE HEART|6|2.55||2011-07-01 08:26:00|] country=GB buyer.platformId=17850",
      "sale C536379 GBP at=2010-12-01T09:41:00 nature=refund lines=[product.id=D product.name=Discount quantity=-1 amount=-27.505 identity=D|Discount|-1|27.505||2010-12-01 09:41:00|] country=IE",
      "sale A563185 GBP at=2011-08-12T13:50:00 nature=adjustment lines=[product.id=B product.name=Adjust bad debt quantity=1 amount=-11062.06 identity=B|Adjust bad debt|1|-11062.06||2011-08-12 14:50:00|]",
    ]);
  });

  it("needs to be told its currency", () => {
    expect(() => read(onlineRetail, head)).toThrow(
      "This file does not say its currency: give it with --currency, for example --currency GBP.",
    );
  });

  it("says what it means", () => {
    const lines =
      onlineRetail.describe?.({ header: [], currency: undefined, timeZone: "UTC", fileName: "", fileHash: "" }) ?? [];
    expect(lines[0]).toBe("Rows with the same InvoiceNo are the lines of one sale.");
    expect(lines).toContain('Rows whose InvoiceNo begins with "C" are of the kind refund.');
    expect(lines.at(-1)).toBe("All other rows are of the kind sale.");
    expect(onlineRetailMapping.source).toBe(onlineRetail.source);
  });
});
