import { createHash } from "node:crypto";
import { deliverPings } from "../sandbox/delivery.ts";
import { connectPlatform } from "../src/operations/connect-platform.ts";
import { syncConnection } from "../src/operations/sync-connection.ts";
import { turnOnPings } from "../src/operations/turn-on-pings.ts";
import { type Connection, listConnections } from "../src/store/connection.ts";
import { rowsOf } from "./checks.ts";
import type { WorldEvent } from "./plan.ts";
import { changeSchedules, inSlot, noteTwinFaults, startSlot } from "./run-slot.ts";
import { BrokenLaw, noteFault, randomOf, type Sim, stamp } from "./sim.ts";
import { closeSlot, cut, type Slot } from "./slot.ts";
import { count } from "./tally.ts";

const minuteMs = 60_000;
/** Steps within one minute after which a simulation is stuck. */
const stuckSteps = 5_000;
/** Where messages of the platform are sent to. */
const publicUrl = "https://books.example";
/** Between two looks at the world when nothing else is due. */
const pollMs = { pings: 10 * minuteMs, none: 6 * 60 * minuteMs } as const;

/** Goes on to the next moment at which something is due, at the latest to `until`, and lets it happen. */
export async function step(sim: Sim, until: number): Promise<void> {
  const { timeline } = sim;
  sim.steps += 1;
  if (timeline.world.now() >= sim.progress.at + minuteMs) sim.progress = { at: timeline.world.now(), steps: sim.steps };
  if (sim.steps > sim.progress.steps + stuckSteps) throw new BrokenLaw("time does not go on: something is always due");
  timeline.moveTo(Math.max(timeline.world.now() + 1, Math.min(until, nextMoment(sim))));
  const now = timeline.world.now();
  if (sim.violations.length > 0) throw new BrokenLaw(sim.violations.slice(0, 3).join("\n"));
  let stirred = now >= sim.dueAt;
  while ((sim.events[0]?.at ?? Number.POSITIVE_INFINITY) <= now) {
    const event = sim.events.shift();
    if (event) await happen(sim, event);
    stirred = true;
  }
  for (const slot of [sim.main, sim.second]) {
    if (slot.upAt > now) continue;
    await startSlot(sim, slot);
    stirred = true;
  }
  if (await connect(sim)) stirred = true;
  if ((await deliver(sim)) > 0) stirred = true;
  if (await resume(sim, now)) stirred = true;
  // Asking the line is the dearest part of a step in which nothing happens.
  if (!stirred) return;
  await Promise.all([work(sim, sim.main), work(sim, sim.second)]);
  const engine = sim.main.engine ?? sim.second.engine;
  sim.dueAt = ((await engine?.jobs.nextDueAt()) ?? Number.POSITIVE_INFINITY) - sim.error.ms;
}

function nextMoment(sim: Sim): number {
  const { main, second, timeline } = sim;
  const now = timeline.world.now();
  const moments = [
    now + (sim.pingsOn ? pollMs.pings : pollMs.none),
    sim.events[0]?.at ?? Number.POSITIVE_INFINITY,
    main.upAt,
    second.upAt,
    ...(main.engine ? sim.paused.values() : []),
    sim.dueAt,
    sim.connected || !main.engine ? Number.POSITIVE_INFINITY : sim.nextConnectAt,
  ];
  return Math.min(...moments);
}

/** Everything that is due in one process. */
async function work(sim: Sim, slot: Slot): Promise<void> {
  const { engine } = slot;
  if (!engine) return;
  const ran = await inSlot(sim, slot, "idle", () => engine.jobs.runDue());
  count(sim.seen, "jobs", ran ?? 0);
}

/** Connects the shop, as often as it takes; then turns its messages on. */
async function connect(sim: Sim): Promise<boolean> {
  const { engine } = sim.main;
  const now = sim.timeline.world.now();
  if (!engine) return false;
  let asked = false;
  if (!sim.connected && now >= sim.nextConnectAt) {
    sim.nextConnectAt = now + 60 * minuteMs;
    asked = true;
    await inSlot(sim, sim.main, "connecting", async () => {
      const { workplace } = engine;
      const [connector] = workplace.platforms.connectors;
      if (!connector) return;
      const random = randomOf(sim, "connect", sim.steps);
      const done = await connectPlatform(workplace, random, sim.book, connector, { token: sim.twin.token });
      if (!done.ok) return;
      await changeSchedules(sim, engine);
      sim.connected = true;
    });
  }
  if (!sim.connected || sim.pingsOn || !sim.plan.pings || now < sim.pingsAskedAt || !sim.main.engine) return asked;
  sim.pingsAskedAt = now + 24 * 60 * minuteMs;
  await inSlot(sim, sim.main, "connecting", async () => {
    const [connection] = await listConnections(sim.store);
    if (!connection) return;
    const state = await turnOnPings(engine.workplace, sim.book, connection, publicUrl);
    sim.pingsOn = state.state === "on";
  });
  return true;
}

