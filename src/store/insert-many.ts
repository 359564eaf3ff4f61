import { CompiledQuery } from "kysely";
import type { Handle } from "./handle.ts";
import type { EngineKind } from "./migrations/migration.ts";
import type { Database } from "./schema.ts";

/** Rows per statement, largest first. Few sizes mean few statement texts, which the engine then keeps prepared. */
const chunkSizes = [128, 32, 8, 4, 1] as const;
/** SQLite allows 32,766 bound values in a statement, PostgreSQL 65,535. */
const boundValuesMax = 32_000;

const texts = new Map<string, string>();

/**
 * Inserts rows of bound values in as few statements as possible and in the given order; the text per size is built
 * once. `suffix` is appended as it stands (an ON CONFLICT clause); it must be a constant.
 */
export async function insertMany<T extends keyof Database & string>(
  handle: Handle,
  table: T,
  columns: readonly (keyof Database[T] & string)[],
  rows: readonly (readonly unknown[])[],
  suffix = "",
): Promise<void> {
  let start = 0;
  for (const size of chunkSizes) {
    if (size * columns.length > boundValuesMax) continue;
    while (rows.length - start >= size) {
      const values = size === 1 ? (rows[start] as unknown[]) : rows.slice(start, start + size).flat();
      await handle.q.executeQuery(CompiledQuery.raw(insertText(handle.engine, table, columns, size, suffix), values));
      start += size;
    }
  }
}

function insertText(
  engine: EngineKind,
  table: string,
  columns: readonly string[],
  size: number,
  suffix: string,
): string {
  const key = `${engine} ${table} ${columns.join(",")} ${size} ${suffix}`;
  const known = texts.get(key);
  if (known !== undefined) return known;
  let bound = 0;
  const tuple = (): string => `(${columns.map(() => (engine === "sqlite" ? "?" : `$${++bound}`)).join(",")})`;
  const text =
    `INSERT INTO ${table}(${columns.join(",")}) VALUES ${Array.from({ length: size }, tuple).join(",")} ${suffix}`.trim();
  texts.set(key, text);
  return text;
}
