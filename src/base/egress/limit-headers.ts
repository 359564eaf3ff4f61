import type { Millis } from "../clock.ts";
import { limits } from "../limits.ts";
import type { Told } from "./gate.ts";

type Header = (name: string) => string | undefined;

/**
 * When to come back, from `Retry-After` in either of its forms (RFC 9110 §10.2.3). A date is measured against the
 * answer's own `Date`, so that a wrong clock on either side does no harm. Never before now, never more than a day off.
 */
export function retryAfter(header: Header, now: Millis): Millis | undefined {
  const text = header("retry-after")?.trim();
  if (text === undefined || text === "") return undefined;
  if (/^\d{1,15}(?:\.\d{1,9})?$/.test(text)) return bounded(now, Number(text) * 1000);
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : bounded(now, at - serviceNow(header, now));
}

/**
 * What an answer says about a limit: `X-RateLimit-Limit/-Remaining/-Reset`, the same without "X-", and the
 * `RateLimit` field of draft-ietf-httpapi-ratelimit-headers in its older (`limit=, remaining=, reset=`) and newer
 * (`"default";r=50;t=30`) form. Says nothing where they say nothing that makes sense.
 */
export function toldBy(header: Header, now: Millis): Told {
  const fields = oneField(header("ratelimit"));
  const number = (...names: string[]): number | undefined => {
    for (const name of names) {
      const text = (header(name) ?? "").split(/[,;]/)[0]?.trim() ?? "";
      if (/^\d{1,15}(?:\.\d{1,9})?$/.test(text)) return Number(text);
    }
    return undefined;
  };
  const remaining =
    fields.remaining ?? number("x-ratelimit-remaining", "x-rate-limit-remaining", "ratelimit-remaining");
  const reset = fields.reset ?? number("x-ratelimit-reset", "x-rate-limit-reset", "ratelimit-reset");
  if (remaining === undefined || reset === undefined) return {};
  const of = fields.limit ?? number("x-ratelimit-limit", "x-rate-limit-limit", "ratelimit-limit");
  const resetAt = bounded(now, untilReset(reset, serviceNow(header, now)));
  return {
    left: { ...(of === undefined ? {} : { of }), remaining: Math.floor(remaining), resetAt },
    ...(remaining < 1 ? { closedUntil: resetAt } : {}),
  };
}

/** How far the service's clock is ahead of ours by the answer's `Date`, whose precision is a second. */
export function skewOf(header: Header, now: Millis): Millis | undefined {
  const at = Date.parse(header("date") ?? "");
  if (Number.isNaN(at)) return undefined;
  // An answer out of a cache was dated when it was made.
  const age = Number(header("age") ?? 0);
  return at + (Number.isFinite(age) ? age * 1000 : 0) - now;
}

/** Nobody agrees whether "reset" is a moment (in seconds or milliseconds) or a span (in seconds); its size tells. */
function untilReset(reset: number, now: Millis): Millis {
  if (reset >= 1e11) return reset - now;
  return reset >= 1e9 ? reset * 1000 - now : reset * 1000;
}

function serviceNow(header: Header, now: Millis): Millis {
  return now + (skewOf(header, now) ?? 0);
}

function bounded(now: Millis, ms: Millis): Millis {
  return now + Math.min(Math.max(0, Math.ceil(ms)), limits.httpRetryAfterMsMax);
}

function oneField(text: string | undefined): { limit?: number; remaining?: number; reset?: number } {
  const out: { limit?: number; remaining?: number; reset?: number } = {};
  for (const [, name = "", digits = ""] of (text ?? "")
    .slice(0, 500)
    .matchAll(/\b(limit|remaining|reset|r|t)=(\d{1,15})/g)) {
    if (name === "limit") out.limit ??= Number(digits);
    else if (name === "remaining" || name === "r") out.remaining ??= Number(digits);
    else out.reset ??= Number(digits);
  }
  return out;
}
