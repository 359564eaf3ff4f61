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

type Reason = readonly [what: string, fix?: string];

const reasons: Readonly<Record<string, Reason>> = {
  ENOENT: ["does not exist", "Check the spelling; relative names begin where you are."],
  ENOTDIR: ["does not exist: a part of its path is a file, not a folder"],
  EACCES: ["may not be read by this user", "Check its permissions."],
  EPERM: ["may not be read by this user", "Check its permissions."],
  ENAMETOOLONG: ["has too long a name"],
  ELOOP: ["is a link that leads back to itself"],
};

function refusal(path: string, cause: unknown): Problem {
  const code = String((cause as NodeJS.ErrnoException).code);
  const [what, fix] = reasons[code] ?? [`cannot be read (${code})`];
  return unreadable(path.slice(0, shownPathMax), what, fix);
}

/** A path so long that it is a mistake is not repeated whole. */
const shownPathMax = 300;

function unreadable(path: string, what: string, fix = ""): Problem {
  return problem("file-unreadable", `The file ${path} ${what}.`, { kept: "Nothing was booked.", fix });
}
