import type { Selectable } from "kysely";
import type { Handle, Tx } from "./handle.ts";
import type { Database } from "./schema.ts";

type DataKeyRow = Selectable<Database["data_key"]>;

/** Up to `limit` data keys with greater ids than `after`, smallest first, the destroyed ones too. */
export async function readDataKeysAfter(handle: Handle, after: bigint, limit: number): Promise<DataKeyRow[]> {
  return handle.q.selectFrom("data_key").selectAll().where("id", ">", after).orderBy("id").limit(limit).execute();
}

/** Stores the same key wrapped under another one. */
export async function replaceWrapping(tx: Tx, row: Pick<DataKeyRow, "id" | "wrapped" | "kek_id">): Promise<void> {
  await tx.q
    .updateTable("data_key")
    .set({ wrapped: row.wrapped, kek_id: row.kek_id })
    .where("id", "=", row.id)
    .execute();
}
