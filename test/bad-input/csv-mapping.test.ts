import { describe, expect, it } from "vitest";
import { parseMapping } from "../../src/platforms/generic/parse-mapping.ts";

const good = { source: "shop", columns: { id: "Id", at: "Date", amount: "Total" } };
const without = (key: "id" | "at" | "amount") => ({ ...good, columns: { ...good.columns, [key]: undefined } });

const cases: readonly (readonly [string, unknown, string])[] = [
  ["no JSON", "{source: shop}", "it is not valid JSON"],
  ["nothing", "", "it is not valid JSON"],
  ["a list", [], "it must be an object"],
  ["null", "null", "it must be an object"],
  [
    "an unknown key",
    { ...good, colums: {} },
    '"colums" is not a part of a mapping; known are source, title, columns, rows, timeFormat, timeZone, decimal, currency, kinds',
  ],
  [
    "no source",
    { columns: good.columns },
    'source is missing: a short name of whose books these are, such as "my-shop"',
  ],
  [
    "a source with spaces",
    { ...good, source: "My Shop" },
    "source must be a lower-case word of at most 40 letters, digits and hyphens",
  ],
  ["an empty source", { ...good, source: " " }, "source is empty"],
  ["a source as number", { ...good, source: 5 }, "source must be text"],
  ["an endless title", { ...good, title: "x".repeat(201) }, "title is longer than 200 characters"],
  ["no columns", { source: "shop" }, "columns is missing: it says which header means what"],
  ["columns as list", { ...good, columns: ["Id"] }, "columns must be an object"],
  [
    "an unknown column",
    { ...good, columns: { ...good.columns, vat: "VAT" } },
    '"vat" is not a part of columns; known are id, at, time, product, productName, quantity, unitPrice, amount, fee, refunded, tax, shipping, currency, country, status, buyerEmail, buyerId, buyerName',
  ],
  ["a column as number", { ...good, columns: { ...good.columns, fee: 4 } }, "columns.fee must be text"],
  ["no date", without("at"), "columns.at is missing: when was it sold"],
  ["no amount", without("amount"), "columns.amount or columns.unitPrice is missing: how much was it"],
  [
    "lines without an id",
    { ...without("id"), rows: "lines" },
    'rows is "lines" but columns.id is missing: which rows belong together',
  ],
  [
    "lines with a fee",
    { ...good, rows: "lines", columns: { ...good.columns, fee: "Fee" } },
    'rows is "lines", so columns.fee cannot be told for the sale as a whole',
  ],
  ["unknown rows", { ...good, rows: "invoices" }, 'rows must be one of "documents", "lines"'],
  [
    "an unknown time format",
    { ...good, timeFormat: "YYYY" },
    'timeFormat must be one of "ymd", "mdy", "dmy", "month-name"',
  ],
  ["an unknown zone", { ...good, timeZone: "Nairobi" }, 'timeZone "Nairobi" is not a time zone known here'],
  ["an unknown decimal mark", { ...good, decimal: "'" }, 'decimal must be one of ".", ","'],
  ["an unknown currency", { ...good, currency: "usd" }, 'currency "usd" is not a currency the books know'],
  ["kinds as object", { ...good, kinds: {} }, "kinds must be a list of rules"],
  ["a rule as text", { ...good, kinds: ["C"] }, "kinds[0] must be an object"],
  [
    "a rule with an unknown key",
    { ...good, kinds: [{ prefix: "C", nature: "refund", suffix: "x" }] },
    '"suffix" is not a part of kinds[0]; known are prefix, nature, column',
  ],
  ["a rule without a prefix", { ...good, kinds: [{ nature: "refund" }] }, "kinds[0].prefix is missing"],
  [
    "a rule without a nature",
    { ...good, kinds: [{ prefix: "C" }] },
    "kinds[0].nature is missing: one of sale, refund, adjustment",
  ],
  [
    "a rule of an unknown nature",
    { ...good, kinds: [{ prefix: "C", nature: "return" }] },
    'kinds[0].nature must be one of "sale", "refund", "adjustment"',
  ],
  [
    "a rule by an id that is not mapped",
    { ...without("id"), kinds: [{ prefix: "C", nature: "refund" }] },
    "kinds[0] needs a column, because columns.id is missing",
  ],
];

describe("a bad mapping file gets one sentence", () => {
  it.each(cases)("%s", (_, value, fault) => {
    const read = parseMapping(typeof value === "string" ? value : JSON.stringify(value));
    expect(read).toEqual({ ok: false, error: `The mapping cannot be used: ${fault}.` });
  });
});
