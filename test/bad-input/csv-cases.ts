import { gzipSync } from "node:zlib";
import { limits } from "../../src/base/limits.ts";

/** One bad file: what it holds, what the person said, and the one sentence that must come of it. */
export type BadFile = {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly gzip?: boolean;
  /** A mapping file to read it with; else it is guessed. */
  readonly mapping?: object;
  readonly as?: string;
  readonly currency?: string | null;
  readonly timeZone?: string;
  /** `line N: reason` for a refused row, else the sentence about the file as a whole. */
  readonly says: string;
  /** Rows that are read in spite of it. */
  readonly good?: number;
};

const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);
const broken = (line: number): string =>
  `line ${line}: text follows a closing quote (the quote was opened on line ${line})`;
const kindOf = (what: string): string => `This is ${what}, not a CSV file.`;

const packed = gzipSync(
  `Order ID,Date,Total\n${Array.from({ length: 5_000 }, (_, i) => `${i},2026-01-05,${(i * 7919) % 10_007}`).join("\n")}\n`,
);

/** Files that are no CSV, or of which nothing can be known. */
export const wholeFiles: readonly BadFile[] = [
  { name: "empty", content: "", says: "The file is empty." },
  { name: "only a byte-order mark", content: "\ufeff", says: "The file is empty." },
  { name: "only line ends", content: "\r\n\r\n\n", says: "The file is empty." },
  { name: "an empty archive", content: "", gzip: true, says: "The file is empty." },
  {
    name: "Excel workbook",
    content: bytes(0x50, 0x4b, 3, 4, 20),
    says: kindOf("a spreadsheet or another zip archive"),
  },
  { name: "old Excel workbook", content: bytes(0xd0, 0xcf, 0x11, 0xe0), says: kindOf("an old Excel workbook") },
  { name: "PDF statement", content: "%PDF-1.7\n", says: kindOf("a PDF") },
  { name: "database", content: "SQLite format 3\0", says: kindOf("a database") },
  { name: "screenshot", content: bytes(0x89, 0x50, 0x4e, 0x47), says: kindOf("a picture") },
  { name: "packed twice", content: gzipSync("a,b\n"), gzip: true, says: kindOf("a gzip archive inside another one") },
  { name: "bzip2", content: "BZh91AY", says: kindOf("a bzip2 archive") },
  { name: "xz", content: bytes(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0), says: kindOf("an xz archive") },
  { name: "zstd", content: bytes(0x28, 0xb5, 0x2f, 0xfd), says: kindOf("a zstd archive") },
  {
    name: "one column",
    content: "Total\n5\n6\n",
    says: "No line of the file looks like a header: none of the first lines has two cells or more.",
  },
  {
    name: "prose",
    content: "Dear seller\nhere is nothing\n",
    says: "No line of the file looks like a header: none of the first lines has two cells or more.",
  },
  {
    name: "header too far down",
    content: `${"preamble\n".repeat(61)}Order ID,Date,Total\n1,2026-01-05,5\n`,
    says: "No line of the file looks like a header: none of the first lines has two cells or more.",
  },
  {
    name: "unknown columns",
    content: "Foo,Bar\n1,2\n",
    says: "This file's layout is not known here; its header seems to be: Foo, Bar.",
  },
  {
    name: "no header",
    content: "1,2026-01-05,5.00\n2,2026-01-06,6.00\n",
    says: "This file's layout is not known here; its header seems to be: 1, 2026-01-05, 5.00.",
  },
  {
    name: "zero bytes",
    content: "\0\0\0\0\0\0\0\0",
    says: "No line of the file looks like a header: none of the first lines has two cells or more.",
  },
  { name: "unknown --as", content: "Date,Total\n", as: "shopware", says: 'There is no file layout "shopware".' },
  {
    name: "--as on another layout",
    content: "Foo,Bar\n1,2\n",
    as: "online-retail",
    says: 'This file has no column "InvoiceNo", which the mapping names.',
  },
  {
    name: "--as generic without a date",
    content: "Foo,Total\n1,2\n",
    as: "generic",
    says: "No column of this file bears a name that means a date. Say with a mapping file what the columns mean.",
  },
  {
    name: "--as generic without an amount",
    content: "Date,Bar\n1,2\n",
    as: "generic",
    says: "No column of this file bears a name that means an amount. Say with a mapping file what the columns mean.",
  },
  {
    name: "no currency anywhere",
    content: "Date,Total\n2026-01-05,5\n",
    currency: null,
    says: "This file does not say its currency: give it with --currency, for example --currency GBP.",
  },
  {
    name: "retired currency given",
    content: "Date,Total\n2026-01-05,5\n",
    currency: "DEM",
    says: '"DEM" is not a currency the books know; give an ISO 4217 code such as "USD".',
  },
  {
    name: "unknown zone given",
    content: "Date,Total\n2026-01-05,5\n",
    timeZone: "Nairobi",
    says: '"Nairobi" is not a time zone known here; give an IANA name such as "Europe/London".',
  },
  {
    name: "dates of either order",
    content: "Date,Total\n01/02/2026,5\n03/04/2026,6\n",
    says: 'Its dates, such as "01/02/2026", could be day first or month first. Say with a mapping file what the columns mean.',
  },
  {
    name: "dates as serial numbers",
    content: "Date,Total\n46027.5,5\n",
    says: 'Its dates, such as "46027.5", are not written in a way that is known here. Say with a mapping file what the columns mean.',
  },
  {
    name: "points and commas",
    content: 'Date,Total\n2026-01-05,1.5\n2026-01-05,"1,5"\n',
    says: 'Some of its amounts have a decimal point ("1.5"), others a decimal comma ("1,5"). Say with a mapping file what the columns mean.',
  },
  {
    name: "thousands or decimals",
    content: 'Date,Total\n2026-01-05,"1,234"\n',
    says: 'Its amounts, such as "1,234", could have thousands or three decimals. Say with a mapping file what the columns mean.',
  },
  {
    name: "the same id and amount on different rows",
    content: "Order ID,Date,Item,Total\n1,2026-01-05,cup,5\n1,2026-01-05,pot,5\n",
    says: "Several rows have the same Order ID and the same amount: it could be each row's or the whole sale's. Say with a mapping file what the columns mean.",
  },
  {
    name: "cut archive",
    content: packed.subarray(0, packed.length - 9),
    says: "bad.csv is damaged: it cannot be unpacked to its end.",
  },
  {
    name: "archive of nothing but its first bytes",
    content: packed.subarray(0, 11),
    says: "bad.csv is damaged: it cannot be unpacked to its end.",
  },
];

