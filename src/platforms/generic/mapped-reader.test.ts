import { describe, expect, it } from "vitest";
import type { ReadingContext } from "../../spec/file-profile.ts";
import { mapped, read } from "./testing/read-small-file.ts";

describe("a file read by a mapping", () => {
  const shop = mapped({
    source: "shop",
    title: "My shop",
    columns: {
      id: "Nr",
      at: "Datum",
      time: "Zeit",
      product: "SKU",
      productName: "Artikel",
      quantity: "Menge",
      amount: "Summe",
      fee: "Gebühr",
      refunded: "Erstattet",
      tax: "USt",
      shipping: "Versand",
      currency: "Währung",
      country: "Land",
      status: "Status",
      buyerEmail: "E-Mail",
      buyerId: "Kunde",
      buyerName: "Name",
    },
    timeFormat: "dmy",
    timeZone: "Europe/Berlin",
    decimal: ",",
    currency: "EUR",
    kinds: [
      { prefix: "G", nature: "refund" },
      { prefix: "Korr", nature: "adjustment", column: "Artikel" },
    ],
  });
  const head =
    "Nr;Datum;Zeit;SKU;Artikel;Menge;Summe;Gebühr;Erstattet;USt;Versand;Währung;Land;Status;E-Mail;Kunde;Name\n";
  const one = (row: string): string => String(read(shop, head + row, { separator: ";" })[0]);

  it("tells all that the columns say", () => {
    expect(
      one(
        "R1;05.01.2026;10:30;K1;Kurs;2;1.234,50 €;-12,35;4;197,10;5;EUR;Deutschland;bezahlt;jo@example.com;17850.0;Jo",
      ),
    ).toBe(
      "sale R1 EUR at=2026-01-05T09:30:00 gross=123450 fees.platform=1235 tax=19710 shipping=500 refunded=400 status=completed product.id=K1 product.name=Kurs quantity=2 country=DE buyer.email=jo@example.com buyer.name=Jo buyer.platformId=17850",
    );
  });

  it("leaves out what the cells leave out, and tells the day where no time is told", () => {
    expect(one("R2;05.01.2026;;;;;5;;;;;;;;;;")).toBe(
      "sale R2 EUR dayAt=2026-01-04T23:00:00 gross=500 status=completed",
    );
    expect(one("R2;05.01.2026;;K1;;;5")).toContain("product.id=K1 product.name=K1");
    expect(one("R2;05.01.2026;;;Kurs;;5")).toBe(
      "sale R2 EUR dayAt=2026-01-04T23:00:00 gross=500 status=completed product.id=Kurs product.name=Kurs",
    );
  });

  it("reads minus as brackets or a sign, and undoes an apostrophe that makes cells safe", () => {
    expect(one("R3;05.01.2026;;;;;(5,00)")).toContain("gross=-500");
    expect(one("R3;05.01.2026;;;;;'-5,00")).toContain("gross=-500");
    expect(one("R3;05.01.2026;;;;;-0,00")).toContain("gross=0");
  });

  it("tells kinds by their prefixes and makes a refund negative whichever sign it has", () => {
    expect(one("G1;05.01.2026;;;;;5")).toContain("nature=refund gross=-500");
    expect(one("G1;05.01.2026;;;;;-5")).toContain("nature=refund gross=-500");
    expect(one("R1;05.01.2026;;;Korrektur;;5")).toContain("nature=adjustment gross=500");
  });

  it("takes the word refunded for all of it unless a column says how much", () => {
    expect(one("R1;05.01.2026;;;;;5;;;;;;;erstattet")).toContain("refunded=500 status=completed");
    expect(one("R1;05.01.2026;;;;;5;;2;;;;;Refunded")).toContain("refunded=200 status=completed");
    expect(one("R1;05.01.2026;;;;;5;;;;;;;On hold")).toContain("status=pending");
  });

  it("prefers the currency given at import to the mapping's, and a row's own to both", () => {
    const row = `${head}R1;05.01.2026;;;;;5\nR2;05.01.2026;;;;;5;;;;;usd\n`;
    expect(read(shop, row, { separator: ";", currency: "CHF" }).map((line) => line.slice(0, 11))).toEqual([
      "sale R1 CHF",
      "sale R2 USD",
    ]);
  });

  it("knows a line of sums from a sale", () => {
    expect(one("Summe:;;;;;;99")).toBe("not data: totals");
    expect(one(";;;;Grand Total;;99")).toBe("not data: totals");
    expect(one("Total;05.01.2026;;;;;9")).toMatch(/^sale Total/);
  });

  it("takes the same row twice in a row, but not two rows that contradict each other", () => {
    const [a, b] = ["R1;05.01.2026;;;;;5\n", "R1;05.01.2026;;;;;6\n"];
    expect(read(shop, head + a + a, { separator: ";" })[1]).toMatch(/^sale R1/);
    expect(read(shop, head + a + b, { separator: ";" })[1]).toMatch(/^refused: it has the same Nr as the row before/);
  });

  it("is recognised by all of its columns and says what it means", () => {
    const header = head.trim().split(";");
    expect(shop.recognise(header)).toBe(1);
    expect(shop.recognise(header.slice(1))).toBe(0);
    expect(shop).toMatchObject({ id: "mapping", title: "My shop", source: "shop" });
    const lines =
      shop.describe?.({
        header: [...header, "Notiz"],
        currency: undefined,
        timeZone: "UTC",
        fileName: "",
        fileHash: "",
      }) ?? [];
    expect(lines).toContain('"Summe" is the amount.');
    expect(lines).toContain("Dates are written day first, as in 31/01/2026.");
    expect(lines).toContain("Amounts have a decimal comma.");
    expect(lines).toContain('Rows whose Nr begins with "G" are of the kind refund.');
    expect(lines).toContain('Rows whose Artikel begins with "Korr" are of the kind adjustment.');
    expect(lines.at(-1)).toBe("Not used: Notiz.");
  });

  it("opens only with its columns, a known zone and a known currency", () => {
    const plain = mapped({
      source: "shop",
      columns: { at: "Date", unitPrice: "Price" },
      kinds: [{ prefix: "R", nature: "refund", column: "Type" }],
    });
    const open = (more: Partial<ReadingContext>): string => {
      const opened = plain.open({
        header: ["Date", "Price", "Type"],
        currency: "USD",
        timeZone: "UTC",
        fileName: "",
        fileHash: "",
        ...more,
      });
      return opened.ok ? "opened" : opened.error;
    };
    expect(open({})).toBe("opened");
    expect(open({ header: ["Date", "Price"] })).toBe('This file has no column "Type", which the mapping names.');
    expect(open({ timeZone: "Mars" })).toContain('"Mars" is not a time zone known here');
    expect(open({ currency: "XXX" })).toContain('"XXX" is not a currency the books know');
    expect(open({ currency: undefined })).toContain("This file does not say its currency");
    expect(plain.title).toBe("shop");
  });

  it("multiplies price and quantity where no amount is told", () => {
    const priced = mapped({
      source: "shop",
      rows: "documents",
      currency: "USD",
      columns: { id: "Id", at: "Date", unitPrice: "Price", quantity: "Qty" },
    });
    expect(read(priced, "Id,Date,Price,Qty\n1,2026-01-05,2.50,3\n2,2026-01-05,2.50,\n3,2026-01-05,0.333,2\n")).toEqual([
      "sale 1 USD dayAt=2026-01-05 gross=750 quantity=3",
      "sale 2 USD dayAt=2026-01-05 gross=250",
      'refused: "0.333" in Price cannot be booked: it has more than the 2 decimals of its currency',
    ]);
  });

  it("takes rows with an id and a price for lines unless it is told otherwise", () => {
    const priced = mapped({ source: "shop", currency: "USD", columns: { id: "Id", at: "Date", unitPrice: "Price" } });
    expect(read(priced, "Id,Date,Price\n1,2026-01-05,2.50\n")[0]).toContain("lines=[");
  });

  it("reads lines with a status", () => {
    const lines = mapped({
      source: "shop",
      rows: "lines",
      currency: "USD",
      columns: { id: "Id", at: "Date", amount: "Sum", status: "State" },
    });
    expect(read(lines, "Id,Date,Sum,State\n1,2026-01-05,2.505,failed\n")).toEqual([
      "sale 1 USD dayAt=2026-01-05 lines=[product.id=unnamed product.name=Unnamed product quantity=1 amount=2.505 identity=||||2.505|2026-01-05|] status=failed",
    ]);
  });
});
