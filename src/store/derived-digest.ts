import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Handle } from "./handle.ts";

const ordered = {
  sale: "object_key",
  product: "source, product_id",
  rollup: "dimension, day, source, member, currency",
} as const;

const pageSize = 5_000;

/**
 * A SHA-256 per derived table over its rows in key order, so that two states can be compared without keeping either.
 * Figures that have come to zero count as absent.
 */
export async function derivedDigest(handle: Handle, bookId: bigint): Promise<Readonly<Record<string, string>>> {
  const out: Record<string, string> = {};
  for (const [table, order] of Object.entries(ordered)) out[table] = await digest(handle, table, order, bookId);
  return out;
}

async function digest(handle: Handle, table: string, order: string, bookId: bigint): Promise<string> {
  const hash = createHash("sha256");
  for (let offset = 0; ; offset += pageSize) {
    const { rows } = await sql<Record<string, unknown>>`SELECT * FROM ${sql.table(table)} WHERE book_id=${bookId}
      ORDER BY ${sql.raw(order)} LIMIT ${BigInt(pageSize)} OFFSET ${BigInt(offset)}`.execute(handle.q);
    for (const row of rows) {
      if (table !== "rollup" || !isZeroRow(row))
        hash.update(JSON.stringify(row, (_, value) => (typeof value === "bigint" ? `${value}` : value)));
    }
    if (rows.length < pageSize) return hash.digest("hex");
  }
}

function isZeroRow(row: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(row).every(([name, value]) => name === "book_id" || typeof value !== "bigint" || value === 0n);
}
