import type { Millis } from "../base/clock.ts";
import type { Problem } from "../base/problem.ts";
import { findAction } from "../operations/find-action.ts";
import { listingTitles } from "../operations/listing-titles.ts";
import type { Workplace } from "../operations/workplace.ts";
import type { Book } from "../store/book.ts";
import { actionProblems } from "./action-problems.ts";
import { problemAnswer } from "./problem-response.ts";
import { problemStatus } from "./problem-status.ts";
import { actionCardJson } from "./render/action-card-json.ts";

/** What stands in the way of an answer, with the action as it is by now: nobody has to ask a second time. */
export async function answerWithAction(
  workplace: Workplace,
  book: Book,
  id: string,
  found: Problem,
  now: Millis,
): Promise<Response> {
  const plain = problemAnswer(problemStatus(found.code, actionProblems), found);
  const action = await findAction(workplace.store, book, id);
  if (!action.ok) return plain;
  const body = (await plain.json()) as Readonly<Record<string, unknown>>;
  const card = actionCardJson(action.value, now, await listingTitles(workplace, book));
  return new Response(`${JSON.stringify({ ...body, action: card })}\n`, {
    status: plain.status,
    headers: plain.headers,
  });
}
