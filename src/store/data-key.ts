import type { Handle, Tx } from "./handle.ts";
import { insertMany } from "./insert-many.ts";

/** A data key as stored: wrapped under the key-encryption key named by `kek_id`; `wrapped` is gone once destroyed. */
export type StoredDataKey = {
  readonly id: bigint;
  readonly purpose: string;
  readonly wrapped: Uint8Array | null;
  readonly kek_id: string;
  readonly created_at: bigint;
  readonly destroyed_at: bigint | null;
};

const columns = ["id", "purpose", "wrapped", "kek_id", "created_at", "destroyed_at"] as const;

/** Stores wrapped keys under ids from `reserveIds` (the wrapping binds the id). */
export async function addDataKeys(tx: Tx, keys: readonly StoredDataKey[]): Promise<void> {
  await insertMany(
    tx,
    "data_key",
    columns,
    keys.map((key) => columns.map((column) => key[column])),
  );
}

/** The keys with these ids; missing ones are absent. */
export async function readDataKeys(handle: Handle, ids: readonly bigint[]): Promise<readonly StoredDataKey[]> {
  const perQuery = 500;
  const found: StoredDataKey[] = [];
  for (let start = 0; start < ids.length; start += perQuery) {
    const some = ids.slice(start, start + perQuery);
    found.push(...(await handle.q.selectFrom("data_key").select(columns).where("id", "in", some).execute()));
  }
  return found;
}

/** The oldest living key of a purpose, or undefined. */
export async function findDataKey(handle: Handle, purpose: string): Promise<StoredDataKey | undefined> {
  return (
    handle.q
      .selectFrom("data_key")
      .select(columns)
      .where("purpose", "=", purpose)
      .where("wrapped", "is not", null)
      .orderBy("id")
      // Behind it come the keys of all buyers, which a query without an end would read each time.
      .limit(1)
      .executeTakeFirst()
  );
}

/** Destroys the key of one credential once nothing is sealed with it any more; keys for other things stay. */
export async function destroyCredentialKey(tx: Tx, id: bigint, at: number): Promise<void> {
  const used = await tx.q.selectFrom("connection").select(["id", "credential"]).where("key_id", "=", id).execute();
  if (used.some(({ credential }) => credential.length > 0)) return;
  await tx.q
    .updateTable("data_key")
    .set({ wrapped: null, destroyed_at: BigInt(at) })
    .where("id", "=", id)
    .where("purpose", "=", "credential")
    .where("wrapped", "is not", null)
    .execute();
}

/** Destroys the keys of erased buyers: whatever was sealed with them is noise from now on. Keys for other things stay. */
export async function destroySubjectKeys(tx: Tx, ids: readonly bigint[], at: number): Promise<void> {
  for (const id of ids)
    await tx.q
      .updateTable("data_key")
      .set({ wrapped: null, destroyed_at: BigInt(at) })
      .where("id", "=", id)
      .where("purpose", "=", "subject")
      .where("wrapped", "is not", null)
      .execute();
}
