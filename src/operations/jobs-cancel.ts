import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Workplace } from "./workplace.ts";

/** Takes back a job that waits; one that runs ends at its next step. Problem: `unknown-job`. */
export async function cancelJob(workplace: Workplace, id: string): Promise<Result<void, Problem>> {
  if (await workplace.jobs.cancel(id)) return ok(undefined);
  return err(
    problem("unknown-job", `No job ${id} waits or runs.`, {
      kept: "Nothing was changed.",
      fix: "`millrace jobs waiting` shows what waits, and `millrace jobs history` what ran.",
    }),
  );
}
