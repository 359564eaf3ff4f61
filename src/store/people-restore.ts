import type { Millis } from "../base/clock.ts";
import type { Tx } from "./handle.ts";

/** What of the ways in was in the books: numbers of what ended, and of keys that open again. */
export type EndedWays = { readonly sessions: number; readonly links: number; readonly keys: number };

/**
 * Ends every session and every one-time link: a session that somebody signed out of, and a link that was used, must not
 * open anything again because older books came back. Keys of programs stay, and are counted.
 */
export async function endPassingWays(tx: Tx, now: Millis): Promise<EndedWays> {
  const sessions = await tx.q.deleteFrom("person_session").executeTakeFirst();
  const links = await tx.q
    .updateTable("person_link")
    .set({ used_at: BigInt(now) })
    .where("used_at", "is", null)
    .where("expires_at", ">", BigInt(now))
    .executeTakeFirst();
  const keys = await tx.q
    .selectFrom("person_key")
    .select(({ fn }) => fn.countAll<bigint>().as("count"))
    .where("expires_at", ">", BigInt(now))
    .executeTakeFirstOrThrow();
  return { sessions: Number(sessions.numDeletedRows), links: Number(links.numUpdatedRows), keys: Number(keys.count) };
}
