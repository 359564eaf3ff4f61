import { sql } from "kysely";
import type { Millis } from "../base/clock.ts";
import type { Mode } from "../domain/action/autonomy.ts";
import type { Handle, Tx } from "./handle.ts";
import { insertMany } from "./insert-many.ts";

/** One time that an action was handed to the wire, or would have been. Committed before the wire is touched. */
export type Attempt = {
  /** 1 for the first. */
  readonly number: number;
  readonly mode: Mode;
  readonly key: string;
  readonly planHash: string;
  /** How things stood before, in the connector's words. */
  readonly before: string | undefined;
  /** How often it was sent: more than once only where the platform honours keys. */
  readonly sends: number;
  readonly startedAt: Millis;
  /** Until then whoever sends it may be silent; after that its fate is unknown. */
  readonly leaseUntil: Millis;
  readonly result: "open" | "done" | "refused" | "unknown" | "dry";
  readonly finishedAt: Millis | undefined;
  readonly note: string;
  /** When to look again what became of it. */
  readonly lookAt: Millis | undefined;
  readonly looks: number;
};

/** Opens an attempt; the database refuses a second one while the first is open or unknown. */
export async function openAttempt(
  tx: Tx,
  actionId: string,
  attempt: Pick<Attempt, "number" | "mode" | "key" | "planHash" | "before" | "startedAt" | "leaseUntil">,
): Promise<void> {
  await tx.q
    .insertInto("attempt")
    .values({
      action_id: actionId,
      number: BigInt(attempt.number),
      mode: attempt.mode,
      idem_key: attempt.key,
      plan_hash: attempt.planHash,
      before_state: attempt.before ?? null,
      sends: attempt.mode === "dry" ? 0n : 1n,
      started_at: BigInt(attempt.startedAt),
      lease_until: BigInt(attempt.leaseUntil),
      result: "open",
      finished_at: null,
      note: "",
      look_at: null,
      looks: 0n,
    })
    .execute();
}

/** What became of an attempt; `lookAt` only for one whose fate is unknown. */
export async function closeAttempt(
  tx: Tx,
  actionId: string,
  number: number,
  end: {
    readonly result: Exclude<Attempt["result"], "open">;
    readonly at: Millis;
    readonly note: string;
    readonly lookAt?: Millis;
  },
): Promise<void> {
  await tx.q
    .updateTable("attempt")
    .set({
      result: end.result,
      finished_at: BigInt(end.at),
      note: end.note,
      look_at: end.lookAt === undefined ? null : BigInt(end.lookAt),
    })
    .where("action_id", "=", actionId)
    .where("number", "=", BigInt(number))
    .where("result", "in", ["open", "unknown"])
    .execute();
}

/** Opens an attempt of unknown fate once more, to be sent again with the same key. */
export async function reopenAttempt(tx: Tx, actionId: string, number: number, leaseUntil: Millis): Promise<void> {
  await tx.q
    .updateTable("attempt")
    .set(({ ref }) => ({
      result: "open",
      finished_at: null,
      look_at: null,
      lease_until: BigInt(leaseUntil),
      sends: sql<bigint>`${ref("sends")}+1`,
    }))
    .where("action_id", "=", actionId)
    .where("number", "=", BigInt(number))
    .where("result", "=", "unknown")
    .execute();
}

/** It was looked at and is still unknown. */
export async function noteLook(tx: Tx, actionId: string, number: number, lookAt: Millis, note: string): Promise<void> {
  await tx.q
    .updateTable("attempt")
    .set(({ ref }) => ({ look_at: BigInt(lookAt), note, looks: sql<bigint>`${ref("looks")}+1` }))
    .where("action_id", "=", actionId)
    .where("number", "=", BigInt(number))
    .where("result", "=", "unknown")
    .execute();
}

