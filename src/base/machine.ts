import { statfsSync } from "node:fs";
import { getHeapStatistics } from "node:v8";

/** What the machine has left for this process. */
export type Machine = {
  /** The disk that holds a folder; undefined where it cannot be asked. */
  disk(folder: string): { readonly freeBytes: number; readonly totalBytes: number } | undefined;
  /** What this process holds of the memory that it may have; undefined where that is not known. */
  memory(): { readonly usedBytes: number; readonly ceilingBytes: number } | undefined;
};

export const thisMachine: Machine = {
  disk: (folder) => {
    try {
      const { bavail, blocks, bsize } = statfsSync(folder);
      return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
    } catch {
      // A folder that is gone has troubles of its own, which are told elsewhere.
      return undefined;
    }
  },
  memory: () => {
    // Bun's numbers of this name tell nothing of a ceiling.
    if (process.versions["bun"]) return undefined;
    const { used_heap_size: usedBytes, heap_size_limit: ceilingBytes } = getHeapStatistics();
    return { usedBytes, ceilingBytes };
  },
};
