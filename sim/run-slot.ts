import { chanceOf } from "../sandbox/chance.ts";
import type { JobKind, JobRun } from "../src/jobs/jobs.ts";
import { kinds, type LookPayload } from "../src/operations/schedules.ts";
import { connector } from "../src/platforms/gumroad/connector.ts";
import { rowsOf } from "./checks.ts";
import { Crash, createLife, type Life } from "./crash.ts";
import { openSimEngine, type SimEngine } from "./engine.ts";
import { noteFault, randomOf, type Sim, stamp } from "./sim.ts";
import { cut, type Slot } from "./slot.ts";
import { count } from "./tally.ts";
import { createWire } from "./wire.ts";

/** Runs `work` in a process; undefined when the process died over it. */
export async function inSlot<T>(sim: Sim, slot: Slot, doing: string, work: () => Promise<T>): Promise<T | undefined> {
  const { life } = slot;
  slot.doing = doing;
  try {
    return await work();
  } catch (cause) {
    if (life?.dead || cause instanceof Crash) return undefined;
    throw cause;
  } finally {
    slot.doing = "idle";
    if (life?.dead && slot.life === life) {
      const wait = sim.calm ? 1_000 : 1_000 + sim.chance.below(sim.plan.restartMsMax);
      cut(slot, sim.timeline.world.now() + wait);
    }
  }
}

/** Starts the process on the database as it is. */
export async function startSlot(sim: Sim, slot: Slot): Promise<void> {
  const { plan, timeline, bug } = sim;
  const number = ++slot.lives;
  const chance = chanceOf(plan.seed, 0x11fe, slot.name === "main" ? 0 : 1, number);
  const life = createLife(
    chance,
    () => (sim.calm ? { commit: 0, call: 0 } : plan.crashes),
    (where) => {
      noteFault(sim, `crash ${where}`, slot.doing);
      sim.trace.line(`${stamp(sim)} ${slot.name} dies ${where}, ${slot.doing}`);
    },
  );
  slot.life = life;
  slot.upAt = Number.POSITIVE_INFINITY;
  const living = life.store(sim.store);
  const store = bug?.store?.(living) ?? living;
  const wire = createWire({
    twin: sim.twin,
    timeline,
    chance,
    plan: () => (sim.calm ? {} : plan.wire),
    onFault: (fault) => noteFault(sim, fault, slot.doing),
    onSend: () => {
      if (timeline.world.now() < slot.closedUntil)
        sim.violations.push("the platform was asked before the time it had named");
    },
    onAnswer: (answer) => {
      const wait = Number(answer.headers["retry-after"] ?? "0");
      // Its seconds are whole ones, and the answer took a moment.
      if (answer.status === 429 && wait > 1) slot.closedUntil = timeline.world.now() + (wait - 1) * 1_000;
      if (answer.status === 200 && sim.plan.faults.shares["bad-record"] && hasBadRecord(answer.body)) {
        count(sim.seen, "bad records taken in");
      }
    },
    onCall: ({ method, url }, outcome) => {
      sim.trace.line(`${stamp(sim)} ${slot.name} ${method} ${url.slice(url.indexOf("/v2"))} ${outcome}`);
      count(sim.seen, "calls");
      noteTwinFaults(sim, slot.doing);
    },
  });
  const transport = life.transport(bug?.transport?.(wire) ?? wire);
  const clock = timeline.machine(sim.error);
  const opened = await inSlot(sim, slot, "starting", async () => {
    const engine = await openSimEngine({
      store,
      clock: bug?.clock?.(clock) ?? clock,
      random: randomOf(sim, slot.name, number),
      transport,
      connectors: [bug?.connector?.(connector) ?? connector],
      kind: (kind) => watched(sim, slot, bug?.kind?.(kind, store) ?? kind),
      onLog: (line) => checkLog(sim, life, line),
      onTrouble: (sentence, cause) => {
        if (life.dead || cause === undefined || cause instanceof Crash) return;
        sim.violations.push(`${sentence} ${cause instanceof Error ? cause.stack : String(cause ?? "")}`);
      },
    });
    await changeSchedules(sim, engine);
    return engine;
  });
  if (slot.life === life) slot.engine = opened;
}

/** What a person has changed of the schedules there are. */
export async function changeSchedules(sim: Sim, { jobs }: SimEngine): Promise<void> {
  for (const { name, kind, cron } of await jobs.schedules()) {
    const wanted = sim.plan.crons[name] ?? (kind === kinds.look ? undefined : sim.plan.ownCron);
    if (wanted !== undefined && wanted !== cron) await jobs.reschedule(name, wanted, "UTC");
  }
}

/** Whether a whole answer holds what the twin makes of a bad record. */
function hasBadRecord(body: Uint8Array): boolean {
  const text = Buffer.from(body).toString("utf8");
  return text.includes('"price":"12.5"') && text.endsWith("}");
}

/** What the twin did wrong since it was last looked at. */
export function noteTwinFaults(sim: Sim, doing: string): void {
  for (const [kind, now = 0] of Object.entries(sim.twin.faultCounts)) {
    const before = sim.faults.get(kind) ?? 0;
    if (now > before) noteFault(sim, kind, doing, now - before);
  }
}

/** The same work, known by what it does while it does it. */
function watched(sim: Sim, slot: Slot, kind: JobKind): JobKind {
  return {
    ...kind,
    run: async (run) => {
      const before = slot.doing;
      slot.doing = doingOf(sim, kind, run);
      count(sim.seen, slot.doing);
      try {
        const outcome = await kind.run(run);
        sim.trace.line(`${stamp(sim)} ${slot.name} ${slot.doing}: ${outcome.kind}, ${outcome.note}`);
        return outcome;
      } finally {
        slot.doing = before;
      }
    },
  };
}

function doingOf(sim: Sim, kind: JobKind, run: JobRun): string {
  if (kind.name === kinds.hints) return "following hints";
  if (kind.name !== kinds.look) return kind.name;
  const { connection, stream, look } = JSON.parse(run.payload) as LookPayload;
  const [left] = rowsOf(
    sim.store,
    "SELECT 1 FROM walk WHERE connection_id=? AND stream=? AND look=? AND cursor IS NOT NULL",
    BigInt(connection),
    stream,
    look,
  );
  return `walking ${stream} ${look}${left ? ", resuming" : ""}`;
}

/** I20: no secret in the log. Errors of the engine's own are mistakes. */
function checkLog(sim: Sim, life: Life, line: string): void {
  if (life.dead) return;
  count(sim.seen, "log lines");
  if (line.includes(sim.twin.token)) sim.violations.push("I20 the access token stands in the log");
  // Alerts to the owner go to the log too; they tell of the world.
  if (line.startsWith('{"level":"error"') && !line.includes('"sink":"own-log"'))
    sim.violations.push(`the log tells of an error: ${line}`);
}
