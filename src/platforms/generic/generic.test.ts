import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FileProfile, ReadingContext, RowReading } from "../../spec/file-profile.ts";
import { recordsOf, rowOf } from "../../spec/testing/row.ts";
import { tell } from "../../spec/testing/tell.ts";
import { genericProfile, profile as guessing } from "./generic-csv.ts";
import { guessMapping } from "./guess.ts";
import { profile as onlineRetail, onlineRetailMapping } from "./online-retail-csv.ts";
import { parseMapping } from "./parse-mapping.ts";

const readings = (
  profile: FileProfile,
  text: string,
  more: Partial<ReadingContext> & { separator?: string } = {},
): RowReading[] => {
  const [header = [], ...rows] = recordsOf(text, more.separator);
  const opened = profile.open({
    header,
    currency: undefined,
    timeZone: "UTC",
    fileName: "f.csv",
    fileHash: "0",
    sample: rows,
    ...more,
  });
  if (!opened.ok) throw new Error(opened.error);
  return rows.map((cells) => opened.value.read(rowOf(header, cells)));
};
const read = (...args: Parameters<typeof readings>): string[] => readings(...args).map(tell);

const mapped = (mapping: object): FileProfile => {
  const parsed = parseMapping(JSON.stringify(mapping));
  if (!parsed.ok) throw new Error(parsed.error);
  return genericProfile(parsed.value);
};

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

describe("rows without an id", () => {
  const bare = mapped({ source: "shop", currency: "USD", columns: { at: "Date", amount: "Sum" } });
  const ids = (text: string): string[] => read(bare, `Date,Sum,Note\n${text}`).map((line) => line.split(" ")[1] ?? "");

  it("get the same id from every file that has them, and equal rows different ones", () => {
    const [a, b, c] = ids("2026-01-05,5,x\n2026-01-05,5,x\n2026-01-05,5,y\n");
    expect(new Set([a, b, c]).size).toBe(3);
    expect(ids("2026-01-04,9,\n2026-01-05,5,x\n2026-01-05,5, x ,\n").slice(1)).toEqual([a, b]);
  });

  it("do not meet by shifting text between cells", () => {
    const rows = fc.array(fc.stringMatching(/^[0-9:|]{0,4}$/), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(rows, rows, (one, two) => {
        const trimmed = (cells: readonly string[]) => cells.join("\n").replace(/\n+$/, "");
        const [a, b] = ids(`2026-01-05,5,${one.join(",")}\n2026-01-05,5,${two.join(",")}\n`);
        expect(a?.slice(0, -2) === b?.slice(0, -2)).toBe(trimmed(one) === trimmed(two));
      }),
      { numRuns: 60 },
    );
  });
});

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
