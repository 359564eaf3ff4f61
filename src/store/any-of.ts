import { type RawBuilder, sql } from "kysely";
import type { Handle } from "./handle.ts";

/** SQL condition "`column` is one of these texts", as one bound value however many there are. `column` must be a constant. */
export function anyOf(handle: Handle, column: string, values: readonly string[]): RawBuilder<boolean> {
  return handle.engine === "sqlite"
    ? sql<boolean>`${sql.raw(column)} IN (SELECT value FROM json_each(${JSON.stringify(values)}))`
    : sql<boolean>`${sql.raw(column)} = ANY(${values})`;
}
