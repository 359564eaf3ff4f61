import type { Handle, Tx } from "./handle.ts";

/** How often one actor opened a connection's credential for one purpose on one day (UTC). Moments are UTC milliseconds. */
export type AccessUse = {
  readonly actor: string;
  readonly purpose: string;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly times: number;
};

const dayMs = 86_400_000;
/** Days of the record that are kept. A day has a handful of rows, so it stays small however often access is used. */
const keptDays = 180;
/** Rows of one connection and day; more purposes than there are mean that somebody invents them. */
const rowsPerDayMax = 100;

/** Writes down that a credential is about to be opened. */
export async function noteUse(
  tx: Tx,
  connectionId: bigint,
  use: { readonly actor: string; readonly purpose: string },
  at: number,
): Promise<void> {
  const day = BigInt(Math.floor(at / dayMs));
  const known = await tx.q
    .selectFrom("access_use")
    .select(({ fn }) => fn.countAll<bigint>().as("rows"))
    .where("connection_id", "=", connectionId)
    .where("day", "=", day)
    .executeTakeFirstOrThrow();
  const purpose = Number(known.rows) < rowsPerDayMax ? use.purpose : "other";
  await tx.q
    .insertInto("access_use")
    .values({
      connection_id: connectionId,
      day,
      actor: use.actor,
      purpose,
      first_at: BigInt(at),
      last_at: BigInt(at),
      times: 1n,
    })
    .onConflict((conflict) =>
      conflict.columns(["connection_id", "day", "actor", "purpose"]).doUpdateSet(({ eb, ref }) => ({
        last_at: BigInt(at),
        times: eb(ref("access_use.times"), "+", 1n),
      })),
    )
    .execute();
  if (Number(known.rows) > 0) return;
  // Once a day: what is older than is kept goes.
  await tx.q
    .deleteFrom("access_use")
    .where("connection_id", "=", connectionId)
    .where("day", "<", day - BigInt(keptDays))
    .execute();
}

/** Who opened a connection's credential, the newest first. */
export async function listUses(handle: Handle, connectionId: bigint, limit: number): Promise<readonly AccessUse[]> {
  const rows = await handle.q
    .selectFrom("access_use")
    .selectAll()
    .where("connection_id", "=", connectionId)
    .orderBy("last_at", "desc")
    .orderBy("actor")
    .orderBy("purpose")
    .limit(limit)
    .execute();
  return rows.map(({ actor, purpose, first_at, last_at, times }) => ({
    actor,
    purpose,
    firstAt: Number(first_at),
    lastAt: Number(last_at),
    times: Number(times),
  }));
}
