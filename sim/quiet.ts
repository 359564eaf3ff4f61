import { kinds } from "../src/operations/schedules.ts";
import type { Sim } from "./sim.ts";
import { step } from "./step.ts";

const hourMs = 3_600_000;
const stepsMax = 2_000;

/** The names of all schedules that look at a platform. */
export async function lookSchedules(sim: Sim): Promise<readonly string[]> {
  const schedules = (await sim.main.engine?.jobs.schedules()) ?? [];
  return schedules.filter(({ kind }) => kind === kinds.look).map(({ name }) => name);
}

/** Goes on for some hours, so that what has to be tried again is. */
export async function runQuiet(sim: Sim): Promise<void> {
  const until = sim.timeline.world.now() + 3 * hourMs;
  for (let n = 0; n < stepsMax && sim.timeline.world.now() < until; n++) await step(sim, until);
}
