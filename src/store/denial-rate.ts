import { sql } from "kysely";
import type { Millis } from "../base/clock.ts";
import type { Handle } from "./handle.ts";

/** How many actions at one target were decided on since a moment, and how many of them were denied. */
export type DenialRate = { readonly target: string; readonly asked: number; readonly denied: number };

/** By target, for all books together. */
export async function denialRates(handle: Handle, since: Millis): Promise<readonly DenialRate[]> {
  const rows = await handle.q
    .selectFrom("decision")
    .select(({ fn }) => [
      "target",
      fn.countAll<bigint>().as("asked"),
      sql<bigint>`count(CASE WHEN verdict='deny' THEN 1 END)`.as("denied"),
    ])
    .where("at", ">=", BigInt(since))
    .groupBy("target")
    .orderBy("target")
    .execute();
  return rows.map(({ target, asked, denied }) => ({ target, asked: Number(asked), denied: Number(denied) }));
}
