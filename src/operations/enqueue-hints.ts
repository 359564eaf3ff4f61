import type { Millis } from "../base/clock.ts";
import type { Tx } from "../store/handle.ts";
import { kinds } from "./schedules.ts";
import type { Workplace } from "./workplace.ts";

/** Has hints followed at that moment, or now; once for all that come until then. */
export async function enqueueHints(tx: Tx, { jobs }: Pick<Workplace, "jobs">, runAt?: Millis): Promise<void> {
  const dedupe = runAt === undefined ? "hints" : `hints ${runAt}`;
  await jobs.enqueue(tx, { name: kinds.hints, dedupe, ...(runAt === undefined ? {} : { runAt }) });
}
