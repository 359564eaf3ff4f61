import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { WebFiles } from "../api/web/web-files.ts";

/** The built dashboard as it lies in a folder; undefined while it is not built. */
export function diskWebFiles(folder: string | undefined): WebFiles | undefined {
  if (folder === undefined || !existsSync(join(folder, "index.html"))) return undefined;
  return {
    read: async (path) => {
      const at = join(folder, path);
      const bytes = await bytesOf(at);
      if (!bytes) return undefined;
      const [br, gzip] = await Promise.all([bytesOf(`${at}.br`), bytesOf(`${at}.gz`)]);
      return { bytes, ...(br ? { br } : {}), ...(gzip ? { gzip } : {}) };
    },
  };
}

async function bytesOf(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(path));
  } catch {
    // Not there, or a folder: in either case there is nothing to give.
    return undefined;
  }
}
