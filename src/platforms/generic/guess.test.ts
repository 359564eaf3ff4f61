import { describe, expect, it } from "vitest";
import { profile as guessing } from "./generic-csv.ts";
import { guessMapping } from "./guess.ts";
import { read } from "./testing/read-small-file.ts";

describe("a file read by a guess", () => {
  it("understands English and German names", () => {
    expect(
      read(
        guessing,
        "Order ID,Order Date,Product,Total ($),Fees,Currency,Email\n7,2026-01-31 10:00,Course,$29.00,1.50,USD,jo@example.com\n",
      ),
    ).toEqual([
      "sale 7 USD at=2026-01-31T10:00:00 gross=2900 fees.platform=150 product.id=Course product.name=Course buyer.email=jo@example.com",
    ]);
    expect(
      read(
        guessing,
        "Rechnungsnr.;Datum;Artikel;Betrag;Währung\nR7;31.01.2026;Kurs;1.029,00;EUR\nR8;01.02.2026;Kurs;29,00;EUR\n",
        { separator: ";" },
      )[0],
    ).toBe("sale R7 EUR dayAt=2026-01-31 gross=102900 product.id=Kurs product.name=Kurs");
  });

  it("takes dates with points for day first even when no day is beyond 12", () => {
    expect(read(guessing, "Datum;Betrag\n05.01.2026;5\n", { separator: ";", currency: "EUR" })[0]).toContain(
      "dayAt=2026-01-05",
    );
  });

  it("tells the order of a date by any row that has only one", () => {
    expect(read(guessing, "Date,Total\n01/02/2026,5\n01/31/2026,5\n", { currency: "USD" })[0]).toContain(
      "dayAt=2026-01-02",
    );
    expect(read(guessing, "Date,Total\n01/02/2026,5\n31/01/2026,5\n", { currency: "USD" })[0]).toContain(
      "dayAt=2026-02-01",
    );
  });

  it("adds up lines where price and quantity are told, or where rows of one id differ", () => {
    expect(read(guessing, "Invoice,Date,Item,Qty,Price\n1,2026-01-05,cup,2,1.5\n", { currency: "USD" })[0]).toContain(
      "amount=3.0",
    );
    const rows = "Order,Date,Item,Total\n1,2026-01-05,cup,2\n1,2026-01-05,pot,3\n2,2026-01-05,pot,3\n";
    expect(read(guessing, rows, { currency: "USD" })[1]).toContain("lines=[product.id=pot");
    const both = "Order,Date,Item,Qty,Price,Total\n1,2026-01-05,cup,2,2,9\n1,2026-01-05,pot,1,5,9\n";
    expect(read(guessing, both, { currency: "USD" })[0]).toContain("amount=4 ");
  });

  it("uses a column of times only when the dates have none", () => {
    expect(read(guessing, "Date,Time,Total\n2026-01-05,10:30,5\n", { currency: "USD" })[0]).toContain(
      "at=2026-01-05T10:30:00",
    );
    expect(read(guessing, "Date,Time,Total\n2026-01-05 10:30,morning,5\n", { currency: "USD" })[0]).toContain(
      "at=2026-01-05T10:30:00",
    );
  });

  it("is never as sure as a known layout, and not at all without a date or an amount", () => {
    expect(guessing.recognise(["Order ID", "Date", "Total"])).toBeCloseTo(0.23);
    expect(guessing.recognise(["Date", "Price"])).toBeCloseTo(0.12);
    expect(guessing.recognise(["Order ID", "Total"])).toBe(0);
    expect(guessing.recognise(["Order ID", "Date"])).toBe(0);
    const all =
      "Order ID,Date,Time,SKU,Product,Qty,Price,Total,Fee,Refund,Currency,Country,Status,Email,Customer ID,Customer".split(
        ",",
      );
    expect(guessing.recognise(all)).toBeLessThan(0.35);
  });

  it("says what it understood, or why it will not guess", () => {
    const describe = (header: readonly string[], sample?: readonly (readonly string[])[]): readonly string[] =>
      guessing.describe?.({
        header,
        currency: undefined,
        timeZone: "UTC",
        fileName: "",
        fileHash: "",
        ...(sample ? { sample } : {}),
      }) ?? [];
    expect(describe(["Date", "Total", "Note", ""], [["2026-01-05", "5"]])).toEqual([
      "Each row is a sale, known by its content because it has no id.",
      '"Date" is when it was sold.',
      '"Total" is the amount.',
      "Dates are written year first, as in 2026-01-31.",
      "Amounts have a decimal point.",
      "Not used: Note.",
    ]);
    expect(describe(["Order", "Date", "Total"])[0]).toBe("Each row is a sale.");
    expect(describe(["Order", "Date", "Total"], [["1", "01/02/2026", "5"]])).toEqual([
      'Its dates, such as "01/02/2026", could be day first or month first.',
    ]);
  });

  it("takes the sign of decimals from the amounts that show it", () => {
    const decimal = (...totals: readonly string[]): string => {
      const guess = guessMapping(
        ["Date", "Total"],
        totals.map((total) => ["2026-01-05", total]),
        "UTC",
      );
      return guess.ok ? guess.value.decimal : guess.error;
    };
    expect(decimal("5", "6")).toBe(".");
    expect(decimal("1,234.50", "1,234")).toBe(".");
    expect(decimal("1.234", "0.5")).toBe(".");
    expect(decimal("1.234,50")).toBe(",");
    expect(decimal("0,333")).toBe(",");
    expect(decimal("1.234", "7")).toContain("could have thousands or three decimals");
  });

  it("refuses to open with a zone that is not known", () => {
    const opened = guessing.open({
      header: ["Date", "Total"],
      currency: "USD",
      timeZone: "Mars",
      fileName: "",
      fileHash: "",
    });
    expect(opened).toEqual({
      ok: false,
      error: '"Mars" is not a time zone known here; give an IANA name such as "Europe/London".',
    });
  });

  it("guesses from rows that are shorter than the header, and from rows that say nothing", () => {
    const rows = "Date,Item,Price,Order\n2026-01-05\n2026-01-05,,,\n2026-01-05,cup,2,2\n2026-01-05,pot,3,2\n";
    expect(read(guessing, rows, { currency: "USD" })[2]).toContain("lines=[product.id=cup");
    const opened = guessing.open({
      header: ["Date", "Total"],
      currency: "USD",
      timeZone: "UTC",
      fileName: "",
      fileHash: "",
    });
    expect(opened.ok).toBe(true);
  });

  it("forgets what it remembered of cells when a file has very many different ones", () => {
    const rows = Array.from({ length: 20_100 }, (_, i) => `${i},2026-01-05,5`).join("\n");
    expect(read(guessing, `Order,Date,Total\n${rows}\n`, { currency: "USD", sample: [] }).at(-1)).toBe(
      "sale 20099 USD dayAt=2026-01-05 gross=500",
    );
  });

  it("reads a file of only a header", () => {
    expect(read(guessing, "Date,Total\n", { currency: "USD" })).toEqual([]);
  });
});
