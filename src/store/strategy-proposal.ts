import type { Selectable } from "kysely";
import { anyOf } from "./any-of.ts";
import type { Handle, Tx } from "./handle.ts";
import type { Database } from "./schema.ts";

/** One proposal of a strategy, and what became of it. */
export type StrategyProposalRow = {
  readonly id: string;
  readonly runId: string;
  readonly strategy: string;
  readonly bookId: bigint;
  readonly at: number;
  readonly kind: string;
  readonly target: string;
  readonly about: string;
  readonly reason: string;
  /** The whole proposal, as JSON text. */
  readonly body: string;
  readonly worstAmount: bigint;
  readonly worstCurrency: string;
  readonly expiresAt: number;
  /**
   * kept: nobody has taken it yet. handed: it is on the road out as `actionId`. denied: a rule says no, on that road.
   * refused: the road did not take it.
   */
  readonly state: "kept" | "handed" | "denied" | "refused";
  readonly actionId: string | undefined;
  /** What was said of it when it was handed over. */
  readonly note: string;
};

/** Writes down a proposal. */
export async function addStrategyProposal(tx: Tx, row: StrategyProposalRow): Promise<void> {
  await tx.q.insertInto("strategy_proposal").values(columnsOf(row)).execute();
}

/** What became of a proposal that was kept. */
export async function settleStrategyProposal(
  tx: Tx,
  id: string,
  outcome: Pick<StrategyProposalRow, "state" | "actionId" | "note">,
): Promise<void> {
  await tx.q
    .updateTable("strategy_proposal")
    .set({ state: outcome.state, action_id: outcome.actionId ?? null, note: outcome.note })
    .where("id", "=", id)
    .where("state", "=", "kept")
    .execute();
}

/** Which of these a strategy has proposed something about that has not expired at `at`. */
export async function standingAbouts(
  handle: Handle,
  bookId: bigint,
  strategy: string,
  abouts: readonly string[],
  at: number,
): Promise<ReadonlySet<string>> {
  if (abouts.length === 0) return new Set();
  const rows = await handle.q
    .selectFrom("strategy_proposal")
    .select("about")
    .distinct()
    .where("book_id", "=", bookId)
    .where("strategy", "=", strategy)
    .where(anyOf(handle, "about", abouts))
    .where("expires_at", ">", BigInt(at))
    .where("state", "<>", "refused")
    .execute();
  return new Set(rows.map(({ about }) => about));
}

/** Proposals that still wait for somebody to take them and have not expired, oldest first. */
export async function keptProposals(
  handle: Handle,
  strategy: string,
  at: number,
): Promise<readonly StrategyProposalRow[]> {
  const rows = await handle.q
    .selectFrom("strategy_proposal")
    .selectAll()
    .where("strategy", "=", strategy)
    .where("state", "=", "kept")
    .where("expires_at", ">", BigInt(at))
    .orderBy("id")
    .execute();
  return rows.map(toRow);
}

/** How many proposals all strategies together have made since `from`. */
export async function countProposalsSince(handle: Handle, from: number): Promise<number> {
  const row = await handle.q
    .selectFrom("strategy_proposal")
    .select(({ fn }) => fn.countAll().as("n"))
    .where("at", ">=", BigInt(from))
    .where("state", "<>", "refused")
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}

/** What the proposals of a strategy since `from` can cost together in one currency, in minor units. */
export async function worstCostSince(
  handle: Handle,
  strategy: string,
  currency: string,
  from: number,
): Promise<bigint> {
  const rows = await handle.q
    .selectFrom("strategy_proposal")
    .select("worst_amount")
    .where("strategy", "=", strategy)
    .where("worst_currency", "=", currency)
    .where("at", ">=", BigInt(from))
    .where("worst_amount", ">", 0n)
    .where("state", "in", ["kept", "handed"])
    .execute();
  return rows.reduce((sum, row) => sum + row.worst_amount, 0n);
}

/** What strategies have proposed, newest first; of one strategy, or of all. */
export async function listStrategyProposals(
  handle: Handle,
  options: { readonly strategy?: string; readonly limit: number },
): Promise<readonly StrategyProposalRow[]> {
  const { strategy, limit } = options;
  const rows = await handle.q
    .selectFrom("strategy_proposal")
    .selectAll()
    .$if(strategy !== undefined, (query) => query.where("strategy", "=", strategy ?? ""))
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.map(toRow);
}

function columnsOf(row: StrategyProposalRow): Selectable<Database["strategy_proposal"]> {
  return {
    id: row.id,
    run_id: row.runId,
    strategy: row.strategy,
    book_id: row.bookId,
    at: BigInt(row.at),
    kind: row.kind,
    target: row.target,
    about: row.about,
    reason: row.reason,
    body: row.body,
    worst_amount: row.worstAmount,
    worst_currency: row.worstCurrency,
    expires_at: BigInt(row.expiresAt),
    state: row.state,
    action_id: row.actionId ?? null,
    note: row.note,
  };
}

function toRow(row: Selectable<Database["strategy_proposal"]>): StrategyProposalRow {
  return {
    id: row.id,
    runId: row.run_id,
    strategy: row.strategy,
    bookId: row.book_id,
    at: Number(row.at),
    kind: row.kind,
    target: row.target,
    about: row.about,
    reason: row.reason,
    body: row.body,
    worstAmount: row.worst_amount,
    worstCurrency: row.worst_currency,
    expiresAt: Number(row.expires_at),
    state: row.state as StrategyProposalRow["state"],
    actionId: row.action_id ?? undefined,
    note: row.note,
  };
}
