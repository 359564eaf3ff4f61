import {
  addJob,
  bringForward,
  dropWaiting,
  hasDueJob,
  nextJobAt,
  putBackJob,
  removeJob,
  replanJobs,
  runningJob,
  takeJob,
  waitingJobs,
  waitingKinds,
} from "../store/job.ts";
import type { Jobs } from "./jobs.ts";
import { makeJobs } from "./make-jobs.ts";
import type { JobsOptions } from "./parts.ts";
import type { Queue } from "./queue.ts";

/** Durable work in tables of our own, in the same database as the books: no other program, no other file. */
export function createEmbeddedJobs(options: JobsOptions): Jobs {
  return makeJobs(options, tableQueue);
}

const tableQueue: Queue = {
  add: addJob,
  hasDue: hasDueJob,
  take: takeJob,
  taken: (tx, id) => runningJob(tx, id),
  putBack: putBackJob,
  remove: (tx, job) => removeJob(tx, job.id),
  drop: dropWaiting,
  bringForward,
  waiting: waitingJobs,
  nextAt: nextJobAt,
  waitingKinds,
  replan: replanJobs,
  close: async () => {},
};
