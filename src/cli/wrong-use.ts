import { type Problem, problem } from "../base/problem.ts";

/** The command line itself cannot be understood: exit code 2. */
export class WrongUse extends Error {
  override readonly name = "WrongUse";
  readonly problem: Problem;

  constructor(found: Problem) {
    super(found.sentence);
    this.problem = found;
  }
}

/** Throws a `WrongUse` with one sentence and what to do. */
export function wrongUse(sentence: string, fix = "", code = "wrong-use"): never {
  throw new WrongUse(problem(code, sentence, { fix }));
}

/** Codes of problems that operations find in what was typed, not in the world. */
const typedWrong: ReadonlySet<string> = new Set([
  "unknown-book",
  "unknown-profile",
  "unknown-currency",
  "unknown-time-zone",
  "source-name",
  "book-name",
  "config-value",
  "account-currency",
  "reason-wrong",
  "period-wrong",
  "bank-name",
  "amount-wrong",
  "rate-wrong",
  "cron-wrong",
  "count-wrong",
  "unknown-kind",
  "unknown-scope",
  "fact-unknown",
  "fact-wrong",
  "fact-about",
  "unknown-setting",
  "setting-wrong",
  "sink-unknown",
  "sink-name",
  "sink-missing",
  "sink-quiet",
  "alert-unknown",
  "step-unknown",
  "platform-unknown",
  "unknown-action",
  "action-wrong",
  "unknown-strategy",
  "step-answer",
  "role-wrong",
  "unknown-person",
  "unknown-key",
]);

/** 2 for what was typed wrong, 1 for everything else that stood in the way. */
export function exitCodeOf(found: Problem): 1 | 2 {
  return typedWrong.has(found.code) ? 2 : 1;
}
