import type { Millis } from "../base/clock.ts";
import type { Handle } from "./handle.ts";

/** A span of time, from inclusive, to exclusive. */
type Span = { readonly from: Millis; readonly to: Millis };

/** How many runs of a strategy for a book ended in one way. */
export type RunCount = {
  readonly strategy: string;
  readonly result: string;
  readonly runs: number;
  readonly proposed: number;
  readonly lastAt: Millis;
};

/** The runs of a book that began in a span, counted by strategy and result. */
export async function runCounts(handle: Handle, bookId: bigint, { from, to }: Span): Promise<readonly RunCount[]> {
  const rows = await handle.q
    .selectFrom("strategy_run")
    .select(["strategy", "result"])
    .select(({ fn }) => [
      fn.countAll<bigint>().as("runs"),
      fn.sum<bigint | string>("proposed").as("proposed"),
      fn.max("started_at").as("last_at"),
    ])
    .where("book_id", "=", bookId)
    .where("started_at", ">=", BigInt(from))
    .where("started_at", "<", BigInt(to))
    .groupBy(["strategy", "result"])
    .orderBy("strategy")
    .orderBy("result")
    .execute();
  return rows.map((row) => ({
    strategy: row.strategy,
    result: row.result,
    runs: Number(row.runs),
    proposed: Number(row.proposed),
    lastAt: Number(row.last_at),
  }));
}

/** What became of the proposals that strategies made for a book in a span: how many, by strategy and state of the action. */
export async function proposalCounts(
  handle: Handle,
  bookId: bigint,
  { from, to }: Span,
): Promise<readonly { readonly strategy: string; readonly state: string; readonly n: number }[]> {
  const rows = await handle.q
    .selectFrom("strategy_proposal as p")
    .leftJoin("action as a", "a.id", "p.action_id")
    .select(({ fn }) => ["p.strategy", fn.coalesce("a.state", "p.state").as("state"), fn.countAll<bigint>().as("n")])
    .where("p.book_id", "=", bookId)
    .where("p.at", ">=", BigInt(from))
    .where("p.at", "<", BigInt(to))
    .groupBy(({ fn }) => ["p.strategy", fn.coalesce("a.state", "p.state")])
    .execute();
  return rows.map((row) => ({ strategy: row.strategy, state: row.state, n: Number(row.n) }));
}

/** How many tries to send something outside ended in each way, live ones only. */
export async function attemptCounts(
  handle: Handle,
  bookId: bigint,
  { from, to }: Span,
): Promise<ReadonlyMap<string, number>> {
  const rows = await handle.q
    .selectFrom("attempt as t")
    .innerJoin("action as a", "a.id", "t.action_id")
    .select(({ fn }) => ["t.result", fn.countAll<bigint>().as("n")])
    .where("a.book_id", "=", bookId)
    .where("t.mode", "=", "live")
    .where("t.started_at", ">=", BigInt(from))
    .where("t.started_at", "<", BigInt(to))
    .groupBy("t.result")
    .execute();
  return new Map(rows.map((row) => [row.result, Number(row.n)]));
}

/** An action that moved in a span. */
export type MovedAction = {
  readonly id: string;
  readonly kind: string;
  readonly target: string;
  readonly from: string;
  readonly to: string;
  readonly at: Millis;
};

/** The steps that actions of a book took in a span, oldest first. */
export async function movedActions(
  handle: Handle,
  bookId: bigint,
  { from, to }: Span,
  limit: number,
): Promise<readonly MovedAction[]> {
  const rows = await handle.q
    .selectFrom("action_event as e")
    .innerJoin("action as a", "a.id", "e.action_id")
    .select(["a.id", "a.kind", "a.target", "e.from_state", "e.to_state", "e.at"])
    .where("a.book_id", "=", bookId)
    .where("e.at", ">=", BigInt(from))
    .where("e.at", "<", BigInt(to))
    .whereRef("e.from_state", "<>", "e.to_state")
    .orderBy("e.id")
    .limit(limit)
    .execute();
  return rows.map(({ id, kind, target, from_state, to_state, at }) => ({
    id,
    kind,
    target,
    from: from_state,
    to: to_state,
    at: Number(at),
  }));
}

/** Alerts that were open at some time of a span, the most recent first. */
export async function alertsDuring(
  handle: Handle,
  { from, to }: Span,
  limit: number,
): Promise<readonly { readonly severity: string; readonly title: string; readonly since: Millis }[]> {
  const rows = await handle.q
    .selectFrom("alert")
    .select(["severity", "title", "since"])
    .where("since", "<", BigInt(to))
    .where((eb) => eb.or([eb("over_at", "is", null), eb("over_at", ">=", BigInt(from))]))
    .orderBy("since", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ severity: row.severity, title: row.title, since: Number(row.since) }));
}
