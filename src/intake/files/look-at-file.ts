import { accessSync, constants, statSync } from "node:fs";
import { basename } from "node:path";
import type { Millis } from "../../base/clock.ts";
import { type Problem, problem } from "../../base/problem.ts";
import { err, ok, type Result } from "../../base/result.ts";

export type FileLook = {
  /** Without folders. */
  readonly name: string;
  /** Size on the disk. */
  readonly bytes: number;
  readonly modifiedAt: Millis;
};

/** Looks at a file that is to be read, without opening it (a named pipe would wait for ever). Problem: `file-unreadable`. */
export function lookAtFile(path: string): Result<FileLook, Problem> {
  try {
    const stat = statSync(path);
    if (stat.isDirectory()) return err(unreadable(path, "is a folder, not a file", "Name the file in it."));
    if (!stat.isFile()) return err(unreadable(path, "is not a file but something else"));
    accessSync(path, constants.R_OK);
    return ok({ name: basename(path), bytes: stat.size, modifiedAt: Math.floor(stat.mtimeMs) });
  } catch (cause) {
    return err(refusal(path, cause));
  }
}

function refusal(path: string, cause: unknown): Problem {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  switch (code) {
    case "ENOENT":
      return unreadable(path, "does not exist", "Check the spelling; relative names begin where you are.");
    case "ENOTDIR":
      return unreadable(path, "does not exist: a part of its path is a file, not a folder");
    case "EACCES":
    case "EPERM":
      return unreadable(path, "may not be read by this user", "Check its permissions.");
    case "ENAMETOOLONG":
      return unreadable(`${path.slice(0, 60)}…`, "has too long a name");
    case "ELOOP":
      return unreadable(path, "is a link that leads back to itself");
    default:
      return unreadable(path, `cannot be read (${code || "unknown reason"})`);
  }
}

function unreadable(path: string, what: string, fix = ""): Problem {
  return problem("file-unreadable", `The file ${path} ${what}.`, { kept: "Nothing was booked.", fix });
}
