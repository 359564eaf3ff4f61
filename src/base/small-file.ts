import { readFileSync, realpathSync, statSync } from "node:fs";

/** The text of a file that is known to be small; undefined when there is none, it cannot be read, or it is larger. */
export function readSmallFile(path: string, bytesMax: number): string | undefined {
  try {
    const found = statSync(path);
    return found.isFile() && found.size <= bytesMax ? readFileSync(path, "utf8") : undefined;
  } catch {
    // Whatever the reason, it cannot be read; the caller says what that means.
    return undefined;
  }
}

/** Where a file or folder really lies, links followed; undefined when there is none. */
export function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    // There is nothing, or nothing that we may see.
    return undefined;
  }
}
