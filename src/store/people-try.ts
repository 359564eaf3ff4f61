import type { Millis } from "../base/clock.ts";
import type { Handle, Tx } from "./handle.ts";

/** Failed tries in a row for one name or from one address. */
export type Tries = { readonly failures: number; readonly lastAt: Millis; readonly until: Millis };

/** What is counted under this key, or undefined. */
export async function readTries(handle: Handle, key: string): Promise<Tries | undefined> {
  const row = await handle.q.selectFrom("person_try").selectAll().where("key", "=", key).executeTakeFirst();
  return row && { failures: Number(row.failures), lastAt: Number(row.last_at), until: Number(row.until) };
}

/** Writes it down. The caller has the people locked. */
export async function writeTries(tx: Tx, key: string, tries: Tries): Promise<void> {
  const values = { failures: BigInt(tries.failures), last_at: BigInt(tries.lastAt), until: BigInt(tries.until) };
  await tx.q
    .insertInto("person_try")
    .values({ key, ...values })
    .onConflict((conflict) => conflict.column("key").doUpdateSet(values))
    .execute();
}

/** Starts anew after a success. */
export async function clearTries(tx: Tx, key: string): Promise<void> {
  await tx.q.deleteFrom("person_try").where("key", "=", key).execute();
}

/** Forgets what is too old to count. */
export async function forgetTries(tx: Tx, before: Millis): Promise<void> {
  await tx.q.deleteFrom("person_try").where("last_at", "<", BigInt(before)).execute();
}
