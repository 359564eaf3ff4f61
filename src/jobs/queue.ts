import type { Millis } from "../base/clock.ts";
import type { Handle, Tx } from "../store/handle.ts";
import type { JobRow } from "../store/job.ts";

/**
 * The line in which jobs wait. Who runs a job, for how long, and what came of it is kept beside it (`job_run`), alike
 * for every line.
 */
export type Queue = {
  /** False when an equal one waits. */
  add(tx: Tx, job: JobRow, runAt: Millis, now: Millis): Promise<boolean>;
  hasDue(handle: Handle, names: readonly string[], now: Millis): Promise<boolean>;
  /** The due job of these kinds that comes first; nobody else gets it until it is put back. */
  take(tx: Tx, names: readonly string[], now: Millis): Promise<JobRow | undefined>;
  /** A job that was taken and neither put back nor removed. */
  taken(tx: Tx, id: string, name: string): Promise<JobRow | undefined>;
  /** `job` carries its new counts. An equal one that waits goes. */
  putBack(tx: Tx, job: JobRow, runAt: Millis, now: Millis): Promise<void>;
  /** Takes an ended job out. */
  remove(tx: Tx, job: JobRow): Promise<void>;
  /** Takes out what waits, and gives it. */
  drop(tx: Tx, which: { readonly id: string } | { readonly schedule: string }): Promise<readonly JobRow[]>;
  /** Makes a waiting job due; undefined when it was, or there is none. */
  bringForward(tx: Tx, name: string, dedupe: string, now: Millis): Promise<string | undefined>;
  waiting(
    handle: Handle,
    limit: number,
  ): Promise<readonly { readonly id: string; readonly name: string; readonly runAt: Millis }[]>;
  nextAt(handle: Handle, names: readonly string[]): Promise<Millis | undefined>;
  waitingKinds(handle: Handle): Promise<readonly string[]>;
  /** The clock was set back: what was planned in the time to come must not wait for it twice. */
  replan(tx: Tx, now: Millis): Promise<void>;
  close(): Promise<void>;
};
