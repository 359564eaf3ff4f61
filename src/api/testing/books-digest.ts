import { sql } from "kysely";
import { sha256, toHex } from "../../base/hash.ts";
import type { Store } from "../../store/handle.ts";
import { tablesInLoadOrder } from "../../store/table-order.ts";

/** All rows of all tables as one word: equal exactly when nothing was changed. For SQLite in memory. */
export async function booksDigest(store: Store): Promise<string> {
  const parts: string[] = [];
  for (const { table } of tablesInLoadOrder) {
    const { rows } = await sql`SELECT * FROM ${sql.table(table)}`.execute(store.q);
    parts.push(table, ...rows.map((row) => JSON.stringify(row, plain)));
  }
  return toHex(sha256(parts.join("\n")));
}

function plain(_name: string, value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  return value instanceof Uint8Array ? toHex(value) : value;
}
