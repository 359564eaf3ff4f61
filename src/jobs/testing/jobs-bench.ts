import { afterEach, beforeEach } from "vitest";
import { type Clock, fixedClock } from "../../base/clock.ts";
import { type Ids, uuidV7 } from "../../base/ids.ts";
import { seededRandom } from "../../base/random.ts";
import type { Store } from "../../store/handle.ts";
import type { JobKind, Jobs } from "../jobs.ts";
import type { JobsOptions } from "../parts.ts";
import { kindOf } from "./kind-of.ts";

/** An empty, migrated database and how durable work is made on it; made anew for each test. */
export type JobsUnderTest = {
  readonly store: Store;
  /** One of several instances on the same database, as another process would be. */
  make(options: JobsOptions): Promise<Jobs>;
  close(): Promise<void>;
};

export type OpenJobs = (clock: Clock) => Promise<JobsUnderTest>;

/** 20 November 2026, 12:00 UTC. */
export const noon = Date.UTC(2026, 10, 20, 12);
export const minute = 60_000;
export const hour = 3_600_000;

type TestClock = ReturnType<typeof fixedClock>;

/** What a test has at hand. */
export type Desk = {
  readonly clock: TestClock;
  readonly store: Store;
  /** What was told to persons. */
  readonly told: string[];
  /** Another instance on the same database. */
  another(clock?: Clock): Promise<Jobs>;
  /** Enqueues in a transaction of its own. */
  add(jobs: Jobs, job: Parameters<Jobs["enqueue"]>[1]): Promise<string | undefined>;
};

/** A fresh desk for each test of the surrounding `describe`. */
export function deskForEach(open: OpenJobs): Desk {
  let under: JobsUnderTest | undefined;
  let clock = fixedClock(noon);
  let told: string[] = [];
  let made: Jobs[] = [];
  let ids: Ids;
  beforeEach(async () => {
    clock = fixedClock(noon);
    told = [];
    made = [];
    const random = seededRandom(7n);
    ids = uuidV7(clock, random);
    under = await open(clock);
  });
  afterEach(async () => {
    for (const jobs of made) await jobs.close();
    await under?.close();
  });
  const store = (): Store => {
    if (!under) throw new Error("the desk is there only while a test runs");
    return under.store;
  };
  return {
    get clock() {
      return clock;
    },
    get store() {
      return store();
    },
    get told() {
      return told;
    },
    another: async (itsClock = clock) => {
      if (!under) throw new Error("the desk is there only while a test runs");
      const tell = (sentence: string): void => void told.push(sentence);
      const jobs = await under.make({ store: store(), clock: itsClock, random: seededRandom(3n), ids, tell });
      made.push(jobs);
      return jobs;
    },
    add: (jobs, job) => store().transaction((tx) => jobs.enqueue(tx, job)),
  };
}

/** A kind that keeps the payloads of its runs and is done each time. */
export function noting(name: string, seen: string[], more: Partial<JobKind> = {}): JobKind {
  return kindOf(
    name,
    (run) => {
      seen.push(run.payload);
      return { kind: "done", note: `did ${run.payload}` };
    },
    more,
  );
}

/** A promise and how to fulfil it: for runs that a test ends by hand. */
export function gate<T = void>(): { readonly opened: Promise<T>; open(value: T): void } {
  let open: (value: T) => void = () => undefined;
  const opened = new Promise<T>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