const mapping = {
  source: "shop",
  columns: {
    id: "Order ID",
    at: "Date",
    amount: "Total",
    currency: "Currency",
    status: "Status",
    quantity: "Qty",
    fee: "Fee",
  },
};
const head = "Order ID,Date,Total,Currency,Status,Qty,Fee\n";
const row = (...cells: readonly string[]): string =>
  `${head}1,2026-01-05,5.00,USD,paid,1,0.50\n${cells.join(",")}\n3,2026-01-06,6.00,USD,paid,1,0\n`;
const bad = (name: string, cells: readonly string[], reason: string): BadFile => ({
  name,
  content: row(...cells),
  mapping,
  says: `line 3: ${reason}`,
  good: 2,
});
const total = (text: string, reason: string): BadFile =>
  bad(`amount ${text}`, ["2", "2026-01-05", text.includes(",") ? `"${text}"` : text, "USD", "paid", "1", "0"], reason);
const number = (text: string, why = "it is not written as a plain decimal number"): BadFile =>
  total(text, `"${text}" in Total is not a number: ${why}`);
const date = (text: string, why: string): BadFile =>
  bad(`date ${text}`, ["2", text, "5", "USD", "paid", "1", "0"], `"${text}" in Date is not a time: ${why}`);
const currency = (code: string): BadFile =>
  bad(
    `currency ${code}`,
    ["2", "2026-01-05", "5", code, "paid", "1", "0"],
    `"${code.toUpperCase()}" in Currency is not a currency the books know`,
  );

