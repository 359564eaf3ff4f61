import type { Problem } from "../base/problem.ts";
import type { Answer } from "./ask.ts";

/** An answer as JSON, never kept by anybody on the way. */
export function reply({ body, cookie }: Answer): Response {
  const headers = new Headers({ "content-type": "application/json", "cache-control": "no-store" });
  if (cookie !== undefined) headers.append("set-cookie", cookie);
  return new Response(`${JSON.stringify(body)}\n`, { status: 200, headers });
}

const statuses: Readonly<Record<string, number>> = {
  "sign-in-needed": 401,
  "sign-in-refused": 401,
  "passkey-refused": 401,
  "step-up-needed": 403,
  "not-allowed": 403,
  "cross-site": 403,
  "https-needed": 403,
  "method-not-allowed": 405,
  "sign-in-taken": 409,
  "passkey-known": 409,
  "last-owner": 409,
  "last-way-in": 409,
  "owns-all": 409,
  "link-gone": 410,
  "ceremony-over": 410,
  "too-many-tries": 429,
  "own-error": 500,
  "sign-in-busy": 503,
};

/** Beside which field a page shows what was found. */
const fields: Readonly<Record<string, string>> = {
  "password-weak": "password",
  "sign-in-taken": "signIn",
  "code-wrong": "code",
  "scope-wrong": "scopes",
  "days-wrong": "days",
};

/** A problem as RFC 9457 has it, in the same shape as everywhere below `/api`. */
export function problemReply(
  found: Problem,
  headers: Readonly<Record<string, string>> = {},
  errors?: readonly { readonly field: string; readonly message: string }[],
): Response {
  const { code, sentence, kept, fix } = found;
  const status = statuses[code] ?? (code.startsWith("unknown-") ? 404 : code.endsWith("-wrong") ? 400 : 422);
  const detail = [kept, fix].filter((part) => part).join(" ");
  const field = fields[code];
  const beside = errors ?? (field === undefined ? undefined : [{ field, message: sentence }]);
  const more = { ...(detail === "" ? {} : { detail }), ...(beside ? { errors: beside } : {}) };
  const text = JSON.stringify({ type: "about:blank", status, code, title: sentence, ...more });
  return new Response(`${text}\n`, {
    status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...headers },
  });
}
