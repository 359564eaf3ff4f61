import type { Failure } from "../base/egress/failure.ts";
import { type Problem, problem } from "../base/problem.ts";

/** What an outside service failed with, as a problem for a person. */
export function failureProblem({ code, sentence, fix }: Failure, kept: string): Problem {
  return problem(code, sentence, { kept, ...(fix ? { fix } : {}) });
}
