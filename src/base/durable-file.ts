import { constants, link, mkdir, open, readdir, readFile, rename, unlink } from "node:fs/promises";
import { join } from "node:path";
import { fail } from "./problem.ts";
import { syncFolder } from "./sync-folder.ts";

/**
 * Writes a file that is never changed again: it is on the disk, name and all, when this resolves. A file of the same
 * name is left as it is: "same" when it holds this text, "differs" when it holds another. A failing fsync throws;
 * it is not tried again, because a second one may succeed without the data being there.
 */
export async function writeOnce(folder: string, name: string, text: string): Promise<"written" | "same" | "differs"> {
  const target = join(folder, name);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const present = await readIfThere(target);
    if (present !== undefined) return present === text ? "same" : "differs";
    const unfinished = `${target}.unfinished`;
    await writeDurably(unfinished, text);
    await takeName(unfinished, target);
    syncFolder(folder);
    return (await readFile(target, "utf8")) === text ? "written" : "differs";
  } catch (cause) {
    throw notWritten(target, cause);
  }
}

/** The text files of a folder whose names end in `suffix`, by name; undefined when there is no such folder. */
export async function readTexts(folder: string, suffix: string): Promise<{ name: string; text: string }[] | undefined> {
  const names = await readdir(folder).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT" || cause.code === "ENOTDIR") return undefined;
    return fail("folder-unreadable", `The folder ${folder} cannot be read (${cause.code ?? "unknown reason"}).`, {
      fix: "Check its permissions.",
    });
  });
  if (names === undefined) return undefined;
  const texts: { name: string; text: string }[] = [];
  for (const name of names.filter((n) => n.endsWith(suffix)).sort())
    texts.push({ name, text: await readFile(join(folder, name), "utf8") });
  return texts;
}

async function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return undefined;
    throw cause;
  });
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC, 0o600);
  try {
    await file.writeFile(text, "utf8");
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A hard link fails when the name is taken, a rename would replace it; file systems without links get the rename. */
async function takeName(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "";
    if (code === "EEXIST") return;
    if (!["EPERM", "ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EACCES"].includes(code)) throw cause;
    await rename(from, to);
    return;
  } finally {
    await unlink(from).catch(() => undefined);
  }
}

function notWritten(path: string, cause: unknown): never {
  const code = (cause as NodeJS.ErrnoException).code ?? "unknown reason";
  return fail("file-not-written", `The file ${path} could not be written (${code}).`, {
    kept: "Nothing that was there before was changed.",
    fix: "Check that the disk has room and the folder may be written to.",
  });
}
