import { allFaults, cheapFaults } from "./checks.ts";
import { finalFaults, listedSince, missingAmong, recentFaults } from "./compare.ts";
import { lookSchedules, runQuiet } from "./quiet.ts";
import { BrokenLaw, type Sim } from "./sim.ts";
import { closeSlot } from "./slot.ts";
import { step } from "./step.ts";

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/**
 * Heals everything, and requires that all comes right: first by the schedules alone, as far as they promise; then, with
 * the platform at rest and every look taken once, to the cent.
 */
export async function requireLiveness(sim: Sim): Promise<void> {
  await heal(sim);
  const monday = nextMonday(sim.timeline.world.now() + 50 * hourMs);
  await until(sim, monday - 16 * hourMs);
  const listed = listedSince(sim, sim.timeline.world.now() - 2 * hourMs);
  await until(sim, monday - 30 * 60_000);
  none("between two looks", missingAmong(sim, listed));
  await until(sim, monday);
  sim.frozenAt = sim.timeline.world.now();
  await until(sim, monday + 2 * hourMs);
  none("by its schedules alone", recentFaults(sim));
  sim.twin.settle();
  for (const schedule of await lookSchedules(sim)) await sim.main.engine?.jobs.runNow(schedule);
  sim.dueAt = 0;
  await runQuiet(sim);
  none("in the end", await finalFaults(sim));
  none("in the end", [...cheapFaults(sim.store), ...(await allFaults(sim.store, sim.book))]);
}

async function until(sim: Sim, at: number): Promise<void> {
  while (sim.timeline.world.now() < at) await step(sim, at);
}

function none(when: string, faults: readonly string[]): void {
  if (faults.length > 0) throw new BrokenLaw(`${when}: ${faults.slice(0, 8).join("\n  ")}`);
}

/** No faults from here on; the clock is right, one engine runs, and the owner has given the token that is good. */
async function heal(sim: Sim): Promise<void> {
  sim.trace.line("everything heals");
  sim.calm = true;
  sim.events.length = 0;
  sim.error.ms = 0;
  sim.twin.heal();
  sim.nextConnectAt = 0;
  await closeSlot(sim.second);
  if (!sim.main.engine) sim.main.upAt = Math.min(sim.main.upAt, sim.timeline.world.now());
}

/** The next Monday at 04:35 UTC: shortly before sales of a month are looked at again. */
function nextMonday(from: number): number {
  const monday = Math.floor(from / dayMs) * dayMs + 4 * hourMs + 35 * 60_000;
  for (let at = monday; ; at += dayMs) if (at > from && new Date(at).getUTCDay() === 1) return at;
}
