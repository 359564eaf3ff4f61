import type { Bug } from "./bug.ts";
import { allFaults, cheapFaults } from "./checks.ts";
import { coverageFaults } from "./compare.ts";
import { guardGlobals } from "./guards.ts";
import { requireLiveness } from "./liveness.ts";
import { eventful, type PlanOptions, planOf, type SimPlan } from "./plan.ts";
import { BrokenLaw, closeSim, openSim, type Sim } from "./sim.ts";
import { step } from "./step.ts";
import type { Tally } from "./tally.ts";
import { createTrace } from "./trace.ts";

export type SeedOptions = PlanOptions & {
  readonly bug?: Bug | undefined;
  /** Gets each line of what happens. */
  readonly show?: ((line: string) => void) | undefined;
  /** A file for the database, encrypted; in memory when absent. */
  readonly file?: string | undefined;
};

export type SeedResult = {
  readonly seed: number;
  /** Why it is red; absent when it is green. */
  readonly broken?: string;
  readonly simulatedDays: number;
  readonly hash: string;
  readonly lines: number;
  readonly faults: Tally;
  readonly coverage: Tally;
  readonly seen: Tally;
};

const cheapEverySteps = 50;
/** A check of everything reads the books from their first txn; large ones are checked less often. */
const allEveryDays = { small: 15, demo: 30, busy: 120 } as const;

/** Runs one seed: first whatever may go wrong does, then everything heals and must come right. Never throws. */
export async function runSeed(options: SeedOptions): Promise<SeedResult> {
  const plan = options.bug ? planted(options.bug, planOf(options)) : planOf(options);
  const trace = createTrace(options.show);
  const unguard = guardGlobals();
  const sim = await openSim({ plan, trace, bug: options.bug, file: options.file });
  let broken: string | undefined;
  try {
    await safetyPhase(sim, plan, allEveryDays[options.preset ?? "small"] * 86_400_000);
    await requireLiveness(sim);
  } catch (cause) {
    broken =
      cause instanceof BrokenLaw
        ? cause.message
        : cause instanceof Error
          ? (cause.stack ?? cause.message)
          : String(cause);
    trace.line(broken);
  }
  const simulatedDays = (sim.timeline.world.now() - plan.start) / 86_400_000;
  await closeSim(sim).catch((cause: unknown) => {
    broken ??= String(cause);
  });
  unguard();
  const { faults, coverage, seen } = sim;
  const result = { seed: plan.seed, simulatedDays, hash: trace.hash(), lines: trace.lines, faults, coverage, seen };
  return broken === undefined ? result : { ...result, broken };
}

function planted(bug: Bug, plan: SimPlan): SimPlan {
  return bug.plan?.(eventful(plan)) ?? eventful(plan);
}

async function safetyPhase(sim: Sim, plan: SimPlan, allEveryMs: number): Promise<void> {
  let coverAt = plan.start;
  let checkAt = plan.start + allEveryMs;
  while (sim.timeline.world.now() < plan.end) {
    await step(sim, plan.end);
    if (sim.steps % cheapEverySteps === 0) requireNone(cheapFaults(sim.store));
    if (sim.timeline.world.now() >= coverAt) {
      coverAt = sim.timeline.world.now() + Math.floor(allEveryMs / 15);
      requireNone(coverageFaults(sim));
    }
    if (sim.timeline.world.now() < checkAt) continue;
    checkAt = sim.timeline.world.now() + allEveryMs;
    requireNone(await allFaults(sim.store, sim.book));
  }
}

export function requireNone(faults: readonly string[]): void {
  if (faults.length > 0) throw new BrokenLaw(faults.slice(0, 5).join("\n"));
}
