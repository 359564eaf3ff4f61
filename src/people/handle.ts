import { type Problem, problem } from "../base/problem.ts";
import { findBook, listBooks } from "../store/book.ts";
import type { Answer, Ask, PeopleRoute } from "./ask.ts";
import { FieldWrong } from "./ask.ts";
import { secondsToWait } from "./lock-out.ts";
import { TooManyAtOnce } from "./passwords.ts";
import type { Caller } from "./people.ts";
import { peopleLimits as limits } from "./people-limits.ts";
import { roleMay } from "./permissions.ts";
import { problemReply, reply } from "./reply.ts";
import { entryRoutes } from "./routes/entry-routes.ts";
import { meRoutes } from "./routes/me-routes.ts";
import { peopleRoutes } from "./routes/people-routes.ts";
import { stepUpRoutes } from "./routes/step-up-routes.ts";
import { noteUse, type SignedIn, signedIn } from "./sessions.ts";
import { refuseOpenWire, type Site, siteOf } from "./site.ts";

/** Everything below `/api/auth`, each with who may use it. */
export const authRoutes: readonly PeopleRoute[] = [...entryRoutes, ...stepUpRoutes, ...meRoutes, ...peopleRoutes];

export type HandleDeps = Pick<Ask, "parts" | "ceremonies" | "passwords">;

const base = "/api/auth";

/** Answers one request below `/api/auth/`. Never throws: a mistake of ours is logged and told without its reasons. */
export async function handleAuth(deps: HandleDeps, request: Request, caller: Caller): Promise<Response> {
  try {
    return await answer(deps, request, caller);
  } catch (cause) {
    if (cause instanceof FieldWrong) return fieldWrong(cause);
    if (cause instanceof TooManyAtOnce) return problemReply(busy(), { "retry-after": "5" });
    deps.parts.log.error({ room: "people", err: cause }, "A request about people could not be answered.");
    return problemReply(problem("own-error", "Millrace met an error of its own; the log tells more."));
  }
}

async function answer(deps: HandleDeps, request: Request, caller: Caller): Promise<Response> {
  const url = new URL(request.url);
  const path = url.pathname.startsWith(`${base}/`) ? url.pathname.slice(base.length) : "";
  const here = authRoutes.flatMap((route) => {
    const id = matched(route.path, path);
    return id === undefined ? [] : [{ route, id }];
  });
  // "/people/invitations" is also of the form "/people/:id": the one without a variable comes first.
  const found = here.find(({ route }) => route.method === request.method);
  if (!found) {
    if (here.length === 0) return problemReply(problem("unknown-address", "There is nothing at this address."));
    const allow = [...new Set(here.map(({ route }) => route.method))].join(", ");
    return problemReply(problem("method-not-allowed", `This address takes ${allow}.`), { allow });
  }
  const site = siteFor(request, url);
  if ("code" in site) return problemReply(site);
  const wire = found.route.needs === "nobody" && request.method !== "GET" ? refuseOpenWire(site) : undefined;
  if (wire) return problemReply(wire);
  const who = await signedIn(deps.parts, request);
  const refused = refuseUnfit(found.route, who);
  if (refused) return problemReply(refused);
  const body = await readBody(request);
  if (!body) return problemReply(bodyWrong());
  const ask: Ask = {
    ...deps,
    site,
    body,
    who,
    id: found.id,
    now: deps.parts.clock.now(),
    browser: { agent: agentOf(request), address: (caller.address ?? "").slice(0, 60) },
  };
  if (who) await noteUse(deps.parts, who);
  return run(found.route, ask, url.searchParams.get("book"));
}

