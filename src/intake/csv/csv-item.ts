/** One thing found in a delimited text file, in file order. Lines are physical lines, counted from 1. */
export type CsvItem =
  /** A record as read: cells neither trimmed nor padded. */
  | { readonly kind: "record"; readonly line: number; readonly lineTo: number; readonly cells: readonly string[] }
  /** A record that cannot be read. `reason` is a clause for people that repeats nothing of the record's content. */
  | { readonly kind: "refused"; readonly line: number; readonly lineTo: number; readonly reason: string }
  /** A line without any cell filled, or the header once more. */
  | { readonly kind: "not-data"; readonly line: number; readonly what: "blank" | "header" };

/** What may separate cells. */
export type Delimiter = "," | ";" | "\t" | "|";

export const delimiters: readonly Delimiter[] = [",", ";", "\t", "|"];