/** Rows that are refused while those around them are kept. */
export const rows: readonly BadFile[] = [
  {
    name: "unclosed quote",
    content: row('2,"open'),
    mapping,
    good: 1,
    says: "line 3: a quote opened on line 3 is never closed, so the rows from there to the end cannot be told apart",
  },
  { name: "text behind a quote", content: row('2,"x"y', "5"), mapping, good: 2, says: broken(3) },
  { name: "two quoted texts in a cell", content: row('2,"x" "y"', "5"), mapping, good: 2, says: broken(3) },
  { name: "unescaped quote in quotes", content: row('2,"5" disk"', "5"), mapping, good: 2, says: broken(3) },
  {
    name: "NUL character",
    content: row("2", "2026\0", "5"),
    mapping,
    good: 2,
    says: "line 3: it holds a NUL character, which text does not have",
  },
  {
    name: "too many cells",
    content: row("2", "2026-01-05", "5", "USD", "paid", "1", "0", "what"),
    mapping,
    good: 2,
    says: "line 3: it has 8 cells but the header has 7; a cell with a separator or a line end in it needs quotes",
  },
  {
    name: "far too many cells",
    content: row(`2${",".repeat(1_000)}`),
    mapping,
    good: 2,
    says: "line 3: it has more than 1000 cells",
  },
  {
    name: "endless record",
    content: row("2", "x".repeat(limits.csvRecordBytesMax)),
    mapping,
    good: 2,
    says: "line 3: it is longer than 1048576 characters, which no row of an export is; look for a quote that is opened here and not closed",
  },
  { name: "footer text", content: row("Generated by Shop 2.0"), mapping, good: 2, says: "line 3: Date is empty" },
  bad("no id", ["", "2026-01-05", "5", "USD", "paid", "1", "0"], "Order ID is empty"),
  bad(
    "endless id",
    ["9".repeat(201), "2026-01-05", "5", "USD", "paid", "1", "0"],
    "Order ID has 201 characters, more than the 200 of an id",
  ),
  bad(
    "line end in an id",
    ['"2\n2"', "2026-01-05", "5", "USD", "paid", "1", "0"],
    "Order ID has characters that no id has",
  ),
  bad("no date", ["2", "", "5", "USD", "paid", "1", "0"], "Date is empty"),
  bad("no amount", ["2", "2026-01-05", "", "USD", "paid", "1", "0"], "Total is empty"),
  number("1e3"),
  number("+5.00"),
  number("--5"),
  number("٣"),
  number("NaN"),
  number("0x10"),
  number("5-"),
  number("1.234,56"),
  number("1,23,4"),
  number("((5))"),
  number("five"),
  number("1.2.3"),
  number("0.1234567891", "it has more than 9 decimals"),
  total("1".repeat(41), `"${"1".repeat(39)}…" in Total is not a number: it has 41 characters`),
  total("12.345", '"12.345" in Total cannot be booked: it has more than the 2 decimals of its currency'),
  total(
    "90071992547409.92",
    '"90071992547409.92" in Total cannot be booked: it is larger than the books can hold (2^53 − 1 minor units)',
  ),
  bad(
    "decimals in yen",
    ["2", "2026-01-05", "5.5", "JPY", "paid", "1", "0"],
    '"5.5" in Total cannot be booked: it has more than the 0 decimals of its currency',
  ),
  bad(
    "fee as text",
    ["2", "2026-01-05", "5", "USD", "paid", "1", "free"],
    '"free" in Fee is not a number: it is not written as a plain decimal number',
  ),
  bad(
    "quantity as text",
    ["2", "2026-01-05", "5", "USD", "paid", "two", "0"],
    '"two" in Qty is not a number: it is not written as a plain decimal number',
  ),
  currency("XXX"),
  currency("KSH"),
  currency("DEM"),
  currency("$"),
  bad(
    "unknown status",
    ["2", "2026-01-05", "5", "USD", "perhaps", "1", "0"],
    '"perhaps" in Status is not a status known here',
  ),
  bad(
    "an address where none belongs",
    ["2", "2026-01-05", "jo@example.com", "USD", "paid", "1", "0"],
    "a text with an e-mail address in Total is not a number: it is not written as a plain decimal number",
  ),
  bad(
    "the id of the row before, but another amount",
    ["1", "2026-01-05", "7", "USD", "paid", "1", "0"],
    'it has the same Order ID as the row before but says something else; if such rows are the lines of one sale, say "rows": "lines" in a mapping file',
  ),
  date("2026-02-30", "the calendar has no such date"),
  date("2026-13-01", "the calendar has no such date"),
  date("0000-01-01", "its year is not within 1970–2199"),
  date("9999-12-31", "its year is not within 1970–2199"),
  date("2026-01-05 24:00", "the clock has no such time"),
  date("2026-01-05 23:59:60", "the clock has no such time"),
  date("2026-01-05 10:00 XYZ", '"XYZ" is not a time zone known here'),
  date("05.01.2026", "it is not written in a form that is expected here"),
  date("1767571200", "it is not written in a form that is expected here"),
  date("1767571200000", "it is not written in a form that is expected here"),
  date("yesterday", "it is not written in a form that is expected here"),
  {
    name: "a line without its price",
    content:
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n1,A,Cup,2,2011-01-05 10:00:00,,,France\n",
    says: "line 2: UnitPrice is empty",
    good: 0,
  },
  {
    name: "a refunded line",
    content: "Id,Date,Total,State\n1,2026-01-05,5,refunded\n",
    mapping: {
      source: "shop",
      rows: "lines",
      currency: "USD",
      columns: { id: "Id", at: "Date", amount: "Total", status: "State" },
    },
    says: "line 2: State says refunded, which a line of a sale cannot tell",
    good: 0,
  },
];
