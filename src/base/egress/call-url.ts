import { limits } from "../limits.ts";
import { fail } from "../problem.ts";
import { err, ok, type Result } from "../result.ts";
import { isLoopback } from "./addresses.ts";
import type { Call } from "./http.ts";

/** Where a service lives, checked. `path` begins with "/" or is empty, and never ends in one. */
export type Base = { readonly origin: string; readonly path: string };

/**
 * Checks the address of a service. Outside a sandbox only https to a name or a public address will do; in a sandbox
 * only http to this machine. Throws a `ProblemError`: the address comes from our own code or from the configuration.
 */
export function baseOf(baseUrl: string, sandbox: boolean): Base {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url === undefined || url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    fail("egress-base", "The address of a service must be a plain one: scheme, host and path.");
  }
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const onThisMachine = host === "localhost" || isLoopback(host);
  if (sandbox && (url.protocol !== "http:" || !onThisMachine)) {
    fail(
      "egress-sandbox",
      `A sandbox must be at http on this machine, e.g. http://127.0.0.1:4010, not at ${url.host}.`,
    );
  }
  if (!sandbox && url.protocol !== "https:") {
    fail("egress-https", `A service is spoken to by https only, and ${url.host} is not given as such.`);
  }
  return { origin: url.origin, path: url.pathname.replace(/\/+$/, "") };
}

/**
 * The whole address of a call, which always lies below the base: a path that would leave it by any trick is refused.
 * The error is a clause without the values of the call, which may be secret.
 */
export function callUrl(base: Base, call: Pick<Call, "path" | "query">): Result<string, string> {
  if (!call.path.startsWith("/") && call.path !== "") return err("its path does not begin with a slash");
  if (unfit.test(call.path)) return err("its path holds characters that no path may hold");
  if (call.path.includes("//")) return err("its path holds an empty part");
  if (call.path.split("/").some(isDots)) return err("its path leads upward");
  const query = new URLSearchParams(call.query).toString();
  const text = `${base.origin}${base.path}${call.path}${query === "" ? "" : `?${query}`}`;
  if (text.length > limits.httpUrlLengthMax) return err("its address is too long");
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // The same question again, put to the parser that will decide where the request goes.
  const stays = url?.origin === base.origin && (url.pathname === base.path || url.pathname.startsWith(`${base.path}/`));
  return stays && url.username === "" ? ok(text) : err("its path leads elsewhere");
}

/** Spaces, control characters, backslash, "?" and "#" (a query comes apart from the path), non-ASCII. */
const unfit = /[^\x21-\x7e]|[\\?#]/;

/** "." and "..", also percent-encoded, also with a slash or backslash in disguise behind. */
function isDots(part: string): boolean {
  const plain = part.replace(/%2e/gi, ".");
  return plain === "." || plain === ".." || /^\.\.?(?:%2f|%5c|;)/i.test(plain) || /(?:%2f|%5c)\.\.?$/i.test(plain);
}