/** Messages of the platform come in over HTTP, where anybody listens. */
async function deliver(sim: Sim): Promise<number> {
  sim.twin.advance();
  const delivered = await deliverPings(sim.twin, twinNow(sim), async ({ url, contentType, body, name }) => {
    const { engine, life } = sim.main;
    if (!engine) {
      noteFault(sim, "ping to nobody", "down");
      return undefined;
    }
    const door = sim.bug?.door?.(engine.door, sim.store) ?? engine.door;
    const request = new Request(url, { method: "POST", headers: { "content-type": contentType }, body });
    const answered = await inSlot(sim, sim.main, "taking a message", () => door(request));
    sim.trace.line(`${stamp(sim)} message ${name} ${answered?.status}`);
    count(sim.seen, "messages");
    if (answered?.ok) requireKept(sim, body);
    return life?.dead ? undefined : answered?.status;
  });
  noteTwinFaults(sim, "taking a message");
  return delivered;
}

/** A message that was answered is kept: the platform will not send it again. */
function requireKept(sim: Sim, body: string): void {
  if (new URLSearchParams(body).get("seller_id") !== sim.twin.sellerId) return;
  const hash = createHash("sha256").update(body).digest("hex");
  const [kept] = rowsOf(
    sim.store,
    "SELECT 1 FROM observation WHERE book_id=? AND source='gumroad' AND delivery_id IN (SELECT 'ping/'||id||'/'||? FROM connection)",
    sim.book.id,
    hash,
  );
  if (!kept) throw new BrokenLaw("a message was answered and is not kept");
}

function twinNow(sim: Sim): number {
  return sim.frozenAt ?? sim.timeline.world.now();
}

async function resume(sim: Sim, now: number): Promise<boolean> {
  const { engine } = sim.main;
  if (!engine) return false;
  let resumed = false;
  for (const [schedule, until] of sim.paused) {
    if (!sim.calm && until > now) continue;
    const done = await inSlot(sim, sim.main, "idle", async () => {
      await engine.jobs.resume(schedule);
      return true;
    });
    if (done) sim.paused.delete(schedule);
    resumed = true;
  }
  return resumed;
}

async function happen(sim: Sim, event: WorldEvent): Promise<void> {
  const { main, second } = sim;
  noteFault(sim, event.kind, main.doing);
  sim.trace.line(`${stamp(sim)} ${event.kind}`);
  switch (event.kind) {
    case "down":
      cut(main, event.at + event.forMs);
      return;
    case "clock":
      sim.error.ms = event.wrongByMs;
      // Who waits by a clock that was set cannot be held to it.
      main.closedUntil = 0;
      second.closedUntil = 0;
      return;
    case "second":
      await closeSlot(second);
      second.upAt = event.at;
      sim.events.push({ kind: "second-ends", at: event.at + event.forMs });
      sim.events.sort((a, b) => a.at - b.at);
      return;
    case "second-ends":
      await closeSlot(second);
      return;
    case "pause":
      return pause(sim, event);
    case "sync":
      return sync(sim, event.full);
    case "token":
      sim.twin.changeToken("replace");
      sim.nextConnectAt = event.at + event.forMs;
      sim.connected = false;
  }
}

async function pause(sim: Sim, event: WorldEvent & { kind: "pause" }): Promise<void> {
  const { engine } = sim.main;
  if (!engine) return;
  await inSlot(sim, sim.main, "idle", async () => {
    const schedules = await engine.jobs.schedules();
    const one = schedules[event.pick % schedules.length];
    if (!one) return;
    await engine.jobs.pause(one.name);
    sim.paused.set(one.name, event.at + event.forMs);
  });
}

/** What `millrace sync` does, beside the engine. */
async function sync(sim: Sim, full: boolean): Promise<void> {
  const { engine } = sim.main;
  const connection: Connection | undefined = (await listConnections(sim.store))[0];
  if (!engine || !connection) return;
  await inSlot(sim, sim.main, full ? "syncing, whole" : "syncing", async () => {
    await syncConnection(engine.workplace, sim.book, connection, { full });
  });
}
