import { sql } from "kysely";
import type { Tx } from "./handle.ts";

/** Hands out `count` fresh ids of a table with engine-made ids, for rows that must name each other before they are inserted. */
export async function reserveIds(
  tx: Tx,
  table: "subject" | "data_key" | "connection" | "sink",
  count: number,
): Promise<readonly bigint[]> {
  if (count === 0) return [];
  if (tx.engine === "postgres") {
    const { rows } = await sql<{ id: bigint }>`
      SELECT nextval(pg_get_serial_sequence(${`millrace.${table}`}, 'id')) AS id FROM generate_series(1, ${count}::int)`.execute(
      tx.q,
    );
    return rows.map((row) => row.id);
  }
  const { rows } = await sql<{ top: bigint }>`SELECT coalesce(max(id),0) AS top FROM ${sql.table(table)}`.execute(tx.q);
  const top = rows[0]?.top ?? 0n;
  return Array.from({ length: count }, (_, i) => top + BigInt(i + 1));
}
