import type { Millis } from "../../base/clock.ts";
import type { AlertKey, Observation } from "./observation.ts";
import type { Severity } from "./severity.ts";

/** What is kept of one matter between two looks. Plain values only: it is stored as JSON. */
export type AlertState = {
  readonly key: AlertKey;
  /** The latest look at it. */
  readonly look: Observation;
  /** Since when it is so, and how often it was seen; absent once it is over. */
  readonly episode?: { readonly since: Millis; readonly times: number };
  /** Since when it is gone, while that may still be a pause. */
  readonly goneAt?: Millis;
  /** What the owner was last told and has to believe until told otherwise. */
  readonly told?: Told;
  readonly acknowledged?: Acknowledgement;
  readonly quiet?: Quiet;
  /** When messages about it went out in the last 24 hours. */
  readonly sentAt: readonly Millis[];
};

export type Told = {
  readonly severity: Severity;
  readonly signature: string;
  /** When the first message of this episode went out, and the latest one. */
  readonly firstAt: Millis;
  readonly at: Millis;
  /** It was over since, but there was no room to say so. */
  readonly outdated?: true;
};

/** "I know." Nothing more is said until it changes. */
export type Acknowledgement = {
  readonly by: string;
  readonly at: Millis;
  readonly severity: Severity;
  readonly signature: string;
};

/** "Not now." Nothing is said until then, unless it gets worse than `severity`. */
export type Quiet = { readonly by: string; readonly until: Millis; readonly severity: Severity };

/** A message that is due. */
export type AlertNews = {
  readonly key: AlertKey;
  /** First of its kind; got worse; another reason; lasts; over. */
  readonly reason: "first" | "worse" | "changed" | "still" | "over";
  /** Absent when it is over. */
  readonly severity?: Severity;
  readonly title: string;
  readonly lines: readonly string[];
  readonly at: Millis;
  /** Since when it is, or was, so. */
  readonly since: Millis;
  readonly times: number;
  /** Since when it is over. */
  readonly goneAt?: Millis;
};
