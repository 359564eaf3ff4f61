import type { FailureKind } from "./failure.ts";

/** What is done about a kind of failure. */
export type Reaction = {
  /** Whether a reading call is sent again within one `Http.call`. */
  readonly retry: boolean;
  /** What the next attempt waits for: growing pauses, the moment the service named, or a person. */
  readonly wait: "back-off" | "until-reset" | "person";
  /** Whether the stream or action stands still until the wait is over; others of the same service go on. */
  readonly blocksStream: boolean;
  readonly alert: "never" | "if-it-lasts" | "at-once";
};

/** The one table of reactions. The door and everything that schedules work look here and nowhere else. */
// biome-ignore format: a table
export const reactions: Readonly<Record<FailureKind, Reaction>> = {
  "transient":  { retry: true,  wait: "back-off",    blocksStream: false, alert: "if-it-lasts" },
  "rate-limit": { retry: true,  wait: "until-reset", blocksStream: false, alert: "if-it-lasts" },
  "auth":       { retry: false, wait: "person",      blocksStream: true,  alert: "at-once" },
  "compliance": { retry: false, wait: "person",      blocksStream: true,  alert: "at-once" },
  "fatal":      { retry: false, wait: "person",      blocksStream: true,  alert: "at-once" },
};
