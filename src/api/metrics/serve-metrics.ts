import type { Context } from "hono";
import { problem } from "../../base/problem.ts";
import { mainBook } from "../../operations/find-book.ts";
import { refuseUnknown } from "../allow.ts";
import { callerAddress, isThisMachine } from "../caller-address.ts";
import type { ApiDeps } from "../deps.ts";
import { problemAnswer } from "../problem-response.ts";
import { readersHere } from "../readers-here.ts";

/** `GET /metrics`: for a collector on this machine, and for whoever may read. */
export async function serveMetrics(c: Context, deps: ApiDeps, text: () => Promise<string>): Promise<Response> {
  const refused = fromThisMachine(c) ? undefined : await refusal(c, deps);
  return refused ?? c.body(await text(), 200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" });
}

async function refusal(c: Context, deps: ApiDeps): Promise<Response | undefined> {
  const people = deps.people ?? readersHere;
  const principal = await people.whoIs(c.req.raw);
  if (principal?.may("read", mainBook)) return undefined;
  if (principal) return problemAnswer(403, problem("not-allowed", 'The permission "read" is missing.'));
  const denied = await refuseUnknown(people);
  return problemAnswer(denied.status, denied.problem);
}

/** Straight from this machine; what a proxy on it passes on may come from anywhere, and says so. */
function fromThisMachine(c: Context): boolean {
  const passedOn = ["forwarded", "x-forwarded-for", "x-real-ip", "via"].some(
    (name) => c.req.header(name) !== undefined,
  );
  return !passedOn && isThisMachine(callerAddress(c));
}
