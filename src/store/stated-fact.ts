import type { Millis } from "../base/clock.ts";
import type { Handle, Tx } from "./handle.ts";

/** What the owner stated for the rules to go by. `about`: the id of one product or listing, "" for all of a book. */
export type StatedFact = { readonly name: string; readonly about: string; readonly value: string | number | boolean };

/** Everything that was stated in a book. */
export async function statedFacts(handle: Handle, bookId: bigint): Promise<readonly StatedFact[]> {
  const rows = await handle.q
    .selectFrom("stated_fact")
    .select(["name", "about", "value"])
    .where("book_id", "=", bookId)
    .orderBy("name")
    .orderBy("about")
    .execute();
  return rows.map(({ name, about, value }) => ({ name, about, value: JSON.parse(value) }));
}

/** Keeps what the owner states, in place of what was stated before. */
export async function stateFact(
  tx: Tx,
  bookId: bigint,
  fact: StatedFact,
  by: { readonly actor: string; readonly now: Millis },
): Promise<void> {
  const values = { value: JSON.stringify(fact.value), at: BigInt(by.now), actor: by.actor };
  await tx.q
    .insertInto("stated_fact")
    .values({ book_id: bookId, name: fact.name, about: fact.about, ...values })
    .onConflict((conflict) => conflict.columns(["book_id", "name", "about"]).doUpdateSet(values))
    .execute();
}
