import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../support/installation.ts";

const root = join(import.meta.dirname, "..", "..");
const program = join(root, "bin", "millrace.mjs");
const fixture = join(root, "test", "fixtures", "csv", "gumroad", "sales-2025.csv");
const folder = temporaryFolder();
const dataDir = join(folder.path, "data");

type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

function start(args: readonly string[], variables: Record<string, string> = {}) {
  const env = { ...process.env, MILLRACE_DATA_DIR: dataDir, ...variables };
  const child = spawn(process.execPath, [program, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let err = "";
  child.stdout.on("data", (piece) => {
    out += String(piece);
  });
  child.stderr.on("data", (piece) => {
    err += String(piece);
  });
  const ended = new Promise<Ended>((resolve) => child.on("close", (code) => resolve({ code, out, err })));
  return { child, ended, out: () => out };
}

const run = (...args: string[]): Promise<Ended> => start(args).ended;

afterAll(() => folder.remove());

describe("the program itself, as a person starts it", () => {
  it("tells its version and its commands, and nothing else comes along", async () => {
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const [version, help, wrong] = await Promise.all([run("--version"), run("--help"), run("imprt")]);
    expect(version).toEqual({ code: 0, out: `${manifest.version}\n`, err: "" });
    expect(help).toMatchObject({ code: 0, err: "" });
    for (const verb of [
      "start",
      "init",
      "import",
      "report",
      "sales",
      "books",
      "audit",
      "key",
      "backup",
      "restore",
      "doctor",
    ]) {
      expect(help.out).toMatch(new RegExp(`^  ${verb} `, "m"));
    }
    expect(wrong).toEqual({ code: 2, out: "", err: 'There is no command "imprt". Did you mean import?\n' });
    expect(existsSync(dataDir)).toBe(false);
  });

  it("imports and reports across processes", async () => {
    const imported = await run("import", fixture, "--json");
    expect(imported.code).toBe(0);
    expect(JSON.parse(imported.out).files[0].rows).toEqual({ read: 6, booked: 6, known: 0, refused: 0 });
    const report = await run("report", "--json");
    expect(report).toMatchObject({ code: 0, err: "" });
    expect(JSON.parse(report.out).totals[0].net).toBe("113.13");
  });

  it("is quiet when its reader goes away", async () => {
    const { child, ended } = start(["books", "export", "--format", "jsonl"]);
    child.stdout.destroy();
    const { code, err } = await ended;
    expect(err).toBe("");
    expect(code).toBe(0);
  });

  it("starts with no preparation, prints where it answers and the first owner's link, and ends in order when told to", async () => {
    const engine = start(["start"], { MILLRACE_DATA_DIR: join(folder.path, "fresh"), MILLRACE_PORT: "0" });
    const link = await new Promise<string>((resolve) => {
      engine.child.stdout.on("data", () => {
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(engine.out());
        if (found) resolve(found[0]);
      });
    });
    const page = await fetch(link).catch((cause: unknown) => {
      const { exitCode, signalCode } = engine.child;
      throw new Error(`no page at ${link}; ended with ${exitCode ?? signalCode}; said ${engine.out()}`, { cause });
    });
    expect(page.status).toBe(200);
    // The dashboard, or a sentence where it is not built yet; nobody is told more before she came in.
    expect(await page.text()).toContain("<title>Millrace</title>");
    expect(engine.out()).toMatch(/http:\/\/localhost:\d+\/set-up#[\w-]{20,}/);
    engine.child.kill("SIGTERM");
    const { code, out, err } = await engine.ended;
    expect({ code, err }).toEqual({ code: 0, err: "" });
    // Where it answers, and the one-time link of its first owner.
    expect(out.match(/http:/g)).toHaveLength(2);
    expect(out).toContain("demo shop");
    expect(out).toContain("Keep a copy of it somewhere else");
  });

  it("says in one sentence that its port is taken", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const { code, err } = await start(["start"], { MILLRACE_PORT: String(port) }).ended;
    server.close();
    expect(code).toBe(1);
    expect(err).toMatch(new RegExp(`^Port ${port} is taken by another program\\. Set MILLRACE_PORT .*\\n$`));
  });
});
