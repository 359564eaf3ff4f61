import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isSupported, pinnedNode, refusal } from "./runtime.mjs";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "millrace-bin-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("which runtime will do", () => {
  it.each([
    [{ node: "22.18.0" }, true],
    [{ node: "24.0.0" }, true],
    [{ node: "100.0.0" }, true],
    [{ node: "22.17.1" }, false],
    [{ node: "20.20.2" }, false],
    [{ node: "18.20.8" }, false],
    [{ node: "24.3.0", bun: "1.4.0" }, true],
    [{ node: "24.3.0", bun: "2.0.0" }, true],
    [{ node: "24.3.0", bun: "1.3.9" }, false],
  ])("%o: %s", (versions, will) => {
    expect(isSupported(versions)).toBe(will);
  });

  it("is refused in one sentence that names what is needed, what is there and what to run", () => {
    expect(refusal({ node: "20.20.2" })).toMatch(
      /^Millrace needs Node 22\.18 or newer.*\(this is Node 20\.20\.2\); run `npm ci`/,
    );
    expect(refusal({ node: "24.3.0", bun: "1.3.9" })).toContain("(this is Bun 1.3.9)");
  });

  it("is looked for where npm puts the pinned Node", () => {
    expect(pinnedNode(folder)).toBeUndefined();
    const bin = path.join(folder, "node_modules", "node", "bin");
    const exe = path.join(bin, process.platform === "win32" ? "node.exe" : "node");
    mkdirSync(bin, { recursive: true });
    writeFileSync(exe, "");
    expect(pinnedNode(folder)).toBe(exe);
  });
});

/** Writes a program that runs `code` on another process of this very runtime, as the launcher does on an old Node. */
function relay(code: string): string {
  writeFileSync(path.join(folder, "child.mjs"), code);
  const runtime = pathToFileURL(path.resolve(import.meta.dirname, "runtime.mjs")).href;
  const program = path.join(folder, "relay.mjs");
  writeFileSync(program, `import { runWith } from "${runtime}"; runWith(process.execPath, [process.argv[2]]);`);
  return program;
}

describe("running on another Node", () => {
  it("keeps arguments, output and exit code", () => {
    const program = relay(`process.stdout.write("out"); process.stderr.write("err"); process.exit(7);`);
    const run = spawnSync(process.execPath, [program, path.join(folder, "child.mjs")], { encoding: "utf8" });
    expect([run.stdout, run.stderr, run.status]).toEqual(["out", "err", 7]);
  });

  it("passes SIGTERM on and waits for the end", async () => {
    const program = relay(`
      process.on("SIGTERM", () => { process.stdout.write("closing"); process.exit(3); });
      setInterval(() => {}, 1000);
      process.stdout.write("up");`);
    const run = spawn(process.execPath, [program, path.join(folder, "child.mjs")], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let said = "";
    run.stdout.on("data", (chunk) => {
      said += String(chunk);
      if (said === "up") run.kill("SIGTERM");
    });
    const [code] = await once(run, "close");
    expect([said, code]).toEqual(["upclosing", 3]);
  });
});
