import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type OpenBooks, type VerifyPorts, verifyMain } from "./audit/program.ts";
import { loadConfig } from "./base/config.ts";
import { type Environment, readProcessEnvironment } from "./base/environment.ts";
import { type Problem, ProblemError } from "./base/problem.ts";
import { openForReading } from "./upkeep/open-for-reading.ts";

/**
 * The verifier as a program: it shares the reading of keys and tables with Millrace, and none of the code that books.
 * `args` are the words after the program's name. Resolves to the exit code.
 */
export async function main(args: readonly string[]): Promise<number> {
  const environment = readProcessEnvironment();
  const ports: VerifyPorts = {
    open: (dataDir) => openBooks(environment, dataDir),
    readText: (path) => readFile(path, "utf8"),
    join,
    print: (text) => void process.stdout.write(`${text}\n`),
    printError: (text) => void process.stderr.write(`${text}\n`),
    ...(process.stderr.isTTY ? { progress: showProgress } : {}),
  };
  return verifyMain(args, ports);
}

function showProgress(done: number, total: number): void {
  process.stderr.write(`\r${done} of ${total}${done === total ? "\n" : ""}`);
}

async function openBooks(environment: Environment, dataDir: string | undefined): Promise<OpenBooks> {
  const variables = { ...environment.variables, ...(dataDir === undefined ? {} : { MILLRACE_DATA_DIR: dataDir }) };
  const loaded = loadConfig({ ...environment, variables });
  if (!loaded.ok) throw new ProblemError(loaded.error[0] as Problem);
  const { config } = loaded.value;
  const books = await openForReading(config);
  return { handle: books.store, dataDir: config.dataDir, close: books.close };
}
