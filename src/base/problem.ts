/**
 * A failure that a person will read: what happened, what was kept, what to do.
 * `code` is stable and for scripts; `sentence` is one sentence for people.
 */
export type Problem = {
  readonly code: string;
  readonly sentence: string;
  /** What is safe in spite of it, e.g. "The 213 lines before it are kept." */
  readonly kept?: string;
  /** What the reader can do about it. */
  readonly fix?: string;
  /** What of the input is wrong, and why, by the names of its fields; for a message beside each. */
  readonly fields?: Readonly<Record<string, string>>;
};

type More = Pick<Problem, "kept" | "fix" | "fields">;

/** Carries a `Problem` through code that can only throw (drivers, streams). The edge turns it back into a `Problem`. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly problem: Problem;

  constructor(problem: Problem, options?: { cause?: unknown }) {
    super(problem.sentence, options);
    this.problem = problem;
  }
}

/** Builds a `Problem`; empty parts are left out so that it prints and serialises cleanly. */
export function problem(code: string, sentence: string, more: More = {}): Problem {
  return {
    code,
    sentence,
    ...(more.kept ? { kept: more.kept } : {}),
    ...(more.fix ? { fix: more.fix } : {}),
    ...(more.fields ? { fields: more.fields } : {}),
  };
}

/** Throws the problem; for places whose callers cannot take a `Result`. */
export function fail(code: string, sentence: string, more: More = {}): never {
  throw new ProblemError(problem(code, sentence, more));
}
