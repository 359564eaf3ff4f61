import { type Insertable, type Selectable, sql } from "kysely";
import { assert } from "../base/assert.ts";
import type { Millis } from "../base/clock.ts";
import type { Action, ExpectedGain, Origin } from "../domain/action/action.ts";
import type { Mode } from "../domain/action/autonomy.ts";
import type { HoldOut } from "../domain/action/hold-out.ts";
import { isActionKind } from "../domain/action/kinds.ts";
import type { Lane } from "../domain/action/lane.ts";
import { parametersFromJson, parametersToJson } from "../domain/action/parameters.ts";
import type { ActionState } from "../domain/action/states.ts";
import type { Handle, Tx } from "./handle.ts";
import type { Database } from "./schema.ts";

/** An action as it stands. Everything that happened to it is in its events. */
export type ActionRow = {
  readonly action: Action;
  readonly bookId: bigint;
  /** SHA-256 in hex of the plan as it is now, and as it was proposed: an edit makes them differ. */
  readonly planHash: string;
  readonly proposedHash: string;
  readonly pattern: string;
  /** Fixed when it is proposed and again when it is put in line. */
  readonly mode: Mode;
  readonly state: ActionState;
  /** How many events it has; grows with each, so that of two that go on from one state only one succeeds. */
  readonly steps: number;
  readonly proposedAt: Millis;
  readonly changedAt: Millis;
  /** When what waits in line may leave. */
  readonly dueAt: Millis | undefined;
  /** Why it still waits in line although its time has come; "" when nothing keeps it. */
  readonly waitsFor: string;
  /** Its part in a comparison; absent where it has none. */
  readonly holdOut?: HoldOut;
  /** Where the plan is about a person: all its parameters, sealed. Those of `action` are then without the person. */
  readonly sealed?: SealedPlan;
};

/** Parameters sealed under the data key of the person they are about. */
export type SealedPlan = { readonly keyId: bigint; readonly bytes: Uint8Array };

type Stored = Selectable<Database["action"]>;

/** Adds an action. Its key must be new to the book. */
export async function insertAction(tx: Tx, row: ActionRow): Promise<void> {
  await tx.q.insertInto("action").values(toStored(row)).execute();
}

/** The action of this id, or undefined. */
export async function readAction(handle: Handle, id: string): Promise<ActionRow | undefined> {
  const row = await selectActions(handle).where("action.id", "=", id).executeTakeFirst();
  return row && toRow(row);
}

