import { type Problem, ProblemError, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { parseVerifierKey, type VerifierKey } from "../domain/audit/note.ts";
import type { Handle } from "../store/handle.ts";
import { readAnchorKeys, readAnchors } from "./anchors.ts";
import { checkProof } from "./check-proof.ts";
import { proveConsistency, proveTxn } from "./inclusion.ts";
import { type ProgramOptions, readOptions, usage } from "./program-options.ts";
import { jsonText, problemText, provedText, verificationText } from "./program-text.ts";
import { verifyAudit } from "./verify.ts";

/** What the program needs from outside. */
export type VerifyPorts = {
  /** Opens the books of a data directory (undefined: the usual one), without any right to change them. */
  open(dataDir: string | undefined): Promise<OpenBooks>;
  readText(path: string): Promise<string>;
  /** Joins a folder and a name. */
  join(folder: string, name: string): string;
  /** Writes lines to standard output, or to standard error. */
  print(text: string): void;
  printError(text: string): void;
  /** Shows how far a long check has come; absent when nobody looks. */
  progress?(done: number, total: number): void;
};

export type OpenBooks = { readonly handle: Handle; readonly dataDir: string; close(): Promise<void> };

/** 0: nothing was found; 1: something was found, or it could not be done; 2: wrong use. */
export type ExitCode = 0 | 1 | 2;

/** The name of the folder of anchors in a data directory. */
export const anchorsFolder = "anchors";

/** The verifier as a program of its own. Never throws for what a person can mend: it says so and returns 1 or 2. */
export async function verifyMain(argv: readonly string[], ports: VerifyPorts): Promise<ExitCode> {
  const options = readOptions(argv);
  if (!options.ok) {
    ports.printError(`${options.error} See millrace-verify --help.`);
    return 2;
  }
  const { task, json } = options.value;
  if (task.kind === "help") {
    ports.print(usage);
    return 0;
  }
  try {
    return task.kind === "check" ? await check(task.file, options.value, ports) : await onBooks(options.value, ports);
  } catch (cause) {
    if (!(cause instanceof ProblemError)) throw cause;
    return refuse(cause.problem, json, ports);
  }
}

async function check(file: string, options: ProgramOptions, ports: VerifyPorts): Promise<ExitCode> {
  const keys = await keysOf(options, undefined, ports);
  if (!keys.ok) return refuse(keys.error, options.json, ports);
  if (keys.value.keys.length === 0) {
    const fix =
      "Give the public key of the log with --public-key; it should come from the owner by another way than the proof.";
    return refuse(
      problem("public-key-missing", "A proof cannot be checked without a public key.", { fix }),
      options.json,
      ports,
    );
  }
  const proved = checkProof(await readGiven(file, ports), keys.value.keys);
  if (!proved.ok) return refuse(proved.error, options.json, ports);
  ports.print(options.json ? jsonText({ ok: true, ...proved.value }) : provedText(proved.value));
  return 0;
}

async function onBooks(options: ProgramOptions, ports: VerifyPorts): Promise<ExitCode> {
  const books = await ports.open(options.dataDir);
  try {
    const { task } = options;
    if (task.kind === "inclusion") return printProof(await proveTxn(books.handle, task.txnId), options, ports);
    if (task.kind === "consistency") {
      return printProof(await proveConsistency(books.handle, task.older, task.newer), options, ports);
    }
    return await verify(books, task.kind === "verify" ? task.from : 0, options, ports);
  } finally {
    await books.close();
  }
}

async function verify(books: OpenBooks, from: number, options: ProgramOptions, ports: VerifyPorts): Promise<ExitCode> {
  const folder = options.anchors ?? ports.join(books.dataDir, anchorsFolder);
  const keys = await keysOf(options, folder, ports);
  if (!keys.ok) return refuse(keys.error, options.json, ports);
  const anchors = await readAnchors(folder);
  if (anchors === undefined && options.anchors !== undefined) {
    return refuse(problem("anchors-missing", `There is no folder ${options.anchors}.`), options.json, ports);
  }
  const result = await verifyAudit(books.handle, {
    keys: keys.value.keys,
    anchors,
    from,
    ...(ports.progress ? { onProgress: ports.progress } : {}),
  });
  if (!result.ok) return refuse(result.error, options.json, ports);
  const cautions = [...result.value.cautions, ...keys.value.cautions];
  const verification = { ...result.value, cautions };
  ports.print(options.json ? jsonText(verification) : verificationText(verification));
  return verification.ok ? 0 : 1;
}

type Keys = { readonly keys: readonly VerifierKey[]; readonly cautions: readonly string[] };

/** The keys that were given, or else those that lie beside the anchors. */
async function keysOf(
  options: ProgramOptions,
  folder: string | undefined,
  ports: VerifyPorts,
): Promise<Result<Keys, Problem>> {
  const keys: VerifierKey[] = [];
  for (const path of options.publicKeys) {
    const key = parseVerifierKey(await readGiven(path, ports));
    if (!key.ok) return err(problem("public-key-unreadable", `${path} is not a public key: ${key.error}.`));
    keys.push(key.value);
  }
  if (keys.length > 0 || folder === undefined) return ok({ keys, cautions: [] });
  const beside = await readAnchorKeys(folder);
  const caution = `The public key was taken from ${folder}; whoever could change the anchors there could change it too. Give your own copy with --public-key.`;
  return ok({ keys: beside, cautions: beside.length > 0 ? [caution] : [] });
}

function printProof(proof: Result<string, Problem>, options: ProgramOptions, ports: VerifyPorts): ExitCode {
  if (!proof.ok) return refuse(proof.error, options.json, ports);
  ports.print(options.json ? jsonText({ ok: true, proof: proof.value }) : proof.value.replace(/\n$/, ""));
  return 0;
}

async function readGiven(path: string, ports: VerifyPorts): Promise<string> {
  try {
    return await ports.readText(path);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown reason";
    throw new ProblemError(problem("file-unreadable", `The file ${path} cannot be read (${code}).`), { cause });
  }
}

function refuse(found: Problem, json: boolean, ports: VerifyPorts): 1 {
  if (json) ports.print(jsonText({ ok: false, problem: found }));
  else ports.printError(problemText(found));
  return 1;
}
