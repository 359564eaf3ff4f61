import type { Millis } from "../base/clock.ts";
import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { mainBook } from "../operations/find-book.ts";
import type { People } from "../people/people.ts";
import type { Permission } from "../people/permissions.ts";
import { isFresh, type Principal } from "../people/principal.ts";
import type { Route } from "./define-route.ts";
import type { ProblemStatus } from "./problem-status.ts";

export type Denied = { readonly status: ProblemStatus; readonly problem: Problem };

/** What each permission lets one do, as the end of "You may not …". */
const deeds: Readonly<Record<Permission, string>> = {
  read: "see this book",
  "read.buyers": "see who bought",
  export: "take data out",
  propose: "propose anything",
  approve: "answer what waits in the inbox",
  operate: "run, pause or sync",
  configure: "connect platforms or change settings",
  admin: "change people, keys, roles and other such things",
};

/** Nobody is known: sign in, or set Millrace up first. */
export async function refuseUnknown(people: People): Promise<Denied> {
  if (await people.isUnowned())
    return {
      status: 401,
      problem: problem("set-up-needed", "Nobody owns this Millrace yet.", {
        fix: "Open the one-time link that Millrace printed when it started.",
      }),
    };
  return {
    status: 401,
    problem: problem("sign-in-needed", "Sign in first.", {
      fix: "A program sends its key as `Authorization: Bearer …`.",
    }),
  };
}

/** Whether this principal may use a route for this book; the sentence names what is missing. */
export function allowed(route: Route, principal: Principal, book: string, now: Millis): Result<void, Denied> {
  const { needs } = route;
  if (needs === "open") return ok(undefined);
  if (needs !== "signed-in" && !has(principal, needs, route.scope === "installation" ? undefined : book))
    return err({
      status: 403,
      problem: problem("not-allowed", `You may not ${deeds[needs]}: the permission "${needs}" is missing.`, {
        kept: "Nothing was changed.",
        fix: "An owner of this Millrace can give it to you.",
      }),
    });
  if (route.stepUp && !isFresh(principal, now))
    return err({
      status: 403,
      problem: problem("step-up-needed", "Prove once more that it is you.", {
        kept: "Nothing was changed.",
        fix: "Use your passkey or a code, then send this again within five minutes.",
      }),
    });
  return ok(undefined);
}

/** What is about all books can be read by whoever reads one of them, and changed by whom the main one allows it. */
function has(principal: Principal, permission: Permission, book: string | undefined): boolean {
  if (book !== undefined) return principal.may(permission, book);
  if (principal.may(permission, mainBook)) return true;
  return permission === "read" && principal.books.some(({ id }) => principal.may(permission, id));
}
