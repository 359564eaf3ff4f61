import type { TimeFormat } from "../../domain/time/parse-time.ts";
import { columnKey, type KindRule, type MappedColumn, type Mapping, mappedColumns } from "./mapping.ts";

const meanings: Readonly<Record<MappedColumn, string>> = {
  id: "the id of the sale",
  at: "when it was sold",
  time: "the time of day",
  product: "the product's code",
  productName: "the product's name",
  quantity: "how many",
  unitPrice: "the price of one",
  amount: "the amount",
  fee: "what the platform keeps",
  refunded: "what was given back so far",
  tax: "tax within the amount",
  shipping: "shipping within the amount",
  currency: "the currency",
  country: "the buyer's country",
  status: "whether it was paid",
  buyerEmail: "the buyer's e-mail address (kept encrypted)",
  buyerId: "the buyer's number (kept encrypted)",
  buyerName: "the buyer's name (kept encrypted)",
};

const written: Readonly<Record<TimeFormat, string>> = {
  ymd: "year first, as in 2026-01-31",
  mdy: "month first, as in 01/31/2026",
  dmy: "day first, as in 31/01/2026",
  "month-name": "with the month's name, as in Jan 31, 2026",
};

/** What a mapping means, one line each for people; with the header also which columns are not used. */
export function explain(mapping: Mapping, header: readonly string[] = []): string[] {
  const { columns } = mapping;
  const lines = mappedColumns.flatMap((column) => {
    const name = columns[column];
    return name === undefined ? [] : [`"${name}" is ${meanings[column]}.`];
  });
  const used = new Set(Object.values(columns).map(columnKey));
  const unused = header.filter((name) => name !== "" && !used.has(columnKey(name)));
  return [
    shapeLine(mapping),
    ...lines,
    `Dates are written ${written[mapping.timeFormat]}.`,
    `Amounts have a decimal ${mapping.decimal === "." ? "point" : "comma"}.`,
    ...mapping.kinds.map((rule) => kindLine(rule, rule.column ?? columns.id)),
    ...(unused.length > 0 ? [`Not used: ${unused.join(", ")}.`] : []),
  ];
}

function kindLine({ prefix, nature }: KindRule, column: string | undefined): string {
  if (prefix === "") return `All other rows are of the kind ${nature}.`;
  return `Rows whose ${column} begins with "${prefix}" are of the kind ${nature}.`;
}

function shapeLine({ rows, columns }: Mapping): string {
  if (rows === "lines") return `Rows with the same ${columns.id} are the lines of one sale.`;
  return columns.id === undefined
    ? "Each row is a sale, known by its content because it has no id."
    : "Each row is a sale.";
}
