import type { Millis } from "../base/clock.ts";
import type { Autonomy, AutonomyLevel, Mode } from "../domain/action/autonomy.ts";
import type { Handle, Tx } from "./handle.ts";

/** What the owner said of a kind of action in a book, or undefined when nothing was ever said. */
export async function readAutonomy(handle: Handle, bookId: bigint, kind: string): Promise<Autonomy | undefined> {
  return (await allAutonomy(handle, bookId)).get(kind);
}

/** Everything the owner said of kinds of action in a book, by kind. */
export async function allAutonomy(handle: Handle, bookId: bigint): Promise<ReadonlyMap<string, Autonomy>> {
  const rows = await handle.q
    .selectFrom("autonomy")
    .selectAll()
    .where("book_id", "=", bookId)
    .orderBy("kind")
    .execute();
  return new Map(
    rows.map((row) => [
      row.kind,
      {
        level: row.level as AutonomyLevel,
        mode: row.mode as Mode,
        ...(row.count_max === null ? {} : { countMax: Number(row.count_max) }),
        ...(row.money_max === null ? {} : { moneyMax: row.money_max }),
        currency: row.currency,
        ...(row.hold_out_percent === 0n ? {} : { holdOutPercent: Number(row.hold_out_percent) }),
      },
    ]),
  );
}

/** Keeps what the owner says of a kind, in place of what was said before. */
export async function writeAutonomy(
  tx: Tx,
  bookId: bigint,
  kind: string,
  autonomy: Autonomy,
  by: { readonly actor: string; readonly now: Millis },
): Promise<void> {
  const values = {
    level: autonomy.level,
    mode: autonomy.mode,
    count_max: autonomy.countMax === undefined ? null : BigInt(autonomy.countMax),
    money_max: autonomy.moneyMax ?? null,
    currency: autonomy.currency,
    changed_at: BigInt(by.now),
    actor: by.actor,
    hold_out_percent: BigInt(autonomy.holdOutPercent ?? 0),
  };
  await tx.q
    .insertInto("autonomy")
    .values({ book_id: bookId, kind, ...values })
    .onConflict((conflict) => conflict.columns(["book_id", "kind"]).doUpdateSet(values))
    .execute();
}
