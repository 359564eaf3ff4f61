import type { Handle, Tx } from "./handle.ts";

/** The value of a setting, or undefined. Settings are kept in the database and go with every back-up; no secrets. */
export async function readSetting(handle: Handle, key: string): Promise<string | undefined> {
  return (await handle.q.selectFrom("setting").select("value").where("key", "=", key).executeTakeFirst())?.value;
}

/** Takes it away, where it is there. */
export async function removeSetting(tx: Tx, key: string): Promise<void> {
  await tx.q.deleteFrom("setting").where("key", "=", key).execute();
}

/** Sets it, replacing what was there. */
export async function writeSetting(tx: Tx, key: string, value: string): Promise<void> {
  await tx.q
    .insertInto("setting")
    .values({ key, value })
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ value }))
    .execute();
}
