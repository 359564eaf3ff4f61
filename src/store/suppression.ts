import type { Millis } from "../base/clock.ts";
import type { Handle, Tx } from "./handle.ts";

/** Adds a person to the list of those who are sent nothing, on any channel. `person` is a hash of who it is. */
export async function suppress(
  tx: Tx,
  bookId: bigint,
  person: string,
  by: { readonly now: Millis; readonly origin: string; readonly reason: string },
): Promise<void> {
  const values = { at: BigInt(by.now), origin: by.origin, reason: by.reason, lifted_at: null };
  await tx.q
    .insertInto("suppression")
    .values({ book_id: bookId, person, ...values })
    .onConflict((conflict) => conflict.columns(["book_id", "person"]).doUpdateSet(values))
    .execute();
}

/** Takes a person off the list: they asked for messages again. */
export async function liftSuppression(tx: Tx, bookId: bigint, person: string, now: Millis): Promise<void> {
  await tx.q
    .updateTable("suppression")
    .set({ lifted_at: BigInt(now) })
    .where("book_id", "=", bookId)
    .where("person", "=", person)
    .execute();
}

/** Whether a person is on the list. */
export async function isSuppressed(handle: Handle, bookId: bigint, person: string): Promise<boolean> {
  const row = await handle.q
    .selectFrom("suppression")
    .select("at")
    .where("book_id", "=", bookId)
    .where("person", "=", person)
    .where("lifted_at", "is", null)
    .executeTakeFirst();
  return row !== undefined;
}
