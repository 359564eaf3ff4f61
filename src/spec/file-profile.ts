import type { Sighting } from "../domain/facts/sighting.ts";

/** One data row of a file, addressed by header name; names are trimmed, and compared without case. */
export type Row = {
  /** The cell under the first of `names` that the file has, trimmed; "" when the column or the cell is missing. */
  cell(...names: readonly string[]): string;
  /** Whether the file has any of these columns. */
  has(...names: readonly string[]): boolean;
  /** All cells as read, in file order. */
  readonly cells: readonly string[];
};

/** What the person importing chose or the book says, where a file itself is silent. */
export type ReadingContext = {
  /** The header as read. */
  readonly header: readonly string[];
  /** For files that name no currency. Undefined when the person gave none. */
  readonly currency: string | undefined;
  /** IANA zone for times written without one, e.g. "Europe/London". */
  readonly timeZone: string;
  /** The file's name without folders, for profiles whose files carry facts there. */
  readonly fileName: string;
  /** Stable short hash of the file's content, for objects that the file names no id for. */
  readonly fileHash: string;
  /** The first data rows, for layouts whose date order or decimal mark only the values tell. */
  readonly sample?: readonly (readonly string[])[];
};

/** What a profile makes of one row. */
export type RowReading =
  /** What the row says, about one object or several (a sale and its fee line …). */
  | { readonly kind: "sightings"; readonly sightings: readonly Sighting[] }
  /** A row that is not data: a Totals line, a blank or a repeated header. Not counted as read. */
  | { readonly kind: "not-data"; readonly what: "totals" | "blank" | "header" | "preamble" }
  /** A row that cannot be understood: one clause for people, e.g. `"12.345" in Sale Price ($) has more decimals than USD`. */
  | { readonly kind: "refused"; readonly reason: string };

/** Reads rows of one file, in order. May keep state between rows (Shopify writes order fields once per order). */
export type RowReader = {
  read(row: Row): RowReading;
  /** Objects that only the whole file tells (a payout that is the sum of its lines). Called once at the end. */
  finish?(): readonly Sighting[];
};

/** How files of one layout are read. One small file per layout, in the platform's folder. */
export type FileProfile = {
  /** Stable id for `--as`, e.g. "gumroad-sales". */
  readonly id: string;
  /** For people: "Gumroad, sales". */
  readonly title: string;
  /** The platform or rail whose books these are, e.g. "gumroad". */
  readonly source: string;
  /**
   * How surely a header belongs to this profile: 0 = not at all, 1 = beyond doubt. The most certain wins; a tie is
   * shown to the person. Gets the header row as read.
   */
  recognise(header: readonly string[]): number;
  /**
   * Starts reading one file; an error is one sentence that stops the import before anything is kept (a missing column,
   * a currency that must be given).
   */
  open(
    context: ReadingContext,
  ): { readonly ok: true; readonly value: RowReader } | { readonly ok: false; readonly error: string };
  /** What was understood of this file, one line each for people; for profiles that go by a guess or a mapping. */
  describe?(context: ReadingContext): readonly string[];
};
