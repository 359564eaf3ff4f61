import type { Millis } from "../clock.ts";

/**
 * The closed set of what can go wrong with an outside service. Each kind has one reaction (`reactions.ts`):
 * `transient` passes by itself; `rate-limit` asks to wait; `auth` needs a person to give access again; `compliance` is
 * a rule of the platform or of the law that must not be tried again; `fatal` is a mistake of ours or theirs that no
 * repetition mends.
 */
export type FailureKind = "transient" | "rate-limit" | "auth" | "compliance" | "fatal";

/** What went wrong with an outside service. Never holds a secret. */
export type Failure = {
  readonly kind: FailureKind;
  /** Stable, for scripts and tests: "timeout", "connection", "html-page", "cut-short", "access-refused" … */
  readonly code: string;
  /** One sentence for people, which names the service: "Gumroad refused the access token." */
  readonly sentence: string;
  /** What a person can do about it, where anything. */
  readonly fix?: string;
  /** The HTTP status, where there was an answer. */
  readonly status?: number;
  /** When to try again, where the service said so. */
  readonly retryAt?: Millis;
};
