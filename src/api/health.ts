import { problem } from "../base/problem.ts";
import { listBooks } from "../store/book.ts";
import type { ApiDeps } from "./deps.ts";
import { problemAnswer } from "./problem-response.ts";

/** `GET /api/v1/health`: whether the engine can read its books. Answered without loading the rest of the API. */
export async function health({ workplace, facts }: ApiDeps): Promise<Response> {
  try {
    const books = await listBooks(workplace.store);
    return Response.json({ status: "ok", version: facts.version, books: books.length });
  } catch (cause) {
    workplace.log.error({ room: "api", err: cause }, "The books cannot be read.");
    return problemAnswer(503, problem("books-unreadable", "The books cannot be read; the log tells more."));
  }
}

/** `GET /api/v1/ready`: the same question, for what decides where requests go. The door opens only once work has begun. */
export async function ready(deps: ApiDeps): Promise<Response> {
  const answer = await health(deps);
  return answer.ok ? Response.json({ status: "ready" }) : answer;
}
