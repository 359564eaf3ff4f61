import { fail, ProblemError } from "../base/problem.ts";
import { extendLease } from "../store/job-run.ts";
import type { JobOutcome, JobRun } from "./jobs.ts";
import type { Held, Parts } from "./parts.ts";

/** What a run came to; `stopped` when it ended because the engine does. */
export type RunEnd = JobOutcome | { readonly kind: "stopped"; readonly note: string };

/** Characters of a note that are kept. */
const noteLengthMax = 500;

/** Runs a held job until it ends, by itself or because `stop` aborts. Never throws. */
export async function runKind(parts: Parts, held: Held, stop: AbortSignal | undefined): Promise<RunEnd> {
  const { job, kind, ending } = held;
  const run: JobRun = {
    id: job.id,
    name: job.name,
    payload: job.payload,
    attempt: job.runs,
    signal: stop ? AbortSignal.any([ending.signal, stop]) : ending.signal,
    beat: () => beat(parts, held),
  };
  const outcome = await kind.run(run).catch((cause: unknown): JobOutcome => {
    if (cause instanceof ProblemError) return { kind: "again", note: cause.problem.sentence };
    if (!run.signal.aborted) parts.tell(`"${kind.title}" met an error of Millrace's own.`, cause);
    return { kind: "again", note: "Millrace met an error of its own." };
  });
  const note = outcome.note.slice(0, noteLengthMax);
  if (outcome.kind === "again" && stop?.aborted) return { kind: "stopped", note: "The engine was stopped." };
  return { ...outcome, note };
}

async function beat({ store, clock }: Parts, { kind, runId, ending }: Held): Promise<void> {
  const state = await extendLease(store, runId, clock.now() + kind.leaseMs);
  if (state === "held") return;
  const why = state === "lost" ? "was silent for too long and was given to another worker" : "was cancelled";
  ending.abort();
  fail("job-lost", `"${kind.title}" ${why}.`);
}