async function run(route: PeopleRoute, ask: Ask, slug: string | null): Promise<Response> {
  if (route.needs === "nobody") return replyTo(await route.run(ask));
  const { who } = ask;
  if (!who) return problemReply(signInNeeded());
  if (route.needs === "person" || route.needs === "fresh") return replyTo(await route.run(ask, who));
  const { store } = ask.parts;
  const book = slug === null ? (await listBooks(store))[0] : await findBook(store, slug);
  const role = who.books.find(({ id }) => id === book?.slug)?.role;
  // Books she has no role in and books that are not there look the same.
  if (!book || !roleMay(role, "admin")) return problemReply(notAllowed());
  return replyTo(await route.run(ask, who, book));
}

function replyTo(result: Awaited<ReturnType<Extract<PeopleRoute, { needs: "nobody" }>["run"]>>): Response {
  if (result.ok) return reply(result.value satisfies Answer);
  const { error } = result;
  return problemReply(error, error.code === "too-many-tries" ? { "retry-after": String(secondsToWait(error)) } : {});
}

/** Why this session, or none, is not enough; decided before anything of the request is read. */
export function refuseUnfit(route: Pick<PeopleRoute, "needs">, who: SignedIn | undefined): Problem | undefined {
  if (route.needs === "nobody") return undefined;
  if (!who) return signInNeeded();
  const admin = route.needs === "admin" || route.needs === "admin-fresh";
  if (admin && !who.books.some(({ role }) => roleMay(role, "admin"))) return notAllowed();
  const fresh = route.needs === "fresh" || route.needs === "admin-fresh";
  return fresh && who.freshUntil === undefined ? stepUpNeeded() : undefined;
}

/** The value of `:id` where a path fits, "" where it has none, undefined where it does not fit. */
function matched(pattern: string, path: string): string | undefined {
  const [wanted, given] = [pattern.split("/"), path.split("/")];
  if (wanted.length !== given.length) return undefined;
  let id = "";
  for (const [i, part] of wanted.entries()) {
    if (part === ":id" && /^[\w-]{1,100}$/.test(given[i] ?? "")) id = given[i] ?? "";
    else if (part !== given[i]) return undefined;
  }
  return id;
}

function siteFor(request: Request, url: URL): Site | Problem {
  if (request.method === "GET") return { origin: url.origin, host: url.hostname, secure: url.protocol === "https:" };
  const site = siteOf(request);
  return site.ok ? site.value : site.error;
}

async function readBody(request: Request): Promise<Readonly<Record<string, unknown>> | undefined> {
  if (request.method === "GET" || request.body === null) return {};
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim();
  const text = await textUpTo(request.body, limits.bodyBytesMax);
  if (text === "") return {};
  if (text === undefined || type !== "application/json") return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    // No JSON: the same as another thing than an object.
    return undefined;
  }
}

async function textUpTo(body: ReadableStream<Uint8Array>, bytesMax: number): Promise<string | undefined> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body) {
    bytes += part.length;
    if (bytes > bytesMax) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function agentOf(request: Request): string {
  return (request.headers.get("user-agent") ?? "").replace(/\p{C}/gu, "").slice(0, 200);
}

function fieldWrong({ field, message }: FieldWrong): Response {
  const found = problem("field-wrong", `"${field}" cannot be taken: ${message}`, { kept: "Nothing was changed." });
  return problemReply(found, {}, [{ field, message }]);
}

function signInNeeded(): Problem {
  return problem("sign-in-needed", "Sign in first.");
}

function stepUpNeeded(): Problem {
  return problem("step-up-needed", "Prove once more that it is you.", {
    kept: "Nothing was changed.",
    fix: "Use your passkey or a code, then send this again within five minutes.",
  });
}

function notAllowed(): Problem {
  return problem("not-allowed", "Only an owner of these books may do this.", { kept: "Nothing was changed." });
}

function bodyWrong(): Problem {
  return problem("body-wrong", "The request must be a JSON object, sent as application/json, of at most 64 KiB.", {
    kept: "Nothing was changed.",
  });
}

function busy(): Problem {
  return problem("sign-in-busy", "Too many people sign in just now.", { fix: "Try again in a few seconds." });
}