/** All attempts of an action, the first one first. */
export async function attemptsOf(handle: Handle, actionId: string): Promise<readonly Attempt[]> {
  const rows = await handle.q
    .selectFrom("attempt")
    .selectAll()
    .where("action_id", "=", actionId)
    .orderBy("number")
    .execute();
  return rows.map((row) => ({
    number: Number(row.number),
    mode: row.mode as Mode,
    key: row.idem_key,
    planHash: row.plan_hash,
    before: row.before_state ?? undefined,
    sends: Number(row.sends),
    startedAt: Number(row.started_at),
    leaseUntil: Number(row.lease_until),
    result: row.result as Attempt["result"],
    finishedAt: row.finished_at === null ? undefined : Number(row.finished_at),
    note: row.note,
    lookAt: row.look_at === null ? undefined : Number(row.look_at),
    looks: Number(row.looks),
  }));
}

/** Ids of actions whose sender has been silent beyond its lease. */
export async function silentActions(handle: Handle, now: Millis, limit: number): Promise<readonly string[]> {
  const rows = await handle.q
    .selectFrom("attempt")
    .select("action_id")
    .where("result", "=", "open")
    .where("lease_until", "<=", BigInt(now))
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map((row) => row.action_id);
}

/** Ids of actions of unknown fate that should be looked at by now, the longest waiting first. */
export async function actionsToLookFor(handle: Handle, now: Millis, limit: number): Promise<readonly string[]> {
  const rows = await handle.q
    .selectFrom("attempt")
    .select("action_id")
    .where("result", "=", "unknown")
    .where("look_at", "<=", BigInt(now))
    .orderBy("look_at")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map((row) => row.action_id);
}

/** Counts an attempt under the keys of its action. */
export async function countAttempt(
  tx: Tx,
  counted: {
    readonly keys: readonly string[];
    readonly at: Millis;
    readonly actionId: string;
    readonly number: number;
    readonly mode: Mode;
  },
): Promise<void> {
  const { keys, at, actionId, number, mode } = counted;
  await insertMany(
    tx,
    "counted",
    ["key", "at", "action_id", "number", "mode"],
    keys.map((key) => [key, BigInt(at), actionId, BigInt(number), mode]),
  );
}

/** When a key was counted since a moment. What was only tried dry counts for those that are dry themselves. */
export async function timesCounted(handle: Handle, key: string, since: Millis, mode: Mode): Promise<readonly Millis[]> {
  let query = handle.q.selectFrom("counted").select("at").where("key", "=", key).where("at", ">", BigInt(since));
  if (mode === "live") query = query.where("mode", "=", "live");
  return (await query.execute()).map(({ at }) => Number(at));
}

/** What a kind used from a moment on: how many actions, and what they may cost at worst, each counted once. */
export async function spentSince(
  handle: Handle,
  about: {
    readonly bookId: bigint;
    readonly kind: string;
    readonly since: Millis;
    readonly mode: Mode;
    readonly currency: string;
    readonly except: string;
    /** Also those that have their yes and have not left yet. */
    readonly waiting: boolean;
  },
): Promise<{ readonly count: number; readonly money: bigint } | undefined> {
  const live = about.mode === "live" ? sql`AND a.mode='live'` : sql``;
  const waiting = about.waiting ? sql`OR a.state IN('approved','queued')` : sql``;
  const { rows } = await sql<{ worst_amount: bigint; worst_currency: string }>`
    SELECT a.worst_amount, a.worst_currency FROM action a WHERE a.book_id=${about.bookId} AND a.kind=${about.kind} AND a.id<>${about.except} ${live}
      AND (EXISTS(SELECT 1 FROM attempt t WHERE t.action_id=a.id AND t.started_at>=${BigInt(about.since)}) ${waiting})`.execute(
    handle.q,
  );
  // Costs in another currency cannot be added up: then what was spent is not known.
  if (rows.some((row) => row.worst_amount > 0n && row.worst_currency !== about.currency)) return undefined;
  return { count: rows.length, money: rows.reduce((sum, row) => sum + row.worst_amount, 0n) };
}
