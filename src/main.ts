import { join } from "node:path";
import { systemClock } from "./base/clock.ts";
import { readProcessEnvironment } from "./base/environment.ts";
import { giveBackMemory } from "./base/give-back-memory.ts";
import { uuidV7 } from "./base/ids.ts";
import { ownVersion } from "./base/own-version.ts";
import { systemRandom } from "./base/random.ts";
import type { CliContext, Input, Output } from "./cli/context.ts";
import { runCommandLine } from "./cli/run.ts";
import { ruleFilesIn } from "./engine/rule-files.ts";

/** Runs one command line; `args` are the words after the program's name. Resolves to the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const environment = readProcessEnvironment();
  const context: CliContext = {
    environment,
    clock: systemClock,
    random: systemRandom,
    ids: uuidV7(systemClock, systemRandom),
    pid: process.pid,
    version: ownVersion(),
    // Asking for it loads the runtime's tables of all zones, and few commands need it.
    get machineTimeZone() {
      return machineTimeZone(environment.variables["TZ"]);
    },
    out: output(process.stdout, environment.variables),
    err: output(process.stderr, environment.variables),
    input: standardInput(),
    ruleFiles,
    createEngine: async (options) =>
      (await import("./engine.ts")).createEngine({ ruleFiles, webFolder: webFolder(), ...options }),
    openSandbox: async (wish) => (await import("../sandbox/open-sandbox.ts")).openSandbox(wish),
    serveAssistant: async (deps, scopes, stop) => {
      const { serveMcpStdio } = await import("./mcp/serve-stdio.ts");
      await serveMcpStdio(deps, { input: process.stdin, output: process.stdout, scopes, stop });
    },
    giveBackMemory,
    stop: stopSignal(),
  };
  return runCommandLine(args, context);
}

/** The rules lie beside the program, where an owner can read and change them. */
function ruleFiles() {
  return ruleFilesIn(join(import.meta.dirname, "../policy"));
}

/** Where `npm run build` puts the dashboard. */
function webFolder(): string {
  return join(import.meta.dirname, "../web/dist");
}

/** The zone the machine is set to; UTC where it does not say. */
function machineTimeZone(variable: string | undefined): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || variable || "UTC";
}

type Variables = Readonly<Record<string, string | undefined>>;

/** A reader that has gone away (`millrace … | head`) is no error: there is only nobody left to tell. */
function output(stream: NodeJS.WriteStream, variables: Variables): Output {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(0);
  });
  const isTerminal = stream.isTTY === true;
  const colour = isTerminal && !variables["NO_COLOR"] && variables["TERM"] !== "dumb";
  return {
    write: (text) => {
      stream.write(text);
    },
    drained: () =>
      new Promise((resolve) => {
        if (stream.writableNeedDrain) stream.once("drain", () => resolve());
        else resolve();
      }),
    isTerminal,
    columns: (isTerminal && stream.columns) || 80,
    colour,
  };
}

/** More than any passphrase has. */
const inputLengthMax = 65_536;

function standardInput(): Input {
  const { stdin } = process;
  return {
    isTerminal: stdin.isTTY === true,
    readAll: async () => {
      let text = "";
      for await (const piece of stdin) {
        text += String(piece);
        if (text.length > inputLengthMax) break;
      }
      return text;
    },
    askHidden,
    ask,
  };
}

/** Takes a line with the echo off; only the question and the end of the line are written. */
async function askHidden(question: string): Promise<string> {
  const { Writable } = await import("node:stream");
  const silent = new Writable({ write: (_piece, _encoding, done) => done() });
  process.stderr.write(question);
  const answer = await line(silent, "");
  process.stderr.write("\n");
  return answer;
}

async function ask(question: string): Promise<string> {
  return line(process.stderr, question);
}

/** One line from the terminal; "" when the person ends the input or presses Ctrl-C. */
async function line(output: NodeJS.WritableStream, question: string): Promise<string> {
  const { createInterface } = await import("node:readline");
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  return new Promise((resolve) => {
    let answer = "";
    lines.once("SIGINT", () => lines.close());
    lines.once("close", () => resolve(answer));
    lines.question(question, (typed) => {
      answer = typed;
      lines.close();
    });
  });
}

/** The first Ctrl-C asks for an orderly end, the second ends at once. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const ask = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, ask);
  return controller.signal;
}
