import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";

/** The address in the browser's bar, as far as it matters: what a passkey and a cookie are bound to. */
export type Site = {
  /** "https://millrace.example" */
  readonly origin: string;
  /** "millrace.example": the relying party of passkeys. */
  readonly host: string;
  readonly secure: boolean;
};

/**
 * Why a request that changes something is refused, or undefined: a page of another site sent it (CSRF). A browser says
 * with each such request where it comes from; a request that says nothing is not taken for a browser's.
 */
export function refuseForeign(request: Request): Problem | undefined {
  const site = siteOf(request);
  return site.ok ? undefined : site.error;
}

/** The site that a request of a browser came from, when it is our own. */
export function siteOf(request: Request): Result<Site, Problem> {
  const origin = request.headers.get("origin") ?? "";
  const fetched = request.headers.get("sec-fetch-site") ?? "same-origin";
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  const host = request.headers.get("host") ?? new URL(request.url).host;
  const own = url !== undefined && /^https?:$/.test(url.protocol) && url.host === host.toLowerCase();
  if (!own || fetched !== "same-origin") {
    return err(
      problem("cross-site", "This was asked for by another page than Millrace's own.", {
        kept: "Nothing was changed.",
        fix: "Open Millrace at its own address and try again there.",
      }),
    );
  }
  return ok({ origin: url.origin, host: url.hostname, secure: url.protocol === "https:" });
}

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Why nobody may sign in at this address: what is typed could be read on the way. */
export function refuseOpenWire(site: Site): Problem | undefined {
  if (site.secure || loopback.test(site.host)) return undefined;
  return problem("https-needed", "Signing in over a network needs https.", {
    kept: "Nothing was sent on.",
    fix: "Put a reverse proxy with a certificate before Millrace, or open it on the machine itself as localhost.",
  });
}

/** Why no passkey can be made or used at this address, or undefined. */
export function refuseNameless(site: Site): Problem | undefined {
  if (!/^\[|^[\d.]+$/.test(site.host)) return undefined;
  return problem("passkey-needs-name", "Browsers keep passkeys for names, not for numbers such as 127.0.0.1.", {
    fix: `Open Millrace as ${site.origin.replace(site.host, "localhost")} instead.`,
  });
}

const plainName = "millrace_session";
const secureName = "__Host-millrace_session";

/** The session's token in a request's cookies, and whether it lay in the cookie that only https can set. */
export function readCookie(request: Request): { readonly token: string; readonly secure: boolean } | undefined {
  const cookies = (request.headers.get("cookie") ?? "").split(/;\s*/);
  for (const name of [secureName, plainName]) {
    const found = cookies.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1);
    if (found && /^[\w-]{43}$/.test(found)) return { token: found, secure: name === secureName };
  }
  return undefined;
}

/** `Set-Cookie` for a session. Strict: no other site's link or form carries it along. */
export function sessionCookie(token: string, secure: boolean, maxAgeSeconds: number): string {
  const name = secure ? secureName : plainName;
  return `${name}=${token}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict${secure ? "; Secure" : ""}`;
}

/** `Set-Cookie` that takes it away. */
export function noCookie(secure: boolean): string {
  return sessionCookie("", secure, 0);
}
