import { posix, win32 } from "node:path";
import type { Environment } from "./environment.ts";
import { type Problem, problem } from "./problem.ts";
import { err, ok, type Result } from "./result.ts";

/** The absolute path that a person's `path` means: "~/" is the home directory, and relative paths begin at `from`. */
export function absolutePath(path: string, from: string, environment: Environment): string {
  const paths = environment.platform === "win32" ? win32 : posix;
  const inHome = /^~(?=$|[/\\])/.test(path) && environment.homeDir !== "";
  return paths.resolve(from, inHome ? paths.join(environment.homeDir, path.slice(1)) : path);
}

/**
 * Where the data directory is when MILLRACE_DATA_DIR does not say: where each system keeps the data of programs.
 * Problem `data-dir-unknown`: there is no home directory.
 */
export function defaultDataDir(environment: Environment): Result<string, Problem> {
  const { variables, platform, homeDir } = environment;
  if (platform === "win32") {
    const base =
      variables["LOCALAPPDATA"] || variables["APPDATA"] || (homeDir && win32.join(homeDir, "AppData", "Local"));
    return base ? ok(win32.join(base, "millrace")) : err(noHome());
  }
  if (platform === "darwin") {
    return homeDir ? ok(posix.join(homeDir, "Library", "Application Support", "millrace")) : err(noHome());
  }
  // The XDG specification: a path that is not absolute is to be ignored.
  const xdg = variables["XDG_DATA_HOME"] ?? "";
  if (posix.isAbsolute(xdg)) return ok(posix.join(xdg, "millrace"));
  return homeDir ? ok(posix.join(homeDir, ".local", "share", "millrace")) : err(noHome());
}

function noHome(): Problem {
  return problem("data-dir-unknown", "This user has no home directory, so there is no place for the data directory.", {
    fix: "Set MILLRACE_DATA_DIR to a directory that this user may write.",
  });
}
