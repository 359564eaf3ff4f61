import type { z } from "zod";
import type { booking, importChoices, importResult, upload } from "../../../../src/api/contract/imports.ts";

export type Upload = z.infer<typeof upload>;
export type Result = z.infer<typeof importResult>;
export type Booking = z.infer<typeof booking>;
export type Choices = z.infer<typeof importChoices>;

/** Columns that somebody can point out, in the order in which they are asked for. */
export const columnNames = ["at", "amount", "id", "productName", "fee", "refunded", "currency"] as const;
export type ColumnName = (typeof columnNames)[number];
export type DateOrder = "ymd" | "dmy" | "mdy" | "month-name";

/** What was typed about a file: kept while it is looked at again. */
export type Said = {
  readonly layout: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly source: string;
  readonly columns: Readonly<Partial<Record<ColumnName, string>>>;
  readonly dates: DateOrder;
};

export const nothingSaid: Said = { layout: "", currency: "", timeZone: "", source: "", columns: {}, dates: "ymd" };

/** The layout that means "I say what the columns mean". */
export const ownLayout = "own";

/** What was said as the API takes it. */
export function choicesOf(said: Said): Choices {
  const { layout, currency, timeZone, source, columns, dates } = said;
  const named = (name: string, value: string): object => (value.trim() === "" ? {} : { [name]: value.trim() });
  if (layout !== ownLayout)
    return {
      ...named("as", layout),
      ...named("currency", currency.toUpperCase()),
      ...named("timeZone", timeZone),
      ...named("source", source),
    };
  const chosen = Object.fromEntries(Object.entries(columns).filter(([, column]) => column !== ""));
  const mapping = { source: source.trim(), columns: chosen, timeFormat: dates };
  return {
    mapping: JSON.stringify(mapping),
    ...named("currency", currency.toUpperCase()),
    ...named("timeZone", timeZone),
  };
}
