import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Whether a program can be run here. */
export function hasProgram(name: string): boolean {
  return spawnSync(name, ["--version"]).status === 0;
}

export type ProgramRun = { readonly ok: boolean; readonly output: string };

/** Runs a program on a file with this text; `FILE` in the arguments stands for its path. */
export function runOnFile(program: string, args: readonly string[], fileName: string, text: string): ProgramRun {
  const folder = mkdtempSync(join(tmpdir(), "millrace-export-"));
  try {
    const file = join(folder, fileName);
    writeFileSync(file, text);
    const ran = spawnSync(
      program,
      args.map((arg) => arg.replace("FILE", file)),
      { encoding: "utf8", env: { ...process.env, LC_ALL: "C.UTF-8" } },
    );
    return { ok: ran.status === 0, output: ran.stdout + ran.stderr };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
