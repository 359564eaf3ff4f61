import type { Severity } from "./severity.ts";

/**
 * One look at one matter: either it is so, or it is not (any more). Looks with the same key are at the same matter, so
 * that a hundred failures of one strategy are one alert.
 */
export type Observation = Sighted | Absent;

/** It is so. */
export type Sighted = {
  readonly key: AlertKey;
  readonly present: true;
  readonly severity: Severity;
  /**
   * Equal texts are the same news. What only counts on ("12 GB left", "since 3 hours") must not be in it, or every look
   * is a change; a new reason must be.
   */
  readonly signature: string;
  /** One sentence that says the thing. */
  readonly title: string;
  /** Why, what is kept, what to do; one sentence each. */
  readonly lines: readonly string[];
};

/** It is not so. `title` says what is well again. */
export type Absent = { readonly key: AlertKey; readonly present: false; readonly title: string };

/** `<kind>/<subject>`, e.g. "account/gumroad" or "disk/data". */
export type AlertKey = `${AlertKind}/${string}`;

/** What alerts are about. */
export const alertKinds = [
  "strategy",
  "compliance",
  "limit",
  "account",
  "disk",
  "memory",
  "source",
  "clock",
  "records",
  "job",
  "backup",
  "sink",
  "step",
] as const;

export type AlertKind = (typeof alertKinds)[number];
