import { type Chance, chanceOf } from "../sandbox/chance.ts";
import { createGumroadTwin, type GumroadTwin } from "../sandbox/gumroad/create-twin.ts";
import { seededRandom } from "../src/base/random.ts";
import type { Book } from "../src/store/book.ts";
import { addBook } from "../src/store/book.ts";
import { migrate } from "../src/store/migrate.ts";
import { openSqlite, type SqliteStore } from "../src/store/open-sqlite.ts";
import type { Bug } from "./bug.ts";
import type { SimPlan, WorldEvent } from "./plan.ts";
import { closeSlot, newSlot, type Slot } from "./slot.ts";
import { count, type Tally } from "./tally.ts";
import type { Trace } from "./trace.ts";
import { createTimeline, type Timeline } from "./virtual-clock.ts";

/** A law that does not hold; the seed is red. */
export class BrokenLaw extends Error {
  override readonly name = "BrokenLaw";
}

/** One simulation under way: a world, its platform, and the engines that work on one database. */
export type Sim = {
  readonly plan: SimPlan;
  readonly bug: Bug | undefined;
  readonly timeline: Timeline;
  readonly chance: Chance;
  readonly twin: GumroadTwin;
  readonly store: SqliteStore;
  readonly book: Book;
  readonly trace: Trace;
  /** The engine, and the second one that sometimes works beside it. */
  readonly main: Slot;
  readonly second: Slot;
  /** Events that are still to come, the next one first. */
  readonly events: WorldEvent[];
  readonly faults: Tally;
  /** Fault × what the engine was doing. */
  readonly coverage: Tally;
  readonly seen: Tally;
  /** From here on nothing goes wrong any more. */
  calm: boolean;
  /** The moment at which the platform stands still, once it does. */
  frozenAt: number | undefined;
  /** How far the machine's clock is wrong. */
  readonly error: { ms: number };
  connected: boolean;
  /** Nothing asks the platform to send messages before this. */
  pingsAskedAt: number;
  pingsOn: boolean;
  nextConnectAt: number;
  /** Schedules that were paused, and until when. */
  readonly paused: Map<string, number>;
  /** Laws that were seen broken where an error would be caught by the product itself. */
  readonly violations: string[];
  steps: number;
  /** The minute in which the last steps were made, and the number of the first of them. */
  progress: { readonly at: number; readonly steps: number };
  /** When something is due next, as the line of jobs last said. */
  dueAt: number;
};

export type SimOptions = {
  readonly plan: SimPlan;
  readonly trace: Trace;
  readonly bug?: Bug | undefined;
  /** A file for the database, encrypted; in memory when absent. */
  readonly file?: string | undefined;
};

/** Sets the world up: nothing is connected yet. */
export async function openSim({ plan, trace, bug, file }: SimOptions): Promise<Sim> {
  const { seed } = plan;
  const turns = chanceOf(seed, 0x7a);
  const timeline = createTimeline(plan.start, () => turns.below(2));
  const store = openSqlite(file === undefined ? { path: ":memory:" } : { path: file, key: new Uint8Array(32).fill(3) });
  await migrate(store, timeline.world);
  const { timeZone, homeCurrency } = plan;
  const book = await store.transaction((tx) =>
    addBook(tx, { slug: "main", name: "Main", homeCurrency, timeZone }, timeline.world.now()),
  );
  const sim: Sim = {
    plan,
    bug,
    timeline,
    chance: chanceOf(seed, 0x51a),
    twin: createGumroadTwin({
      seed,
      clock: { now: () => sim.frozenAt ?? timeline.world.now(), sleep: timeline.world.sleep },
      shop: plan.shop,
      faults: plan.faults,
    }),
    store,
    book,
    trace,
    main: newSlot("main", plan.start),
    second: newSlot("second", Number.POSITIVE_INFINITY),
    events: [...plan.events],
    faults: new Map(),
    coverage: new Map(),
    seen: new Map(),
    calm: false,
    frozenAt: undefined,
    error: { ms: 0 },
    connected: false,
    pingsAskedAt: 0,
    pingsOn: false,
    nextConnectAt: 0,
    paused: new Map(),
    violations: [],
    steps: 0,
    progress: { at: plan.start, steps: 0 },
    dueAt: plan.start,
  };
  return sim;
}

export async function closeSim(sim: Sim): Promise<void> {
  await closeSlot(sim.main);
  await closeSlot(sim.second);
  await sim.store.close();
}

/** Counts a fault, and what it struck in. */
export function noteFault(sim: Sim, fault: string, doing: string, by = 1): void {
  count(sim.faults, fault, by);
  count(sim.coverage, `${fault} × ${doing}`, by);
}

/** The world's time as text, for traces. */
export function stamp(sim: Sim): string {
  return new Date(sim.timeline.world.now()).toISOString().slice(0, 19);
}

/** Chance for one life of a process, like no other's. */
export function randomOf(sim: Sim, name: string, life: number): ReturnType<typeof seededRandom> {
  return seededRandom((BigInt(sim.plan.seed) << 20n) + BigInt(life * 2 + (name === "main" ? 0 : 1)));
}
