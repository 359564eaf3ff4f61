import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";

/**
 * Whether a page of ours sends this. A browser says where a request comes from, and a page elsewhere cannot change what
 * it says; what says nothing at all is no browser's page of ours (ASVS 3.5.1). Problem: `cross-site`.
 */
export function sameOrigin(request: Request): Result<void, Problem> {
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const own = originIsOwn(origin, request.headers.get("host"));
  const fromHere = site === null ? own : site === "same-origin" && (origin === null || own);
  if (fromHere) return ok(undefined);
  return err(
    problem("cross-site", "This did not come from a page of this Millrace.", {
      kept: "Nothing was changed.",
      fix: "Open the dashboard and do it there; a program sends a key instead of a session.",
    }),
  );
}

function originIsOwn(origin: string | null, host: string | null): boolean {
  if (origin === null || host === null || !URL.canParse(origin)) return false;
  const url = new URL(origin);
  // A proxy in front may end TLS, so the scheme may differ from what is seen here; the name and port may not.
  return (url.protocol === "http:" || url.protocol === "https:") && sameHost(url, host);
}

function sameHost(url: URL, host: string): boolean {
  const usual = url.protocol === "https:" ? ":443" : ":80";
  const named = host.toLowerCase();
  return url.host === named || (url.port === "" && `${url.host}${usual}` === named);
}
