import { usualAutonomy } from "../../domain/action/autonomy.ts";
import { readAction } from "../../store/action.ts";
import { actionEvents } from "../../store/action-event.ts";
import { attemptsOf } from "../../store/attempt.ts";
import type { Store, Tx } from "../../store/handle.ts";
import { openSqlite } from "../../store/open-sqlite.ts";
import { approve } from "../answer.ts";
import { giveUpWaiting, lookFor } from "../gate/look-for.ts";
import { sendAction } from "../gate/send.ts";
import { propose } from "../propose.ts";
import type { Road } from "../road.ts";
import { setAutonomy } from "../switches.ts";
import type { Choose } from "./all-choices.ts";
import { openTestRoad, refundDraft, type TestRoad } from "./open-road.ts";
import { type Script, type ScriptedPlatform, scriptedPlatform, takings } from "./scripted-acts.ts";

/** The process is gone: nothing of it runs any more. */
class Crash extends Error {
  override readonly name = "Crash";
}

export type WorldOptions = {
  readonly honoursKeys: boolean;
  /** How often the process may die in one run. */
  readonly crashesMax: number;
  /** Rounds of the engine before everything heals. */
  readonly rounds: number;
  /** How late a request may arrive that nobody waits for any more; as the platform promises when absent. */
  readonly latestMs?: number;
};

/** What was seen over all runs. */
export type Tally = {
  runs: number;
  crashes: number;
  requests: number;
  done: number;
  failed: number;
  expired: number;
  /** Breaches of what must hold, in words; empty when all is well. */
  readonly breaches: string[];
};

const minuteMs = 60_000;
/** Longer than every lease, every settling time and every pause between looks. */
const longMs = 7 * 60 * minuteMs;

/**
 * Drives the real road over a real database against a platform that loses, delays and refuses as the choices say, with
 * a process that may die before and after every commit and around every request, or be held up there while another one
 * takes over. After each run everything heals, and what the road says must be what the platform's books say.
 */
export async function openCrashWorld(options: WorldOptions) {
  const store = openSqlite({ path: ":memory:" });
  const now: { run: Run | undefined } = { run: undefined };
  const script: Script = {
    honoursKeys: options.honoursKeys,
    now: () => test.clock.now(),
    ...(options.latestMs === undefined ? {} : { latestMs: options.latestMs }),
    take: () => now.run?.take() ?? "done",
    answers: () => now.run?.answers() ?? true,
    around: (when) => now.run?.around(when),
  };
  const platform = scriptedPlatform(script);
  const test: TestRoad = await openTestRoad(platform.acts, watched(store, now));
  const usual = usualAutonomy("sale.refund", "USD");
  await setAutonomy(test.road, test.book, "sale.refund", { ...usual, mode: "live" }, { actor: "owner" });
  const tally: Tally = { runs: 0, crashes: 0, requests: 0, done: 0, failed: 0, expired: 0, breaches: [] };
  return {
    tally,
    run: async (choose: Choose): Promise<void> => {
      tally.runs += 1;
      const run = new Run(test, platform, choose, options, tally, (active) => {
        now.run = active;
      });
      await run.all();
    },
    close: () => store.close(),
  };
}

/** The same store, with a commit that may kill the process before or after it. */
function watched(store: Store, now: { readonly run: Run | undefined }): Store {
  return {
    engine: store.engine,
    q: store.q,
    close: () => store.close(),
    transaction: async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
      const { run } = now;
      if (!run) return store.transaction(work);
      run.mayDie();
      const value = await store.transaction(work);
      run.mayDie();
      await run.mayBeHeldUp();
      return value;
    },
  };
}

class Run {
  readonly #test: TestRoad;
  readonly #platform: ScriptedPlatform;
  readonly #choose: Choose;
  readonly #options: WorldOptions;
  readonly #tally: Tally;
  readonly #activate: (run: Run | undefined) => void;
  readonly #object: string;
  #crashes = 0;
  #dead = false;
  #heldUp = false;
  #id = "";

  constructor(
    test: TestRoad,
    platform: ScriptedPlatform,
    choose: Choose,
    options: WorldOptions,
    tally: Tally,
    activate: (run: Run | undefined) => void,
  ) {
    this.#test = test;
    this.#platform = platform;
    this.#choose = choose;
    this.#options = options;
    this.#tally = tally;
    this.#activate = activate;
    this.#object = `s${tally.runs}`;
  }

