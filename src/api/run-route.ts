import type { Context } from "hono";
import { type Problem, ProblemError, problem } from "../base/problem.ts";
import { counted } from "../domain/text/amount-text.ts";
import { mainBook } from "../operations/find-book.ts";
import type { Workplace } from "../operations/workplace.ts";
import type { Principal } from "../people/principal.ts";
import { allowed, refuseUnknown } from "./allow.ts";
import { callerAddress } from "./caller-address.ts";
import { chooseBook, demoBook } from "./choose-book.ts";
import type { Call, Route } from "./define-route.ts";
import type { ApiDeps } from "./deps.ts";
import { jsonAnswer } from "./json-answer.ts";
import type { Hub } from "./live/hub.ts";
import { problemAnswer } from "./problem-response.ts";
import { problemStatus } from "./problem-status.ts";
import type { RateDoor } from "./rates.ts";
import { type Reader, readRequest, type Said } from "./read-request.ts";
import { nobody, readersHere } from "./readers-here.ts";
import { onlyOnce } from "./repeated.ts";
import { sameOrigin } from "./same-origin.ts";

/** What every request to a route goes through. */
export type Door = {
  readonly deps: ApiDeps;
  readonly rates: RateDoor;
  readonly hubOf: (workplace: Workplace) => Hub;
};

/** Answers one request to a route: who, may they, what do they say, do it, render. */
export async function runRoute(c: Context, route: Route, reader: Reader, door: Door): Promise<Response> {
  const { deps } = door;
  const people = deps.people ?? readersHere;
  const request = c.req.raw;
  const open = route.needs === "open";
  const principal = open ? nobody : await people.whoIs(request);
  const tooMany = rateRefusal(c, route, principal, door);
  if (tooMany) return tooMany;
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
  const work = (): Promise<Response> => answerCall(route, { door, principal, request, now }, said.value);
  return onlyOnce(deps, { route, principal, request, text: said.value.text }, work);
}

/** Principals are counted by themselves, so that one cannot use up what is another's; strangers by their address. */
function rateRefusal(c: Context, route: Route, principal: Principal | undefined, door: Door): Response | undefined {
  const stranger = principal === undefined || principal === nobody;
  const kind = stranger ? "unknown" : route.method === "get" ? "reads" : "writes";
  const seconds = door.rates.take(kind, stranger ? callerAddress(c, door.deps.publicUrl) : principal.id);
  if (seconds === undefined) return undefined;
  const found = problem("too-many", "That was more than can be answered within a minute.", {
    kept: "Nothing was changed.",
    fix: `Try again in ${counted(seconds, "second")}.`,
  });
  return problemAnswer(429, found, { headers: { "retry-after": String(seconds) } });
}

/** Whoever may do something with the owner's books may do it with the demo shop's. */
function bookAsked(c: Context): string {
  const slug = c.req.query("book") ?? mainBook;
  return slug === demoBook ? mainBook : slug;
}

type Asked = { readonly door: Door; readonly principal: Principal; readonly request: Request; readonly now: number };

async function answerCall(route: Route, { door, principal, request, now }: Asked, said: Said): Promise<Response> {
  const { deps } = door;
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
    hub: door.hubOf(workplace),
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
