import type { Millis } from "../base/clock.ts";
import type { Handle, Tx } from "./handle.ts";

/** A switch that is on: what it stops, since when, by whom and why. */
export type StopSwitch = {
  /** "everything", "platform:gumroad", "kind:listing.price" */
  readonly scope: string;
  readonly at: Millis;
  readonly actor: string;
  readonly reason: string;
};

/** All switches that are on. Whatever is not exactly "off" is on: a state that nobody understands stops. */
export async function stopsOn(handle: Handle): Promise<readonly StopSwitch[]> {
  const rows = await handle.q
    .selectFrom("stop_switch")
    .selectAll()
    .where("state", "!=", "off")
    .orderBy("scope")
    .execute();
  return rows.map(({ scope, at, actor, reason }) => ({ scope, at: Number(at), actor, reason }));
}

/** Turns a switch on or off. */
export async function turnSwitch(
  tx: Tx,
  scope: string,
  state: "on" | "off",
  by: { readonly actor: string; readonly now: Millis; readonly reason: string },
): Promise<void> {
  const values = { state, at: BigInt(by.now), actor: by.actor, reason: by.reason };
  await tx.q
    .insertInto("stop_switch")
    .values({ scope, ...values })
    .onConflict((conflict) => conflict.column("scope").doUpdateSet(values))
    .execute();
}