  async all(): Promise<void> {
    const { road, book, clock } = this.#test;
    const expiresAt = clock.now() + 6 * longMs;
    const row = await propose(road, book, refundDraft(this.#object, { expiresAt }), { actor: "strategy:refunds" });
    if (!row.ok) throw new Error(row.error.sentence);
    this.#id = row.value.action.id;
    await approve(road, book, this.#id, { actor: "owner" });
    clock.advance(8_000);
    for (let round = 0; round < this.#options.rounds; round++) {
      await this.#mortal(() => this.#round(road));
      if (this.#choose(2) === 1) this.#platform.arrive();
      clock.advance([minuteMs, 6 * minuteMs][this.#choose(2)] ?? minuteMs);
      if (await this.#isOver()) break;
    }
    await this.#heal();
    await this.#check();
  }

  /** What the engine's jobs do for one action; after a death, first what a start does. */
  async #round(road: Road): Promise<void> {
    await sendAction(road, this.#id);
    const attempt = (await attemptsOf(road.store, this.#id)).at(-1);
    if (attempt?.result === "open" && attempt.leaseUntil <= road.clock.now())
      await giveUpWaiting(road, this.#id, "Silent.");
    await lookFor(road, this.#id);
  }

  async #mortal(work: () => Promise<void>): Promise<void> {
    this.#activate(this);
    try {
      await work();
    } catch (cause) {
      if (!(cause instanceof Crash)) throw cause;
    } finally {
      this.#activate(undefined);
    }
    if (!this.#dead) return;
    this.#dead = false;
    await giveUpWaiting(this.#test.road, this.#id, "Stopped while it was being sent.");
  }

  /** Here the process may die; once dead it does nothing more. */
  mayDie(): void {
    if (!this.#dead && this.#crashes < this.#options.crashesMax && this.#choose(2) === 1) {
      this.#crashes += 1;
      this.#tally.crashes += 1;
      this.#dead = true;
    }
    if (this.#dead) throw new Crash("the process died here");
  }

  /** Here the machine may sleep, and another process do all that is due meanwhile. */
  async mayBeHeldUp(): Promise<void> {
    if (this.#heldUp || this.#dead || this.#choose(2) === 0) return;
    this.#heldUp = true;
    this.#activate(undefined);
    this.#test.clock.advance(longMs);
    await this.#round(this.#test.road);
    this.#activate(this);
  }

  take() {
    this.#tally.requests += 1;
    return takings[this.#choose(takings.length)] ?? "done";
  }

  answers(): boolean {
    return this.#choose(2) === 0;
  }

  around(_when: "before" | "after"): void {
    this.mayDie();
  }

  async #isOver(): Promise<boolean> {
    const row = await readAction(this.#test.store, this.#id);
    return row !== undefined && ["done", "failed", "expired"].includes(row.state);
  }

  /** No more deaths, no more losses: what was under way arrives, and time passes. */
  async #heal(): Promise<void> {
    const { road, clock } = this.#test;
    for (let round = 0; round < 12 && !(await this.#isOver()); round++) {
      await this.#round(road);
      clock.advance(longMs);
    }
  }

  async #check(): Promise<void> {
    const { store } = this.#test;
    const row = await readAction(store, this.#id);
    const events = await actionEvents(store, this.#id);
    const attempts = await attemptsOf(store, this.#id);
    const effects = this.#platform.effects(this.#object);
    const state = row?.state ?? "gone";
    const say = (what: string): void => {
      const road = events.map(({ to }) => to).join(" → ");
      if (this.#tally.breaches.length < 20) this.#tally.breaches.push(`${what}: ${effects} effects, ${road}`);
    };
    if (effects > 1) say("two effects of one action");
    if (state === "done" && effects !== 1) say("said to be done and is not");
    if ((state === "failed" || state === "expired") && effects !== 0) say("said to have failed and is done");
    if (!["done", "failed", "expired"].includes(state)) say("lost in the middle");
    if (state === "done") this.#tally.done += 1;
    if (state === "failed") this.#tally.failed += 1;
    if (state === "expired") this.#tally.expired += 1;
    if (events.some(({ step }, i) => step !== i + 1) || events.at(-1)?.to !== state) say("a step is missing");
    if (events.some(({ from }, i) => i > 0 && from !== events[i - 1]?.to)) say("a step does not follow");
    if (attempts.some(({ result }) => result === "open" || result === "unknown")) say("an attempt is left open");
  }
}
