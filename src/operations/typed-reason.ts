import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";

const lengthMax = 500;

/** A reason that somebody typed: one line, without the spaces around it. Problem: `reason-wrong`. */
export function typedReason(text: string): Result<string, Problem> {
  const reason = text.trim();
  const clause =
    reason === ""
      ? "is empty"
      : reason.length > lengthMax
        ? `has ${reason.length} characters; ${lengthMax} are kept at most`
        : /[\p{Cc}\u2028\u2029]/u.test(reason) || !reason.isWellFormed()
          ? "is not one line of plain text"
          : undefined;
  if (clause === undefined) return ok(reason);
  return err(
    problem("reason-wrong", `The reason ${clause}.`, {
      kept: "Nothing was changed.",
      fix: 'Say it in one line, for example --reason "bank account closed in March".',
    }),
  );
}
