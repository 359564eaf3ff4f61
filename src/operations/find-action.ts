import { unknownAction } from "../actions/answer.ts";
import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { type ActionRow, findActions } from "../store/action.ts";
import type { Book } from "../store/book.ts";
import type { Handle } from "../store/handle.ts";

/** The fewest characters of an id by which an action is found. */
const shortestPart = 4;

/** The action of an id, or of the beginning or end of one. Problems: `unknown-action`, `ambiguous-id`. */
export async function findAction(handle: Handle, book: Book, typed: string): Promise<Result<ActionRow, Problem>> {
  if (typed.length < shortestPart) return err(unknownAction(typed));
  const [first, ...others] = await findActions(handle, book.id, typed);
  if (first === undefined) return err(unknownAction(typed));
  if (others.length === 0) return ok(first);
  const ids = [first, ...others].map(({ action }) => action.id).join(", ");
  return err(problem("ambiguous-id", `Several actions fit "${typed}".`, { fix: `Give more of the id: ${ids}.` }));
}
