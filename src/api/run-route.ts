import type { Context } from "hono";
import { type Problem, ProblemError } from "../base/problem.ts";
import { mainBook } from "../operations/find-book.ts";
import type { Principal } from "../people/principal.ts";
import { allowed, refuseUnknown } from "./allow.ts";
import { chooseBook, demoBook } from "./choose-book.ts";
import type { Call, Route } from "./define-route.ts";
import type { ApiDeps } from "./deps.ts";
import { jsonAnswer } from "./json-answer.ts";
import { problemAnswer } from "./problem-response.ts";
import { problemStatus } from "./problem-status.ts";
import { type Reader, readRequest, type Said } from "./read-request.ts";
import { nobody, readersHere } from "./readers-here.ts";
import { sameOrigin } from "./same-origin.ts";

/** Answers one request to a route: who, may they, what do they say, do it, render. */
export async function runRoute(c: Context, route: Route, reader: Reader, deps: ApiDeps): Promise<Response> {
  const people = deps.people ?? readersHere;
  const request = c.req.raw;
  const open = route.needs === "open";
  const principal = open ? nobody : await people.whoIs(request);
  if (!principal) {
    const denied = await refuseUnknown(people);
    return problemAnswer(denied.status, denied.problem);
  }
  if (route.method !== "get" && !open && principal.via !== "key") {
    const here = sameOrigin(request);
    if (!here.ok) return problemAnswer(403, here.error);
  }
  const now = deps.workplace.clock.now();
  // Before anything of the request is read, for the book its address names: strangers learn nothing of what is wrong.
  const may = allowed(route, principal, bookAsked(c), now);
  if (!may.ok) return problemAnswer(may.error.status, may.error.problem);
  const said = await readRequest(c, route, reader);
  if (!said.ok) return problemAnswer(said.error.status, said.error.problem, said.error);
  return answerCall(route, { deps, principal, request, now }, said.value);
}

/** Whoever may do something with the owner's books may do it with the demo shop's. */
function bookAsked(c: Context): string {
  const slug = c.req.query("book") ?? mainBook;
  return slug === demoBook ? mainBook : slug;
}

type Asked = { readonly deps: ApiDeps; readonly principal: Principal; readonly request: Request; readonly now: number };

async function answerCall(route: Route, { deps, principal, request, now }: Asked, said: Said): Promise<Response> {
  const chosen = await chooseBook(deps, said.book ?? mainBook);
  if (!chosen.ok) return problemAnswer(404, chosen.error);
  const { workplace, book } = chosen.value;
  const { params, query, body } = said;
  const call: Call = {
    params,
    query,
    body,
    workplace: { ...workplace, actor: principal.id },
    book,
    principal,
    deps,
    now,
    signal: request.signal,
    request,
  };
  try {
    const given = await route.handler(call);
    return given instanceof Response ? given : jsonAnswer(route, given, request, deps.checkAnswers ?? false);
  } catch (cause) {
    const found = problemOf(cause);
    if (!found) throw cause;
    return problemAnswer(problemStatus(found.code, route.problems), found);
  }
}

function problemOf(cause: unknown): Problem | undefined {
  return cause instanceof ProblemError ? cause.problem : undefined;
}
