import type { Selectable } from "kysely";
import type { Handle, Tx } from "./handle.ts";
import type { Database } from "./schema.ts";

/** A strategy as this installation knows it, with the owner's word on it. */
export type StrategyRow = {
  readonly id: string;
  /** "built-in", or the name or folder of the package it came with. */
  readonly source: string;
  readonly version: string;
  /** What it says of itself, as JSON text; "" when it could not be read. */
  readonly card: string;
  /** When it wants to run, five fields; "" when it cannot. */
  readonly cron: string;
  /** Why it cannot run at all, one sentence; "" when it can. */
  readonly refused: string;
  /** The rights that the owner has allowed, as one text; "" for none. */
  readonly allowedRights: string;
  readonly allowedAt: number | undefined;
  /** What the owner has set, as JSON text of an object. */
  readonly params: string;
  readonly state: "on" | "paused";
  /** "owner" or "engine". */
  readonly pauseBy: string;
  readonly pauseReason: string;
  readonly pausedAt: number | undefined;
  /** Runs that failed one after the other. */
  readonly failures: number;
  readonly failureCode: string;
  readonly failure: string;
  /** Whether it is not there any more; its history is. */
  readonly gone: boolean;
  readonly seenAt: number;
};

/** Writes a strategy as it is now; one that is there is replaced. */
export async function saveStrategy(tx: Tx, row: StrategyRow): Promise<void> {
  const { id, ...values } = columnsOf(row);
  await tx.q
    .insertInto("strategy")
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(values))
    .execute();
}

/** All strategies by id, the gone ones too. */
export async function listStrategies(handle: Handle): Promise<readonly StrategyRow[]> {
  return (await handle.q.selectFrom("strategy").selectAll().orderBy("id").execute()).map(toRow);
}

/** The strategy of this id, or undefined. */
export async function readStrategyRow(handle: Handle, id: string): Promise<StrategyRow | undefined> {
  const row = await handle.q.selectFrom("strategy").selectAll().where("id", "=", id).executeTakeFirst();
  return row && toRow(row);
}

function columnsOf(row: StrategyRow): Selectable<Database["strategy"]> {
  return {
    id: row.id,
    source: row.source,
    version: row.version,
    card: row.card,
    cron: row.cron,
    refused: row.refused,
    allowed_rights: row.allowedRights,
    allowed_at: row.allowedAt === undefined ? null : BigInt(row.allowedAt),
    params: row.params,
    state: row.state,
    pause_by: row.pauseBy,
    pause_reason: row.pauseReason,
    paused_at: row.pausedAt === undefined ? null : BigInt(row.pausedAt),
    failures: BigInt(row.failures),
    failure_code: row.failureCode,
    failure: row.failure,
    gone: row.gone ? 1n : 0n,
    seen_at: BigInt(row.seenAt),
  };
}

function toRow(row: Selectable<Database["strategy"]>): StrategyRow {
  return {
    id: row.id,
    source: row.source,
    version: row.version,
    card: row.card,
    cron: row.cron,
    refused: row.refused,
    allowedRights: row.allowed_rights,
    allowedAt: row.allowed_at === null ? undefined : Number(row.allowed_at),
    params: row.params,
    state: row.state as StrategyRow["state"],
    pauseBy: row.pause_by,
    pauseReason: row.pause_reason,
    pausedAt: row.paused_at === null ? undefined : Number(row.paused_at),
    failures: Number(row.failures),
    failureCode: row.failure_code,
    failure: row.failure,
    gone: row.gone === 1n,
    seenAt: Number(row.seen_at),
  };
}
