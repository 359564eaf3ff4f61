import type { Millis } from "../base/clock.ts";
import type { Tx } from "../store/handle.ts";

/** What a piece of work came to. Throwing counts as a failure that may be tried again. */
export type JobOutcome =
  /** Done; `note` is a sentence for the history ("3 new sales"). */
  | { readonly kind: "done"; readonly note: string }
  /** Could not be done now; tried again at `at`, or after the usual pause, while tries are left. */
  | { readonly kind: "again"; readonly note: string; readonly at?: Millis }
  /** Will not be tried again by itself. */
  | { readonly kind: "failed"; readonly note: string };

export type JobRun = {
  readonly id: string;
  readonly name: string;
  readonly payload: string;
  /** 1 for the first try. */
  readonly attempt: number;
  /** Aborted when the engine stops or the lease is lost: end soon, without harm. */
  readonly signal: AbortSignal;
  /** Says that it still lives; long work calls it between its pieces. Rejects when the lease was lost. */
  beat(): Promise<void>;
};

/** A kind of work. */
export type JobKind = {
  readonly name: string;
  /** For people: "Sign the audit record". */
  readonly title: string;
  /** The same for one payload, where that tells more: "Look for new sales at Gumroad". */
  titleOf?(payload: string): string;
  readonly attemptsMax: number;
  /** The pause before the second try; doubled for each further one, with chance, up to `pauseMaxMs`. */
  readonly pauseMs: Millis;
  readonly pauseMaxMs: Millis;
  /** How long a run may be silent before somebody else takes it over. */
  readonly leaseMs: Millis;
  /** Higher runs first. 0 is usual. */
  readonly priority: number;
  run(run: JobRun): Promise<JobOutcome>;
};

export type NewJob = {
  readonly name: string;
  /** Text of the kind's own, at most 4,000 characters; ids, never secrets. */
  readonly payload?: string;
  /** While a job with the same key waits, no second one is added. */
  readonly dedupe?: string;
  readonly runAt?: Millis;
  readonly priority?: number;
};

/** When a kind of work runs by itself. `name` is the schedule's own; several may start one kind. */
export type NewSchedule = {
  readonly name: string;
  readonly kind: string;
  readonly payload?: string;
  readonly cron: string;
  /** IANA zone in which `cron` is meant. */
  readonly zone: string;
  /** After a time in which nothing ran: once for all missed times, or not at all. */
  readonly missed: "once" | "skip";
};

export type ScheduleState = NewSchedule & {
  readonly title: string;
  readonly state: "on" | "paused";
  /** Whether a person changed cron or zone; then defaults of a new release do not. */
  readonly changed: boolean;
  readonly nextAt: Millis | undefined;
  readonly last: RunRecord | undefined;
  readonly running: boolean;
};

export type RunRecord = {
  readonly jobId: string;
  readonly name: string;
  /** The schedule that started it; "" when none did. */
  readonly schedule: string;
  readonly attempt: number;
  readonly startedAt: Millis;
  readonly finishedAt: Millis | undefined;
  /** `lost`: the worker died; somebody else went on. */
  readonly result: "running" | "done" | "again" | "failed" | "lost" | "cancelled";
  readonly note: string;
};

/**
 * Durable work: what is enqueued in a transaction happens if, and only if, the transaction commits, at least once, also
 * after kill -9. One suite holds both implementations (`testing/jobs-suite.ts`).
 */
export type Jobs = {
  /** Kinds must be known before work begins; the same on every process. */
  define(kinds: readonly JobKind[]): void;
  /** Adds a job in the caller's transaction. Undefined when an equal one already waits. */
  enqueue(tx: Tx, job: NewJob): Promise<string | undefined>;
  cancel(jobId: string): Promise<boolean>;
  /** Makes the schedules exactly these, keeping what persons changed, their pauses and histories. */
  keepSchedules(schedules: readonly NewSchedule[]): Promise<void>;
  schedules(): Promise<readonly ScheduleState[]>;
  pause(schedule: string): Promise<void>;
  resume(schedule: string): Promise<void>;
  /** A person's change of when. Throws a `ProblemError` for a cron or zone that means nothing. */
  reschedule(schedule: string, cron: string, zone: string): Promise<void>;
  /** Starts it now, beside its schedule; paused ones too. Returns the job's id, or undefined when it already waits. */
  runNow(schedule: string): Promise<string | undefined>;
  /** Newest first. */
  history(options: { readonly schedule?: string; readonly limit: number }): Promise<readonly RunRecord[]>;
  /** What waits, soonest first. */
  waiting(limit: number): Promise<readonly { readonly id: string; readonly name: string; readonly runAt: Millis }[]>;
  /** Runs everything that is due now, one after the other, until nothing is; for commands, tests and simulations. Returns how many ran. */
  runDue(signal?: AbortSignal): Promise<number>;
  /**
   * Runs due jobs of one kind until this one has run, for commands where no engine works. False when it is not due, or
   * somebody else has it.
   */
  runOne(kind: string, jobId: string, signal?: AbortSignal): Promise<boolean>;
  /** Works until the signal aborts, `concurrency` jobs at a time; resolves when all of them have ended. */
  work(options: { readonly concurrency: number; readonly signal: AbortSignal }): Promise<void>;
  /** The earliest moment at which something will be due, for simulations. */
  nextDueAt(): Promise<Millis | undefined>;
  close(): Promise<void>;
};
