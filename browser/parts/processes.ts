import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const program = join(import.meta.dirname, "../../bin/millrace.mjs");

/** A program of ours that runs until it is stopped, and what it said so far. */
export type Running = {
  readonly said: () => string;
  readonly stop: () => Promise<void>;
};

/** An engine in a data directory of its own, as `npm start` runs it. */
export type RunningEngine = Running & {
  /** Where it listens, e.g. `http://localhost:43210`. */
  readonly url: string;
  /** The one-time link for its first person. */
  readonly setUp: string;
  readonly dataDir: string;
};

/** The simulated platforms with the access to one of them. */
export type RunningSandbox = Running & { readonly url: string; readonly token: string; readonly controlKey: string };

/** Starts the simulated Gumroad; its history begins some days back so that there is something to read. */
export async function startSandbox(shop = "small", seed = "1"): Promise<RunningSandbox> {
  const { running, found } = await run(
    ["sandbox", "--json", "--port", "0", "--shop", shop, "--seed", seed],
    {},
    /\{[\s\S]*\}\s*$/,
  );
  const told = JSON.parse(found) as { url: string; platforms: { id: string; token: string; controlKey: string }[] };
  const gumroad = told.platforms.find(({ id }) => id === "gumroad");
  if (!gumroad) throw new Error("the sandbox names no Gumroad");
  return { ...running, url: told.url, token: gumroad.token, controlKey: gumroad.controlKey };
}

/** Starts an engine on a free port, with the demo shop unless `env` says otherwise. */
export async function startEngine(env: Readonly<Record<string, string>> = {}): Promise<RunningEngine> {
  const dataDir = mkdtempSync(join(tmpdir(), "millrace-browser-"));
  const { running } = await run(
    ["start"],
    { MILLRACE_DATA_DIR: dataDir, MILLRACE_PORT: "0", ...env },
    /http:\/\/\S+\/set-up#\S+/,
  );
  const setUp = /http:\/\/\S+\/set-up#\S+/.exec(running.said())?.[0] ?? "";
  const url = new URL(setUp).origin;
  const stop = async (): Promise<void> => {
    await running.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { ...running, stop, url, setUp, dataDir };
}

async function run(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  until: RegExp,
): Promise<{ readonly running: Running; readonly found: string }> {
  const child = spawn(process.execPath, [program, ...words], { env: { ...process.env, NO_COLOR: "1", ...env } });
  let text = "";
  child.stdout.on("data", (part: Buffer) => (text += part.toString()));
  child.stderr.on("data", (part: Buffer) => (text += part.toString()));
  const running = { said: () => text, stop: () => stopChild(child) };
  const deadline = Date.now() + 60_000;
  for (;;) {
    const found = until.exec(text);
    if (found) return { running, found: found[0] };
    if (child.exitCode !== null || Date.now() > deadline) {
      await stopChild(child);
      throw new Error(`millrace ${words.join(" ")} did not say ${until}: ${text.slice(-2_000)}`);
    }
    await new Promise((done) => setTimeout(done, 50));
  }
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once("exit", done));
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await ended;
  clearTimeout(late);
}
