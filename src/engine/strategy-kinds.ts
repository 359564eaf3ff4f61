import { endLostRuns, keepStrategies } from "../agent/runtime/keep-strategies.ts";
import { openStrategyDoor } from "../agent/runtime/open-strategy-door.ts";
import { openStrategyPlace, type StrategyPlace } from "../agent/runtime/place.ts";
import { runStrategy } from "../agent/runtime/run-strategy.ts";
import { createSlots } from "../agent/runtime/slots.ts";
import { networkTransport } from "../base/egress/network-transport.ts";
import type { JobKind, JobRun } from "../jobs/jobs.ts";
import type { EngineOptions } from "../operations/engine-port.ts";
import { kinds } from "../operations/schedules.ts";
import type { Workplace } from "../operations/workplace.ts";
import { strategySink } from "./strategy-sink.ts";
import { usualKind } from "./usual-kind.ts";

type Run = { readonly options: EngineOptions; readonly workplace: Workplace };

/** The work of strategies. */
export function strategyKinds(run: Run): readonly JobKind[] {
  const { config } = run.options.loaded;
  const slots = createSlots(config.maxConcurrentStrategies);
  const place: StrategyPlace = { ...placeOf(run), sink: strategySink(run.workplace), door: doorOf(run) };
  return [
    {
      ...usualKind,
      name: kinds.strategy,
      title: "Let a strategy look for what to propose",
      attemptsMax: 2,
      // Longer than a run in each of many books, and the wait for its turn.
      leaseMs: 60 * 60_000,
      // Whatever reads or writes for the owner goes first.
      priority: -10,
      run: async ({ payload, signal }: JobRun) => {
        const { kind, sentence } = await runStrategy(place, slots, payload, signal);
        return { kind, note: sentence };
      },
    },
  ];
}

/** As the engine begins: the list of strategies fits what is there, and no run of an earlier life is open. */
export async function keepStrategiesOf(run: Run, signal: AbortSignal): Promise<void> {
  const place = placeOf(run);
  await endLostRuns(place);
  await keepStrategies(place, signal);
}

function placeOf({ options, workplace }: Run): StrategyPlace {
  return openStrategyPlace(workplace, options.loaded.config);
}

/** Simulated platforms are on this machine: beside them nothing real is reached. */
function doorOf({ options, workplace }: Run): StrategyPlace["door"] {
  if (options.loaded.config.sandbox !== undefined) return undefined;
  const transport = () => options.transport ?? networkTransport();
  const { clock, log } = workplace;
  return openStrategyDoor({ transport, clock, random: options.random, log });
}
