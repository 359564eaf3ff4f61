import type { Problem } from "../base/problem.ts";
import { inPages } from "./page-hints.ts";
import type { ProblemStatus } from "./problem-status.ts";

/** One field that cannot be taken, in words for the person who typed it. */
export type FieldError = { readonly field: string; readonly message: string };

/** A problem as RFC 9457 has it: `title` is the sentence, `detail` what was kept and what to do. */
export function problemAnswer(
  status: ProblemStatus,
  found: Problem,
  more: { readonly errors?: readonly FieldError[]; readonly headers?: Readonly<Record<string, string>> } = {},
): Response {
  const detail = [found.kept, found.fix]
    .map((part) => inPages(part ?? ""))
    .filter((part) => part !== "")
    .join(" ");
  const named = Object.entries(found.fields ?? {}).map(([field, message]) => ({ field, message: inPages(message) }));
  const errors = more.errors ?? (named.length > 0 ? named : undefined);
  const body = {
    type: "about:blank",
    status,
    code: found.code,
    title: inPages(found.sentence),
    ...(detail === "" ? {} : { detail }),
    ...(errors ? { errors } : {}),
  };
  return new Response(`${JSON.stringify(body)}\n`, {
    status,
    headers: { "content-type": "application/problem+json", ...more.headers },
  });
}
