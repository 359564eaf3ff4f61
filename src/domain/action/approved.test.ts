import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Action } from "./action.ts";
import { isApproved, letThrough } from "./approved.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

const head = `
import type { Action, ActionOf } from "${root}src/domain/action/action.ts";
import { type Approved, letThrough } from "${root}src/domain/action/approved.ts";
import type { Acts, ConnectorContext } from "${root}src/spec/connector.ts";
declare const acts: Acts;
declare const context: ConnectorContext;
declare const action: Action;
declare const refund: ActionOf<"sale.refund">;
declare const approved: Approved;
`;

/** The lines of a snippet that do not compile under the project's settings, each with the compiler's complaint. */
function complaintsAbout(code: string): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "millrace-types-"));
  try {
    writeFileSync(join(folder, "snippet.mts"), head + code);
    const compilerOptions = { noEmit: true, incremental: false, types: [], noUnusedLocals: false };
    const settings = { extends: join(root, "tsconfig.json"), compilerOptions, include: [], files: ["snippet.mts"] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(settings));
    const program = join(root, "node_modules/typescript/bin/tsc");
    const { stdout } = spawnSync(process.execPath, [program, "-p", folder, "--pretty", "false"], { encoding: "utf8" });
    return stdout.split("\n").filter((line) => /snippet.*error TS/.test(line));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("an act that did not pass the gate", () => {
  it("does not compile, however it is dressed up", () => {
    expect(complaintsAbout("acts.apply(context, approved); acts.apply(context, letThrough(refund));")).toEqual([]);
    const forgotten = complaintsAbout(`
      acts.apply(context, action);
      acts.apply(context, { action });
      acts.apply(context, { ...approved });
      acts.apply(context, { ...approved, action: refund });
      acts.apply(context, JSON.parse("{}") as { readonly action: Action });
      const made: Approved = Object.create(null) as { readonly action: Action };
    `);
    expect(forgotten).toHaveLength(6);
    for (const complaint of forgotten) expect(complaint).toMatch(/Passed|Approved/);
  }, 60_000);

  it("is seen at run time, too", () => {
    const approved = letThrough({ parameters: {} } as Action);
    expect(isApproved(approved)).toBe(true);
    expect(isApproved({ ...approved })).toBe(false);
    expect(isApproved(Object.create(approved))).toBe(false);
    expect(isApproved(undefined)).toBe(false);
    expect(Object.isFrozen(approved.action.parameters)).toBe(true);
  });
});
