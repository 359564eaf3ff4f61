import type { Millis } from "../base/clock.ts";
import type { ConfigLine, ExportedConfig } from "../base/config-show.ts";
import type { LoggedLine, TailAsked } from "../base/log-tail.ts";
import type { Machine } from "../base/machine.ts";
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
  /** The newest events of its log, the newest first. Absent where no file is kept. */
  readonly logTail?: (asked: TailAsked) => Promise<readonly LoggedLine[]>;
  /** The settings in force, without secrets, and what of them a back-up keeps. */
  readonly settings?: {
    readonly filePath: string;
    readonly lines: readonly ConfigLine[];
    readonly kept: ExportedConfig;
  };
  /** What its machine has left. */
  readonly machine?: Machine;
};
