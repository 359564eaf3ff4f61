import type { Clock } from "../../base/clock.ts";
import type { Ids } from "../../base/ids.ts";
import type { Log } from "../../base/log.ts";
import type { Problem } from "../../base/problem.ts";
import type { Result } from "../../base/result.ts";
import type { ActionOf } from "../../domain/action/action.ts";
import type { ActionKind } from "../../domain/action/kinds.ts";
import type { Store } from "../../store/handle.ts";
import type { StrategyDoor } from "./door.ts";

/** A proposal on its way to the road out: an action but for what that road gives it. */
export type ProposedPlan = { [K in ActionKind]: Omit<ActionOf<K>, "id" | "reversible"> }[ActionKind];

/** What became of a proposal that was handed over. */
export type Taken = {
  readonly actionId: string;
  /** Whether a rule denied it at once. */
  readonly denied: boolean;
  /** One sentence: what happens with it now. */
  readonly sentence: string;
};

/**
 * The road out, as strategies see it. The same `idempotencyKey` with the same plan is the same action, however often it
 * is handed over. A problem means that it was not taken.
 */
export type ProposalSink = { propose(plan: ProposedPlan): Promise<Result<Taken, Problem>> };

/** What strategies run in. */
export type StrategyPlace = {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Pick<Log, "info" | "warn">;
  /** Who acts, for the record: "owner" or "engine". */
  readonly actor: string;
  readonly dataDir: string;
  /** Packages and folders that the configuration names. */
  readonly named: readonly string[];
  readonly limits: StrategyLimits;
  /** Where proposals go; without it they are kept until there is one. */
  readonly sink?: ProposalSink | undefined;
  /** How declared hosts are read; without it none can be. */
  readonly door?: StrategyDoor | undefined;
};

export type StrategyLimits = {
  readonly memoryMb: number;
  readonly timeMs: number;
  /** Strategies that run at the same time. */
  readonly concurrent: number;
  /** New proposals of all strategies in a day. */
  readonly dailyActions: number;
};

/** The packages and folders in the setting `strategies`: separated by commas. */
export function namedStrategies(setting: string | undefined): readonly string[] {
  return [...new Set((setting ?? "").split(",").map((name) => name.trim()))].filter((name) => name !== "");
}

/** A place over an open installation, with the configuration's ceilings; sink and door are given by who has them. */
export function openStrategyPlace(
  parts: Pick<StrategyPlace, "store" | "clock" | "ids" | "log" | "actor">,
  config: StrategyConfig,
): StrategyPlace {
  const { store, clock, ids, log, actor } = parts;
  return {
    store,
    clock,
    ids,
    log,
    actor,
    dataDir: config.dataDir,
    named: namedStrategies(config.strategies),
    limits: {
      memoryMb: config.strategyMemoryMb,
      timeMs: config.strategySeconds * 1_000,
      concurrent: config.maxConcurrentStrategies,
      dailyActions: config.maxDailyActions,
    },
  };
}

export type StrategyConfig = {
  readonly dataDir: string;
  readonly strategies?: string | undefined;
  readonly maxConcurrentStrategies: number;
  readonly maxDailyActions: number;
  readonly strategyMemoryMb: number;
  readonly strategySeconds: number;
};