/** The actions of these ids that there are, in the order of the ids. */
export async function readActions(handle: Handle, ids: readonly string[]): Promise<readonly ActionRow[]> {
  if (ids.length === 0) return [];
  const rows = await selectActions(handle).where("action.id", "in", ids).execute();
  const found = new Map(rows.map((row) => [row.id, toRow(row)]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** The action that was proposed under this key, or undefined. */
export async function findActionByKey(handle: Handle, bookId: bigint, key: string): Promise<ActionRow | undefined> {
  const row = await selectActions(handle).where("book_id", "=", bookId).where("idem_key", "=", key).executeTakeFirst();
  return row && toRow(row);
}

export type ActionFilter = {
  readonly bookId?: bigint;
  readonly states?: readonly ActionState[];
  readonly kind?: string;
  readonly target?: string;
  /** Only those proposed from this moment on. */
  readonly since?: Millis;
  /** Only those behind this one in the list. */
  readonly after?: { readonly proposedAt: Millis; readonly id: string };
  readonly limit: number;
};

/** Actions that match, the newest first. */
export async function listActions(handle: Handle, filter: ActionFilter): Promise<readonly ActionRow[]> {
  let query = selectActions(handle);
  if (filter.bookId !== undefined) query = query.where("book_id", "=", filter.bookId);
  if (filter.states !== undefined) query = query.where("state", "in", filter.states);
  if (filter.kind !== undefined) query = query.where("kind", "=", filter.kind);
  if (filter.target !== undefined) query = query.where("target", "=", filter.target);
  const { after, since } = filter;
  if (since !== undefined) query = query.where("proposed_at", ">=", BigInt(since));
  if (after !== undefined)
    query = query.where(({ eb, and, or }) =>
      or([
        eb("proposed_at", "<", BigInt(after.proposedAt)),
        and([eb("proposed_at", "=", BigInt(after.proposedAt)), eb("action.id", "<", after.id)]),
      ]),
    );
  const rows = await query.orderBy("proposed_at", "desc").orderBy("action.id", "desc").limit(filter.limit).execute();
  return rows.map(toRow);
}

/** Actions of a book whose id ends or begins with what a person typed. */
export async function findActions(handle: Handle, bookId: bigint, typed: string): Promise<readonly ActionRow[]> {
  const part = typed.toLowerCase().replace(/[\\%_]/g, "\\$&");
  const rows = await selectActions(handle)
    .where("book_id", "=", bookId)
    .where(sql<boolean>`(action.id LIKE ${`%${part}`} ESCAPE '\\' OR action.id LIKE ${`${part}%`} ESCAPE '\\')`)
    .orderBy("action.id")
    .limit(3)
    .execute();
  return rows.map(toRow);
}

/** Ids of what waits in a line and may leave by now, the longest waiting first. */
export async function dueActions(handle: Handle, lane: Lane, now: Millis, limit: number): Promise<readonly string[]> {
  const { bookId, target, account } = lane;
  const rows = await handle.q
    .selectFrom("action")
    .select("id")
    .where("state", "=", "queued")
    .where("book_id", "=", bookId)
    .where("target", "=", target)
    .where("account", account === undefined ? "is" : "=", account ?? null)
    .where("due_at", "<=", BigInt(now))
    .orderBy("due_at")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** The lines in which something is due by now, the one with the longest waiting first. */
export async function dueLanes(handle: Handle, now: Millis): Promise<readonly Lane[]> {
  const rows = await handle.q
    .selectFrom("action")
    .select(["book_id", "target", "account"])
    .where("state", "=", "queued")
    .where("due_at", "<=", BigInt(now))
    .groupBy(["book_id", "target", "account"])
    .orderBy(sql`min(due_at)`)
    .execute();
  return rows.map((row) => ({ bookId: row.book_id, target: row.target, account: row.account ?? undefined }));
}

/** Ids of actions in one of these states that are no longer to be done. */
export async function overdueActions(
  handle: Handle,
  states: readonly ActionState[],
  now: Millis,
  limit: number,
): Promise<readonly string[]> {
  const rows = await handle.q
    .selectFrom("action")
    .select("id")
    .where("state", "in", states)
    .where("expires_at", "<=", BigInt(now))
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** What changes of an action when it goes on; what is absent stays. */
export type ActionChange = {
  readonly state: ActionState;
  readonly steps: number;
  readonly at: Millis;
  readonly dueAt?: Millis | null;
  readonly waitsFor?: string;
  readonly mode?: Mode;
  /** A changed plan: its parameters, as they are stored, with the hash and pattern of the plain ones. */
  readonly plan?: Pick<ActionRow, "planHash" | "pattern" | "sealed"> &
    Pick<Action, "kind" | "parameters" | "worstCost">;
};

/**
 * Takes an action on from exactly how `row` shows it. False when somebody else was there first: then nothing changed.
 */
export async function moveAction(tx: Tx, row: ActionRow, change: ActionChange): Promise<boolean> {
  const { plan } = change;
  const moved = await tx.q
    .updateTable("action")
    .set({
      state: change.state,
      steps: BigInt(change.steps),
      changed_at: BigInt(change.at),
      ...(change.dueAt === undefined ? {} : { due_at: change.dueAt === null ? null : BigInt(change.dueAt) }),
      ...(change.waitsFor === undefined ? {} : { waits_for: change.waitsFor }),
      ...(change.mode === undefined ? {} : { mode: change.mode }),
      ...(plan === undefined
        ? {}
        : {
            parameters: JSON.stringify(parametersToJson(plan.parameters)),
            plan_hash: plan.planHash,
            pattern: plan.pattern,
            worst_amount: plan.worstCost.amount,
            worst_currency: plan.worstCost.currency,
            key_id: plan.sealed?.keyId ?? null,
            sealed: plan.sealed?.bytes ?? null,
          }),
    })
    .where("id", "=", row.action.id)
    .where("state", "=", row.state)
    .where("steps", "=", BigInt(row.steps))
    .where("plan_hash", "=", row.planHash)
    .returning("id")
    .execute();
  return moved.length === 1;
}

/** Leaves an action in line for later, with the reason; no step. False when it is no longer as `row` shows it. */
export async function putOffAction(tx: Tx, row: ActionRow, dueAt: Millis, waitsFor: string): Promise<boolean> {
  const moved = await tx.q
    .updateTable("action")
    .set({ due_at: BigInt(dueAt), waits_for: waitsFor })
    .where("id", "=", row.action.id)
    .where("state", "=", row.state)
    .where("steps", "=", BigInt(row.steps))
    .returning("id")
    .execute();
  return moved.length === 1;
}

function selectActions(handle: Handle) {
  return handle.q
    .selectFrom("action")
    .innerJoin("book", "book.id", "action.book_id")
    .selectAll("action")
    .select("slug");
}

function toStored({ action, ...row }: ActionRow): Insertable<Database["action"]> {
  const { gain, origin, worstCost } = action;
  return {
    id: action.id,
    book_id: row.bookId,
    kind: action.kind,
    target: action.target,
    account: action.account ?? null,
    parameters: JSON.stringify(parametersToJson(action.parameters)),
    reason: action.reason,
    evidence: JSON.stringify(action.evidence),
    gain: gain === undefined ? null : JSON.stringify(gain, (_, v) => (typeof v === "bigint" ? v.toString() : v)),
    worst_amount: worstCost.amount,
    worst_currency: worstCost.currency,
    reversible: action.reversible ? 1n : 0n,
    expires_at: BigInt(action.expiresAt),
    idem_key: action.idempotencyKey,
    ...storedOrigin(origin),
    plan_hash: row.planHash,
    proposed_hash: row.proposedHash,
    pattern: row.pattern,
    mode: row.mode,
    state: row.state,
    steps: BigInt(row.steps),
    proposed_at: BigInt(row.proposedAt),
    changed_at: BigInt(row.changedAt),
    due_at: row.dueAt === undefined ? null : BigInt(row.dueAt),
    waits_for: row.waitsFor,
    hold_out: row.holdOut?.arm ?? "",
    key_id: row.sealed?.keyId ?? null,
    sealed: row.sealed?.bytes ?? null,
    hold_out_percent: BigInt(row.holdOut?.percent ?? 0),
  };
}

function toRow(row: Stored & { readonly slug: string }): ActionRow {
  return {
    action: toAction(row),
    bookId: row.book_id,
    planHash: row.plan_hash,
    proposedHash: row.proposed_hash,
    pattern: row.pattern,
    mode: row.mode as Mode,
    state: row.state as ActionState,
    steps: Number(row.steps),
    proposedAt: Number(row.proposed_at),
    changedAt: Number(row.changed_at),
    dueAt: row.due_at === null ? undefined : Number(row.due_at),
    waitsFor: row.waits_for,
    ...(row.key_id === null || row.sealed === null ? {} : { sealed: { keyId: row.key_id, bytes: row.sealed } }),
    ...(row.hold_out === "held" || row.hold_out === "treated"
      ? { holdOut: { arm: row.hold_out, percent: Number(row.hold_out_percent) } }
      : {}),
  };
}

function toAction(row: Stored & { readonly slug: string }): Action {
  const { kind } = row;
  assert(isActionKind(kind), "only known kinds are ever kept");
  const parameters = parametersFromJson(kind, JSON.parse(row.parameters));
  assert(parameters.ok, "parameters are checked before they are kept");
  const action = {
    id: row.id,
    kind,
    target: row.target,
    ...(row.account === null ? {} : { account: row.account }),
    book: row.slug,
    parameters: parameters.value,
    reason: row.reason,
    evidence: JSON.parse(row.evidence) as readonly string[],
    ...(row.gain === null ? {} : { gain: toGain(JSON.parse(row.gain)) }),
    worstCost: { amount: row.worst_amount, currency: row.worst_currency },
    reversible: row.reversible === 1n,
    expiresAt: Number(row.expires_at),
    idempotencyKey: row.idem_key,
    origin: toOrigin(row),
  };
  // The parameters were read by the table's row of exactly this kind.
  return action as Action;
}

function toGain(stored: { low: string; likely: string; high: string; currency: string }): ExpectedGain {
  const { low, likely, high, currency } = stored;
  return { low: BigInt(low), likely: BigInt(likely), high: BigInt(high), currency };
}

/** An assistant stands beside the strategies, under a name that none of them can have. */
const assistantMark = "assistant/";

function storedOrigin(origin: Origin): { readonly origin: string; readonly origin_id: string } {
  if (origin.by === "engine") return { origin: "engine", origin_id: "" };
  if (origin.by === "assistant") return { origin: "strategy", origin_id: `${assistantMark}${origin.id}` };
  return { origin: origin.by, origin_id: origin.id };
}

function toOrigin({ origin, origin_id: id }: Stored): Origin {
  if (origin === "engine") return { by: "engine" };
  if (origin === "owner") return { by: "owner", id };
  return id.startsWith(assistantMark)
    ? { by: "assistant", id: id.slice(assistantMark.length) }
    : { by: "strategy", id };
}
