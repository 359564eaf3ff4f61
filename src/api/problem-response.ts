import type { Context } from "hono";
import type { Problem } from "../base/problem.ts";

/** A problem as RFC 9457 has it: `title` is the sentence, `detail` what was kept and what to do. */
export function problemResponse(
  c: Context,
  status: 400 | 403 | 404 | 405 | 413 | 421 | 500 | 503,
  found: Problem,
): Response {
  const detail = [found.kept, found.fix].filter((part) => part).join(" ");
  const body = {
    type: "about:blank",
    status,
    code: found.code,
    title: found.sentence,
    ...(detail === "" ? {} : { detail }),
  };
  return c.body(`${JSON.stringify(body)}\n`, status, { "content-type": "application/problem+json" });
}
