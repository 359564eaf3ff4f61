import type { Clock, Millis } from "../base/clock.ts";
import type { Ids } from "../base/ids.ts";
import type { Random } from "../base/random.ts";
import type { Store } from "../store/handle.ts";
import type { JobRow } from "../store/job.ts";
import type { JobKind } from "./jobs.ts";
import type { Queue } from "./queue.ts";

/** What durable work is built from. */
export type JobsOptions = {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: Ids;
  /** Told what a person should know: kinds of work that nobody here knows, failures of our own. Never throws. */
  readonly tell: (sentence: string, cause?: unknown) => void;
};

/** The same with its line and the kinds it knows. */
export type Parts = JobsOptions & { readonly queue: Queue; readonly kinds: Map<string, JobKind> };

/** A job that this process runs. */
export type Held = {
  readonly job: JobRow;
  readonly kind: JobKind;
  /** The token under which it is held. */
  readonly runId: string;
  readonly startedAt: Millis;
  readonly ending: AbortController;
};
