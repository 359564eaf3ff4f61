import type { Dirent } from "node:fs";
import { mkdir, open, readdir, rename, stat, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { InboxFile, InboxFolder } from "../inbox/inbox-folder.ts";

/** The inbox at `path`; its folders are made when they are missing, also while the engine runs. */
export function diskInbox(path: string): InboxFolder {
  return {
    path,
    files: () => filesIn(path),
    take: async (file, to, reason) => {
      const folder = join(path, to);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const name = await moveUnder(file.path, folder, file.name);
      if (reason !== undefined) await writeFile(join(folder, `${name}.reason.txt`), reason, { mode: 0o600 });
      return join(folder, name);
    },
  };
}

async function filesIn(path: string): Promise<readonly InboxFile[]> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const entries = await readdir(path, { withFileTypes: true });
  const names = entries
    .filter(isForUs)
    .map((entry) => entry.name)
    .sort();
  const files: InboxFile[] = [];
  for (const name of names) {
    const at = join(path, name);
    // A link is looked through; what has gone meanwhile, or leads nowhere, is not there.
    const found = await stat(at).catch(() => undefined);
    if (found?.isFile()) files.push({ name, path: at, bytes: found.size, modifiedAt: Math.floor(found.mtimeMs) });
  }
  return files.sort((a, b) => a.modifiedAt - b.modifiedAt);
}

/** Names that programs give to files they have not finished writing, and to their own notes. */
const unfinished = /^[.~]|~$|\.(?:tmp|temp|part|partial|crdownload|download|filepart|swp|lock|reason\.txt)$/i;

function isForUs(entry: Dirent): boolean {
  return (entry.isFile() || entry.isSymbolicLink()) && !unfinished.test(entry.name);
}

/** Gives the file a free name in the folder: `sales.csv`, else `sales-2.csv` and so on. */
async function moveUnder(from: string, folder: string, name: string): Promise<string> {
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? name : numbered(name, n);
    if (await moveIfFree(from, join(folder, candidate))) return candidate;
  }
}

function numbered(name: string, n: number): string {
  const dot = name.indexOf(".", 1);
  return dot < 0 ? `${name}-${n}` : `${name.slice(0, dot)}-${n}${name.slice(dot)}`;
}

/** Takes the name first, which fails when it is taken, and then puts the file in its place. */
async function moveIfFree(from: string, to: string): Promise<boolean> {
  try {
    await (await open(to, "wx", 0o600)).close();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw cause;
  }
  try {
    await rename(from, to);
    return true;
  } catch (cause) {
    await unlink(to);
    throw cause;
  }
}
