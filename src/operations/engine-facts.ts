import type { Millis } from "../base/clock.ts";
import type { Problem } from "../base/problem.ts";
import type { InboxNews } from "../intake/inbox/watch-inbox.ts";

/** What a running engine knows of itself beyond its books. */
export type EngineFacts = {
  readonly version: string;
  readonly startedAt: Millis;
  readonly logPath: string;
  readonly inboxPath: string;
  readonly warnings: readonly Problem[];
  readonly inboxNews: () => readonly InboxNews[];
  /** What went wrong with the engine's own daily work, while it is so. */
  readonly troubles: () => readonly string[];
};
