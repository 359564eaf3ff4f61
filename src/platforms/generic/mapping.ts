import type { TimeFormat } from "../../domain/time/parse-time.ts";

/** What a column may be mapped to. Amounts are major units as text; signs stay as they are unless said otherwise. */
export const mappedColumns = [
  /** The platform's id of the sale. Without it, rows are known by their content (see docs/mapping-files.md). */
  "id",
  /** When it was sold: a date, or a date with a time. */
  "at",
  /** The time of day, where it stands in a column of its own. */
  "time",
  /** Code of the product, e.g. a SKU. */
  "product",
  "productName",
  "quantity",
  /** Price of one; the amount is then quantity × unit price. */
  "unitPrice",
  /** What the row adds: the sale's total, or with `rows: "lines"` the line's. */
  "amount",
  /** What the platform keeps; the sign does not matter. */
  "fee",
  /** Given back so far in total; the sign does not matter. */
  "refunded",
  /** Parts of the amount. */
  "tax",
  "shipping",
  "currency",
  "country",
  "status",
  "buyerEmail",
  "buyerId",
  "buyerName",
] as const;

export type MappedColumn = (typeof mappedColumns)[number];

/** Rows whose cell (the id, unless another column is named) begins with `prefix` are of that nature. */
export type KindRule = {
  readonly prefix: string;
  readonly nature: "sale" | "refund" | "adjustment";
  readonly column?: string;
};

/** What the columns of a file mean. */
export type Mapping = {
  /** Whose books these are: a short lower-case word. Ids must be unique within it. */
  readonly source: string;
  /** For people; the source when absent. */
  readonly title?: string;
  /** Header names, compared without case. */
  readonly columns: Partial<Readonly<Record<MappedColumn, string>>>;
  /** Whether each row is a sale, or rows with the same id are the lines of one. */
  readonly rows: "documents" | "lines";
  readonly timeFormat: TimeFormat;
  /** IANA zone of the file's times; the one given at import when absent. */
  readonly timeZone?: string;
  /** The character before the decimals. */
  readonly decimal: "." | ",";
  /** For files that name no currency; one given at import wins. */
  readonly currency?: string;
  /** The first rule that fits counts. */
  readonly kinds: readonly KindRule[];
};

/** Columns that tell about a whole sale, which a row that is only a line of one cannot. */
export const wholeSaleColumns: readonly MappedColumn[] = ["fee", "refunded", "tax", "shipping"];

/** A header name for comparison: without case and surplus space. */
export function columnKey(name: string): string {
  return name.trim().toLowerCase().replace(/\s+/g, " ");
}

/** Where the named column lies in a header; −1 when it is not there. */
export function columnIndex(header: readonly string[], name: string): number {
  const key = columnKey(name);
  return header.findIndex((one) => columnKey(one) === key);
}
