import type { StrategyRun } from "../../domain/alert/watch-strategy.ts";
import type { ParamShapes, ParamValue } from "../../spec/strategy.ts";
import { paramsFromJson } from "../../spec/strategy-kit/params.ts";
import { isRecord, type StrategyCard } from "../../spec/strategy-kit/read-strategy.ts";
import { rightsText } from "../../spec/strategy-kit/rights-text.ts";
import type { Handle } from "../../store/handle.ts";
import { listStrategies, type StrategyRow } from "../../store/strategy.ts";
import {
  listStrategyRuns,
  type StrategyRunRow,
  type StrategyTotals,
  strategyTotals,
} from "../../store/strategy-run.ts";
import { cardFrom } from "./card-text.ts";
import { type Standing, standingOf } from "./may-run.ts";

/** A strategy as the owner sees it. */
export type StrategyStatus = {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly version: string;
  readonly standing: Standing;
  /** Why it does not run; "" when it does. */
  readonly why: string;
  readonly card: StrategyCard | undefined;
  /** What the owner allows with it, one line each. */
  readonly rights: readonly string[];
  readonly shapes: ParamShapes;
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly totals: StrategyTotals;
  readonly last: StrategyRunRow | undefined;
  readonly failures: number;
};

const nothing: StrategyTotals = { runs: 0, well: 0, proposed: 0, refused: 0 };

/** Every strategy that is there, by id. Asks the database only. */
export async function strategyStatus(handle: Handle): Promise<readonly StrategyStatus[]> {
  const totals = await strategyTotals(handle);
  const statuses: StrategyStatus[] = [];
  for (const row of await listStrategies(handle)) {
    if (row.gone) continue;
    const [last] = await listStrategyRuns(handle, { strategy: row.id, limit: 1 });
    statuses.push(statusOf(row, totals.get(row.id) ?? nothing, last));
  }
  return statuses;
}

function statusOf(row: StrategyRow, totals: StrategyTotals, last: StrategyRunRow | undefined): StrategyStatus {
  const read = cardFrom(row.card);
  const card = read.ok ? read.value : undefined;
  const standing = standingOf(row);
  const shapes = card?.params ?? {};
  const stored: unknown = JSON.parse(row.params);
  return {
    id: row.id,
    title: card?.title ?? row.id,
    source: row.source,
    version: row.version,
    standing,
    why: whyOf(row, standing),
    card,
    rights: card ? rightsText(card.rights) : [],
    shapes,
    params: paramsFromJson(shapes, isRecord(stored) ? stored : {}).values,
    totals,
    last,
    failures: row.failures,
  };
}

function whyOf(row: StrategyRow, standing: Standing): string {
  switch (standing) {
    case "on":
    case "gone":
      return "";
    case "paused":
      return row.pauseReason;
    case "refused":
      return row.refused;
    case "asks":
      return row.allowedAt === undefined
        ? "It waits until you allow its rights."
        : "Its rights have changed; it waits until you allow them anew.";
  }
}

/** How the latest run of each strategy ended, as alerts are made from it. */
export async function strategyMatters(handle: Handle): Promise<readonly StrategyRun[]> {
  const rows = (await listStrategies(handle)).filter(({ gone }) => !gone);
  return rows.map((row) => {
    const card = cardFrom(row.card);
    const base = { id: row.id, title: card.ok ? card.value.title : row.id };
    if (row.refused !== "")
      return { ...base, failure: { code: "refused", sentence: row.refused, inRow: 1, paused: true } };
    if (row.failures === 0) return base;
    const paused = row.state === "paused" && row.pauseBy === "engine";
    return { ...base, failure: { code: row.failureCode, sentence: row.failure, inRow: row.failures, paused } };
  });
}
