import { join } from "node:path";
import { openSandbox } from "../../sandbox/open-sandbox.ts";
import type { RuleFile } from "../../src/actions/policy/read-yaml.ts";
import { type Clock, fixedClock } from "../../src/base/clock.ts";
import { uuidV7 } from "../../src/base/ids.ts";
import { systemRandom } from "../../src/base/random.ts";
import type { CliContext, Input, Output } from "../../src/cli/context.ts";
import { runCommandLine } from "../../src/cli/run.ts";
import { ruleFilesIn } from "../../src/engine/rule-files.ts";
import { createEngine } from "../../src/engine.ts";

/** The rule files that come with Millrace. */
const ruleFiles = () => ruleFilesIn(join(import.meta.dirname, "../../policy"));

export type Said = { readonly code: number; readonly out: string; readonly err: string };

export type CliWorld = {
  readonly variables?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
  readonly workingDir?: string;
  readonly columns?: number;
  readonly terminal?: boolean;
  readonly input?: Partial<Input>;
  readonly stop?: AbortSignal;
  readonly ruleFiles?: () => readonly RuleFile[];
  readonly openSandbox?: CliContext["openSandbox"];
  /** Hears what is said beside the result, while the command still runs. */
  readonly heard?: (text: string) => void;
};

/** The moment at which tests run commands, unless they say otherwise. */
export const commandTime = Date.UTC(2026, 10, 20, 9);

/** Runs one command line in this process, on `dataDir`, as `main` would; gives its exit code and all that it said. */
export async function cli(dataDir: string, args: readonly string[], world: CliWorld = {}): Promise<Said> {
  const out: string[] = [];
  const err: string[] = [];
  const clock = world.clock ?? fixedClock(commandTime);
  const output = (said: string[], heard?: (text: string) => void): Output => ({
    write: (text) => {
      said.push(text);
      heard?.(text);
    },
    drained: async () => {},
    isTerminal: world.terminal ?? false,
    columns: world.columns ?? 80,
    colour: world.terminal ?? false,
  });
  const context: CliContext = {
    environment: {
      variables: { MILLRACE_DATA_DIR: dataDir, ...world.variables },
      platform: process.platform,
      homeDir: "/home/nobody",
      workingDir: world.workingDir ?? process.cwd(),
    },
    clock,
    random: systemRandom,
    ids: uuidV7(clock, systemRandom),
    pid: process.pid,
    version: "0.0.0-test",
    machineTimeZone: "Africa/Nairobi",
    out: output(out),
    err: output(err, world.heard),
    input: {
      isTerminal: false,
      readAll: async () => "",
      askHidden: async () => "",
      ask: async () => "",
      ...world.input,
    },
    ruleFiles: world.ruleFiles ?? ruleFiles,
    createEngine: (options) => createEngine({ ruleFiles: world.ruleFiles ?? ruleFiles, ...options }),
    openSandbox: world.openSandbox ?? openSandbox,
    giveBackMemory: () => undefined,
    stop: world.stop ?? new AbortController().signal,
  };
  const code = await runCommandLine(args, context);
  return { code, out: out.join(""), err: err.join("") };
}
