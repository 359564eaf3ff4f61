import type { Millis } from "../../base/clock.ts";

/** A file that lies in the inbox. */
export type InboxFile = {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly modifiedAt: Millis;
};

/** The folder a person drops files into, with its two places for what was taken out. Implemented on the disk by `intake/files`. */
export type InboxFolder = {
  readonly path: string;
  /** The files that lie in it, oldest first; none when the folder is gone. */
  files(): Promise<readonly InboxFile[]>;
  /** Moves a file to `done` or `refused`, never over another; `reason` is laid beside it. Gives its new path. */
  take(file: InboxFile, to: "done" | "refused", reason: string | undefined): Promise<string>;
};
