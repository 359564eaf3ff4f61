import { type Problem, ProblemError, problem } from "../base/problem.ts";
import { type Consents, openConsents } from "../operations/consents-under-way.ts";
import type { CredentialProblem } from "../operations/try-credentials.ts";
import type { Workplace } from "../operations/workplace.ts";
import type { ApiDeps } from "./deps.ts";
import { inPages } from "./page-hints.ts";
import { problemAnswer } from "./problem-response.ts";
import { problemStatus } from "./problem-status.ts";

/** Statuses of the problems of everything below `/platforms`. */
export const platformProblems = { "platform-unknown": 404, "not-connected": 404 } as const;

/** Accounts are the owner's own: the demo shop has a made-up one that stays as it is. Problem: `demo-books`. */
export function ownAccountsOnly(workplace: Workplace, deps: ApiDeps): void {
  if (workplace.store === deps.workplace.store) return;
  throw new ProblemError(
    problem("demo-books", "Accounts are connected to your own books, not to the demo shop.", {
      kept: "Nothing was changed.",
      fix: "Leave ?book=demo out.",
    }),
  );
}

/** A problem with what was typed, beside its field; another one as it is. */
export function credentialAnswer(found: CredentialProblem): Response {
  const { field, ...rest } = found;
  const errors = field === undefined ? {} : { errors: [{ field, message: sentenceOf(rest) }] };
  return problemAnswer(problemStatus(found.code, platformProblems), rest, errors);
}

function sentenceOf({ sentence, fix }: Problem): string {
  return inPages(fix === undefined ? sentence : `${sentence} ${fix}`);
}

const underWay = new WeakMap<ApiDeps, Consents>();

/** The consents that were begun at this door. */
export function consentsOf(deps: ApiDeps): Consents {
  const found = underWay.get(deps) ?? openConsents(deps.ends);
  underWay.set(deps, found);
  return found;
}
