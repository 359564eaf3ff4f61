import { type Problem, ProblemError } from "../base/problem.ts";
import type { Result } from "../base/result.ts";

/** The value, or the problem thrown: routes answer a thrown problem with the status of its code. */
export function orThrow<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new ProblemError(result.error);
  return result.value;
}
