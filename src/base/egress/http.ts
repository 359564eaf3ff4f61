import type { Millis } from "../clock.ts";
import type { Result } from "../result.ts";
import type { Failure } from "./failure.ts";

/** One request to a service. Which host it goes to is not the caller's choice. */
export type Call = {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Appended to the service's base address, e.g. "/sales"; each variable part is already percent-encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Values of `authorization` and the like never reach a log. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Largest body of an answer that is taken; a limit of the door when absent. */
  readonly bytesMax?: number;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
};

/** An answer that came in whole. `text` is its body as UTF-8. */
export type Answer = {
  readonly status: number;
  /** Names are compared without case. */
  header(name: string): string | undefined;
  readonly text: string;
  /** When the request was sent: what the answer says was true at this moment or later. */
  readonly startedAt: Millis;
};

/**
 * The one way out, for one service. Answers with status 2xx, 3xx (never followed), 400, 404, 409 and 422 are given to
 * the caller, who knows what they mean there; 401, 403, 429, 5xx and everything that is no whole answer are failures.
 * GET is tried again a few times when that may help; other methods are sent at most once.
 */
export type Http = {
  call(call: Call): Promise<Result<Answer, Failure>>;
  /** What is left of each limit, for people. */
  quota(): readonly Quota[];
  /** How far the service's clock is ahead of ours (behind: negative), when that is more than a few minutes. */
  skewMs?(): Millis | undefined;
};

/** One limit of a service as it stands. */
export type Quota = {
  readonly name: string;
  readonly permits: number;
  readonly perMs: Millis;
  readonly remaining: number;
  /** When it is whole again. */
  readonly resetAt: Millis;
};

/** A limit that a service states, or that is kept for politeness. */
export type RateLimit = {
  readonly name: string;
  readonly permits: number;
  readonly perMs: Millis;
  /** The calls it counts; all when absent. */
  readonly counts?: { readonly methods?: readonly Call["method"][]; readonly path?: RegExp };
};
