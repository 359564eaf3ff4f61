import { accessSync, constants, statSync } from "node:fs";
import { type Problem, problem } from "../base/problem.ts";

/** The names in a data directory that this room makes and replaces. */
export const databaseFileName = "millrace.db";

/** Why a data directory cannot be worked in, or undefined when it can. */
export function directoryProblem(directory: string): Problem | undefined {
  const missing = problem("data-directory-missing", `The data directory ${directory} does not exist.`, {
    fix: "Run `millrace init` to make one, or set MILLRACE_DATA_DIR to the one that holds your books.",
  });
  try {
    const stat = statSync(directory, { throwIfNoEntry: false });
    if (!stat) return missing;
    if (!stat.isDirectory()) {
      return problem("data-directory-not-one", `The data directory ${directory} is a file, not a directory.`, {
        fix: "Set MILLRACE_DATA_DIR to the directory that holds millrace.db.",
      });
    }
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    return undefined;
  } catch (cause) {
    const code = errorCode(cause);
    if (code === "ENOTDIR" || code === "ENOENT") return missing;
    return code === "EROFS" ? readOnlyDisk(directory) : notAllowed(directory);
  }
}

/** Why this user cannot write an existing database file, or undefined. */
export function fileProblem(path: string): Problem | undefined {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return undefined;
  } catch (cause) {
    const code = errorCode(cause);
    if (code === "ENOENT") return undefined;
    if (code === "EROFS") return readOnlyDisk(path);
    return problem("database-readonly", `This user may not write ${path}.`, {
      kept: "Everything booked before is kept.",
      fix: `Run Millrace as the user who owns the file, or give it to this user (chown, chmod 600).`,
    });
  }
}

/** The system's name for an error ("ENOSPC"); empty when it has none. */
export function errorCode(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? String(cause.code) : "";
}

function readOnlyDisk(path: string): Problem {
  return problem("disk-readonly", `${path} lies on a disk that is read-only.`, {
    kept: "Everything booked before is kept.",
    fix: "Mount the disk writable, or move the data directory to one that is.",
  });
}

function notAllowed(directory: string): Problem {
  return problem("data-directory-closed", `This user may not write in the data directory ${directory}.`, {
    kept: "Everything booked before is kept.",
    fix: "Run Millrace as the user who owns it, or give it to this user (chown -R, chmod 700).",
  });
}
