import { mkdirSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { anchorsFolder } from "../audit/program.ts";
import { syncFolder } from "../base/sync-folder.ts";
import { latestCheckpoint } from "../store/checkpoint.ts";
import type { Handle } from "../store/handle.ts";

/** The number of entries that the newest checkpoint in some books was signed over; 0 for none. */
export async function newestCheckpointSize(books: Handle): Promise<number> {
  return Number((await latestCheckpoint(books))?.size ?? 0n);
}

/**
 * Moves the anchors that were made after a back-up into a folder of their own beside the others: what they vouch for is
 * gone once it is restored, and the log will grow past their sizes with other entries. They stay evidence of what was
 * there. Gives a sentence on it, undefined when there was none.
 */
export function setLaterAnchorsAside(dataDir: string, checkpointSize: number, stamp: string): string | undefined {
  const folder = join(dataDir, anchorsFolder);
  const later = anchorNames(folder).filter((name) => Number.parseInt(name, 10) > checkpointSize);
  if (later.length === 0) return undefined;
  const aside = join(folder, `before-restore-${stamp}`);
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  for (const name of later) renameSync(join(folder, name), join(aside, name));
  syncFolder(aside);
  syncFolder(folder);
  const what = later.length === 1 ? "One anchor" : `${later.length} anchors`;
  return `${what} made after the back-up, which vouch for entries that it does not have, were moved to ${aside}.`;
}

function anchorNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => /^[0-9]+\.txt$/.test(name));
  } catch {
    return [];
  }
}

/** A moment as a part of a file's name. */
export function fileStamp(ms: number): string {
  return new Date(ms).toISOString().replaceAll(/[:.]/g, "-");
}
