import type { MiddlewareHandler } from "hono";
import { problem } from "../base/problem.ts";
import { problemAnswer } from "./problem-response.ts";

/** Headers for every answer: nothing is loaded from elsewhere, run, framed, guessed or kept, unless it says more itself. */
export function secureHeaders(styleHash: string): MiddlewareHandler {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
  return async (c, next) => {
    await next();
    if (!c.res.headers.has("content-security-policy")) c.header("content-security-policy", policy);
    c.header("x-content-type-options", "nosniff");
    c.header("x-frame-options", "DENY");
    c.header("referrer-policy", "no-referrer");
    c.header("cross-origin-resource-policy", "same-origin");
    c.header("cross-origin-opener-policy", "same-origin");
    c.header("permissions-policy", "camera=(), microphone=(), geolocation=()");
    if (!c.res.headers.has("cache-control")) c.header("cache-control", "no-store");
  };
}

/**
 * Answers only under names that mean this machine. A page elsewhere can make its own name lead here (DNS rebinding) and
 * would then read the answers; its name gives it away.
 */
export function guardHost(hosts: () => readonly string[]): MiddlewareHandler {
  return async (c, next) => {
    const host = (c.req.header("host") ?? "").toLowerCase();
    if (hosts().includes(host)) return next();
    return problemAnswer(
      421,
      problem("host-unknown", "Millrace does not answer under this name.", {
        fix: "Open the address that it printed at its start.",
      }),
    );
  };
}

/** Pages can only be read. */
export function guardMethod(): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.method === "GET" || c.req.method === "HEAD") return next();
    return problemAnswer(405, problem("method-not-allowed", "This address can only be read (GET)."), {
      headers: { allow: "GET, HEAD" },
    });
  };
}
