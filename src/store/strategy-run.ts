import type { Selectable } from "kysely";
import type { Handle, Tx } from "./handle.ts";
import type { Database } from "./schema.ts";

export type StrategyRunResult =
  | "running"
  | "done"
  /** Something it needs is missing; it says what. */
  | "waits"
  /** It threw, or gave what is no proposal. */
  | "failed"
  /** It was ended: too much memory or time, or it reached for what is not among its rights. */
  | "stopped";

/** One run of a strategy for one book, with what came of it. */
export type StrategyRunRow = {
  readonly id: string;
  readonly strategy: string;
  readonly bookId: bigint;
  /** The moment whose knowledge it was given. */
  readonly asOf: number;
  readonly startedAt: number;
  readonly finishedAt: number | undefined;
  readonly result: StrategyRunResult;
  /** Stable reason of a run that did not end well; "" of one that did. */
  readonly code: string;
  readonly sentence: string;
  /** New proposals. */
  readonly proposed: number;
  /** Proposals about what was proposed before and has not expired. */
  readonly repeated: number;
  /** Proposals beyond its budget or the actions of the day. */
  readonly beyond: number;
  /** Proposals that the road out did not take. */
  readonly refused: number;
  /** Figures of its own, JSON text of an object. */
  readonly metrics: string;
};

/** Writes a run as it is now. */
export async function saveStrategyRun(tx: Tx, row: StrategyRunRow): Promise<void> {
  const { id, ...values } = columnsOf(row);
  await tx.q
    .insertInto("strategy_run")
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(values))
    .execute();
}

/** Runs newest first; of one strategy, or of all; only those behind `before` in the list. */
export async function listStrategyRuns(
  handle: Handle,
  options: {
    readonly strategy?: string;
    readonly bookId?: bigint;
    readonly before?: string;
    readonly limit: number;
  },
): Promise<readonly StrategyRunRow[]> {
  const { strategy, bookId, before, limit } = options;
  const rows = await handle.q
    .selectFrom("strategy_run")
    .selectAll()
    .$if(strategy !== undefined, (query) => query.where("strategy", "=", strategy ?? ""))
    .$if(bookId !== undefined, (query) => query.where("book_id", "=", bookId ?? 0n))
    .$if(before !== undefined, (query) => query.where("id", "<", before ?? ""))
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.map(toRow);
}

/** What all runs of a strategy come to. */
export type StrategyTotals = {
  readonly runs: number;
  /** Runs that ended well, waiting ones included. */
  readonly well: number;
  readonly proposed: number;
  readonly refused: number;
};

/** The totals of each strategy that has ended a run, by id. */
export async function strategyTotals(handle: Handle): Promise<ReadonlyMap<string, StrategyTotals>> {
  const rows = await handle.q
    .selectFrom("strategy_run")
    .select(["strategy", "result"])
    .select(({ fn }) => [
      fn.countAll<bigint>().as("runs"),
      fn.sum<bigint | string>("proposed").as("proposed"),
      fn.sum<bigint | string>("refused").as("refused"),
    ])
    .where("result", "<>", "running")
    .groupBy(["strategy", "result"])
    .execute();
  const totals = new Map<string, StrategyTotals>();
  for (const row of rows) {
    const sum = totals.get(row.strategy) ?? { runs: 0, well: 0, proposed: 0, refused: 0 };
    const runs = Number(row.runs);
    totals.set(row.strategy, {
      runs: sum.runs + runs,
      well: sum.well + (row.result === "done" || row.result === "waits" ? runs : 0),
      proposed: sum.proposed + Number(row.proposed),
      refused: sum.refused + Number(row.refused),
    });
  }
  return totals;
}

/** Ends the runs that no process works on any more: they began before `before` and never ended. */
export async function endLostStrategyRuns(tx: Tx, before: number, at: number): Promise<void> {
  await tx.q
    .updateTable("strategy_run")
    .set({
      result: "stopped",
      code: "lost",
      sentence: "The engine ended in the middle of it.",
      finished_at: BigInt(at),
    })
    .where("result", "=", "running")
    .where("started_at", "<", BigInt(before))
    .execute();
}

function columnsOf(row: StrategyRunRow): Selectable<Database["strategy_run"]> {
  return {
    id: row.id,
    strategy: row.strategy,
    book_id: row.bookId,
    as_of: BigInt(row.asOf),
    started_at: BigInt(row.startedAt),
    finished_at: row.finishedAt === undefined ? null : BigInt(row.finishedAt),
    result: row.result,
    code: row.code,
    sentence: row.sentence,
    proposed: BigInt(row.proposed),
    repeated: BigInt(row.repeated),
    beyond: BigInt(row.beyond),
    refused: BigInt(row.refused),
    metrics: row.metrics,
  };
}

function toRow(row: Selectable<Database["strategy_run"]>): StrategyRunRow {
  return {
    id: row.id,
    strategy: row.strategy,
    bookId: row.book_id,
    asOf: Number(row.as_of),
    startedAt: Number(row.started_at),
    finishedAt: row.finished_at === null ? undefined : Number(row.finished_at),
    result: row.result as StrategyRunResult,
    code: row.code,
    sentence: row.sentence,
    proposed: Number(row.proposed),
    repeated: Number(row.repeated),
    beyond: Number(row.beyond),
    refused: Number(row.refused),
    metrics: row.metrics,
  };
}
