import type { z } from "zod";
import type { StrategyStatus } from "../../agent/runtime/strategy-status.ts";
import { formatMinor } from "../../domain/money/money.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import type { StrategyWork } from "../../operations/strategy-board.ts";
import type { StrategyRunRow } from "../../store/strategy-run.ts";
import type { strategy, strategyRun } from "../contract/strategies.ts";

/** A strategy with what came of it. */
export function strategyJson(status: StrategyStatus, work: StrategyWork): z.infer<typeof strategy> {
  const { id, title, source, version, standing, why, card, rights, totals, last, failures } = status;
  const days = card?.firstMoneyDays;
  return {
    id,
    title,
    description: card?.description ?? null,
    source,
    version,
    state: standing,
    why: why === "" ? null : why,
    cron: card?.cron ?? null,
    automation: card?.automation ?? null,
    firstMoneyDays: days === undefined ? null : { best: days.best, usual: days.usual },
    rights: [...rights],
    runs: totals.runs,
    runsWell: totals.well,
    proposed: totals.proposed,
    notTaken: totals.refused,
    failuresInRow: failures,
    became: work.became.map((one) => ({ ...one })),
    brought: work.brought.map(({ currency, amount }) => ({ amount: formatMinor(amount, currency), currency })),
    next: work.nextAt === undefined || standing !== "on" ? null : isoTime(work.nextAt),
    last: last ? strategyRunJson(last) : null,
  };
}

/** A run of a strategy. */
export function strategyRunJson(run: StrategyRunRow): z.infer<typeof strategyRun> {
  const { id, startedAt, finishedAt, result, sentence, proposed, refused } = run;
  return {
    id,
    began: isoTime(startedAt),
    ended: finishedAt === undefined ? null : isoTime(finishedAt),
    result,
    sentence,
    proposed,
    refused,
  };
}
