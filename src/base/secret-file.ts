import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname } from "node:path";
import { type Problem, problem } from "./problem.ts";
import { err, ok, type Result } from "./result.ts";

/** A small text file that only its owner should read. */
export type PrivateText = {
  readonly text: string;
  /** Others than the owner may read or change it; never true on Windows, where the mode says nothing. */
  readonly exposed: boolean;
};

/** Larger than any key, salt or configuration file has reason to be; a log or a database given by mistake is refused. */
export const PRIVATE_FILE_BYTES_MAX = 65_536;

/** Whether something has this name. False too where it cannot be told (a folder above is closed to us). */
export function fileExists(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/**
 * Reads a small text file. `what` names it in the sentence, e.g. "key file". Problems: `file-missing`,
 * `file-unreadable`, `file-too-large`, `file-not-text`; their sentences never quote the content.
 */
export function readPrivateFile(path: string, what: string): Result<PrivateText, Problem> {
  let fd: number | undefined;
  try {
    // Not to wait for ever where a named pipe has no writer.
    fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stat = fstatSync(fd);
    if (!stat.isFile()) return err(problem("file-unreadable", `The ${what} ${path} is not a file but something else.`));
    const bytes = Buffer.alloc(PRIVATE_FILE_BYTES_MAX + 1);
    const length = readSync(fd, bytes, 0, bytes.length, 0);
    if (length > PRIVATE_FILE_BYTES_MAX) {
      return err(
        problem(
          "file-too-large",
          `The ${what} ${path} is larger than ${PRIVATE_FILE_BYTES_MAX} bytes, so it is something else.`,
        ),
      );
    }
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, length));
    const exposed = process.platform !== "win32" && (stat.mode & 0o077) !== 0;
    return ok({ text, exposed });
  } catch (error) {
    return err(readProblem(error, path, what));
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

function readProblem(error: unknown, path: string, what: string): Problem {
  const code = errorCode(error);
  if (code === "ENOENT" || code === "ENOTDIR") return problem("file-missing", `The ${what} ${path} does not exist.`);
  if (code === "EISDIR") return problem("file-unreadable", `The ${what} ${path} is a folder.`);
  if (code === "EACCES" || code === "EPERM") {
    return problem("file-unreadable", `The ${what} ${path} may not be read by this user.`, {
      fix: `Give it to the user who runs Millrace: chown and chmod 600 ${path}`,
    });
  }
  if (error instanceof TypeError) return problem("file-not-text", `The ${what} ${path} is not a text file.`);
  return problem("file-unreadable", `The ${what} ${path} cannot be read (${code}).`);
}

/**
 * Writes a new file that only its owner can read (mode 0600), durable when it returns: either the whole text stands
 * under the name or nothing does. Never replaces a file unless `replace` says so. Problems: `file-exists`, `file-unwritable`.
 */
export function writePrivateFile(
  path: string,
  text: string,
  what: string,
  replace = false,
): Result<undefined, Problem> {
  const unfinished = `${path}.${process.pid}.unfinished`;
  try {
    writeWhole(unfinished, text);
    if (replace) renameSync(unfinished, path);
    else nameIfFree(unfinished, path);
    syncFolder(dirname(path));
    return ok(undefined);
  } catch (error) {
    rmSync(unfinished, { force: true });
    const code = errorCode(error);
    if (code === "EEXIST") {
      return err(
        problem("file-exists", `The ${what} ${path} exists already and is not replaced.`, { kept: "It is unchanged." }),
      );
    }
    const why = code === "ENOSPC" ? "the disk is full" : code === "EROFS" ? "the disk is read-only" : code;
    return err(
      problem("file-unwritable", `The ${what} ${path} cannot be written (${why}).`, { kept: "Nothing was changed." }),
    );
  }
}

/** Of two processes that make the same file at the same moment one must lose, and know it; a rename would let both win. */
function nameIfFree(unfinished: string, path: string): void {
  try {
    linkSync(unfinished, path);
  } catch (error) {
    // Disks without hard links (FAT, some network mounts): look, then rename.
    if (errorCode(error) === "EEXIST" || fileExists(path)) throw Object.assign(new Error("taken"), { code: "EEXIST" });
    renameSync(unfinished, path);
    return;
  }
  rmSync(unfinished, { force: true });
}

/** Gives `from` the name `to`, replacing what has it, in one step that survives a crash. */
export function movePrivateFile(from: string, to: string, what: string): Result<undefined, Problem> {
  try {
    renameSync(from, to);
    syncFolder(dirname(to));
    return ok(undefined);
  } catch (error) {
    const sentence = `The ${what} ${from} cannot be renamed to ${basename(to)} (${errorCode(error)}).`;
    return err(problem("file-unwritable", sentence, { kept: "Both files are unchanged." }));
  }
}

function writeWhole(path: string, text: string): void {
  const fd = openSync(path, "w", 0o600);
  try {
    // A leftover of an earlier attempt keeps its own mode when opened.
    if (process.platform !== "win32") fchmodSync(fd, 0o600);
    const bytes = Buffer.from(text);
    for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** A new name is durable only when its folder is; Windows has no such call and needs none. */
function syncFolder(path: string): void {
  if (process.platform === "win32") return;
  const fd = openSync(path, "r");
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
}
