import type { Config } from "../base/config.ts";
import { type Problem, ProblemError } from "../base/problem.ts";
import { fileExists, readPrivateFile } from "../base/secret-file.ts";
import { engineHolder } from "../store/installation-lock.ts";
import { openInstallation } from "../upkeep/open-installation.ts";
import { type NewKey, rotateKey } from "../upkeep/rotate-key.ts";
import { rotationPending } from "../upkeep/unfinished-rotation.ts";
import { directoryProblem } from "../upkeep/usable-directory.ts";
import { deriveKeys } from "../vault/installation-keys.ts";
import { keyPaths, loadMasterCandidates, type Master } from "../vault/master.ts";
import { parseSaltFile, stretch } from "../vault/passphrase.ts";
import type { CliContext } from "./context.ts";
import { newPassphrase, newPassphraseVariable } from "./new-passphrase.ts";
import { sayJson, sayLine } from "./say.ts";
import { type Rotated, rotatedText } from "./text/rotated-text.ts";
import { configuration } from "./with-desk.ts";
import { wrongUse } from "./wrong-use.ts";

export type RotateChoices = {
  readonly to?: "file" | "passphrase";
  readonly passphraseFile?: string;
  readonly json?: boolean;
};

/** `millrace key rotate` */
export async function rotate(choices: RotateChoices, context: CliContext): Promise<void> {
  const { config } = configuration(context);
  const problem = directoryProblem(config.dataDir);
  if (problem) throw new ProblemError(problem);
  const pending = rotationPending(config.dataDir);
  const found = loadMasterCandidates(config);
  // The key of a rotation that was cut short may open the books where the configured one is gone.
  if (!found.ok && !pending) throw new ProblemError(found.error);
  const keys = found.ok ? found.value.candidates : [];
  const to = await newKey(kindOf(choices, keys, context), choices, config, context);
  const rotated = pending ? await finishOrBegin(config, to, keys, context) : await begin(config, to, keys, [], context);
  if (choices.json) sayJson(context.out, rotated);
  else for (const line of rotatedText(rotated)) sayLine(context.out, line);
}

function kindOf(choices: RotateChoices, keys: readonly Master[], context: CliContext): "file" | "passphrase" {
  const kind = choices.to ?? (keys[0]?.origin === "MILLRACE_PASSPHRASE" ? "passphrase" : "file");
  if (kind === "passphrase") return kind;
  const fix = "Add --to passphrase, or leave it out.";
  if (choices.passphraseFile !== undefined) wrongUse("--passphrase-file is for a rotation to a passphrase only.", fix);
  if (context.environment.variables[newPassphraseVariable])
    wrongUse(`${newPassphraseVariable} is set, but the new key is to be a file.`, fix);
  return kind;
}

async function newKey(
  kind: "file" | "passphrase",
  choices: RotateChoices,
  config: Config,
  context: CliContext,
): Promise<NewKey> {
  if (kind === "file") return { kind: "key-file" };
  // Nobody should think up a passphrase only to hear that the engine runs; the lock itself is taken later.
  const engine = config.databaseUrl ? undefined : engineHolder(config.dataDir);
  if (engine) {
    throw new ProblemError({
      code: "installation-in-use",
      sentence: `A key rotation needs the data directory ${config.dataDir} for itself, and the engine runs (process ${engine.pid}).`,
      kept: "Nothing was changed.",
      fix: "Stop the engine, then run this command again.",
    });
  }
  return { kind: "passphrase", passphrase: await newPassphrase(choices.passphraseFile, context) };
}

/** What the new passphrase gives with the salt that a rotation to it left behind when it was cut short. */
function fromNextSalt(config: Config, to: NewKey): readonly Master[] {
  const { nextSalt } = keyPaths(config.dataDir);
  if (to.kind !== "passphrase" || !fileExists(nextSalt)) return [];
  const read = readPrivateFile(nextSalt, "salt file");
  const stretching = read.ok ? parseSaltFile(read.value.text, nextSalt) : read;
  if (!stretching.ok) throw new ProblemError(stretching.error);
  return [{ secret: stretch(to.passphrase, stretching.value), origin: "MILLRACE_PASSPHRASE" }];
}

/**
 * Opening the books ends a rotation that was cut short. When it had taken effect and was to the same kind of key, that
 * is all there is to do.
 */
async function finishOrBegin(
  config: Config,
  to: NewKey,
  keys: readonly Master[],
  context: CliContext,
): Promise<Rotated> {
  const { dataDir, databaseUrl } = config;
  const { pid, clock } = context;
  const candidates = [...keys, ...fromNextSalt(config, to)];
  const opened = await openInstallation({ dataDir, databaseUrl, keys: candidates, as: "command", pid, clock });
  const { master, notes } = opened;
  await opened.close();
  if (rotationPending(dataDir)) throw new ProblemError(waitsForOwner(notes));
  const [old] = keys;
  const newKeyId = idOf(master);
  const oldKeyId = old ? idOf(old) : null;
  const sameKind = (master.origin === "MILLRACE_PASSPHRASE") === (to.kind === "passphrase");
  if (oldKeyId !== newKeyId && sameKind) return { oldKeyId, newKeyId, ...whereNow(config, master, old), notes };
  const found = loadMasterCandidates(config);
  return begin(config, to, found.ok ? found.value.candidates : [master], notes, context);
}

/** The new key could not be put where the old one is, and the owner has not done so yet. */
function waitsForOwner(notes: readonly string[]): Problem {
  return {
    code: "rotation-waits",
    sentence: `The last key rotation is not finished: ${notes.join(" ")}`,
    kept: "Until then both keys are found, and the new one opens the books.",
    fix: "Do that first, then run this command again.",
  };
}

async function begin(
  config: Config,
  to: NewKey,
  keys: readonly Master[],
  earlier: readonly string[],
  context: CliContext,
): Promise<Rotated> {
  const { dataDir, databaseUrl } = config;
  const { pid, clock, random } = context;
  const report = await rotateKey({ dataDir, databaseUrl, keys, to, pid, clock, random, actor: "owner" });
  const { oldKeyId, newKeyId, master } = report;
  return { oldKeyId, newKeyId, ...whereNow(config, master, keys[0]), notes: [...earlier, ...report.notes] };
}

/** Where the new key is, and which variables have to change for the next start to find it. */
function whereNow(
  config: Config,
  master: Master,
  old: Master | undefined,
): Pick<Rotated, "kind" | "path" | "set" | "unset" | "oldKept"> {
  const paths = keyPaths(config.dataDir);
  const byPassphrase = master.origin === "MILLRACE_PASSPHRASE";
  const byVariable = config.key !== undefined;
  const place = byVariable || fileExists(paths.nextKey) ? paths.nextKey : (config.keyFile ?? paths.key);
  const path = byPassphrase ? paths.salt : place;
  const oldKept = old ? [paths.key, paths.salt, old.origin].map((name) => `${name}.old-${idOf(old)}`) : [];
  return {
    kind: byPassphrase ? "passphrase" : "file",
    path,
    oldKept: oldKept.find((name) => fileExists(name)) ?? null,
    ...(byPassphrase
      ? { set: ["MILLRACE_PASSPHRASE"], unset: givenNow(config, ["MILLRACE_KEY", "MILLRACE_KEY_FILE"]) }
      : {
          set: byVariable ? ["MILLRACE_KEY"] : [],
          unset: config.keyFile === undefined && !byVariable ? givenNow(config, ["MILLRACE_PASSPHRASE"]) : [],
        }),
  };
}

function idOf(master: Master): string {
  return deriveKeys(master.secret).kek.id;
}

function givenNow(config: Config, names: readonly string[]): readonly string[] {
  const given: Readonly<Record<string, boolean>> = {
    MILLRACE_KEY: config.key !== undefined,
    MILLRACE_KEY_FILE: config.keyFile !== undefined,
    MILLRACE_PASSPHRASE: config.passphrase !== undefined,
  };
  return names.filter((name) => given[name]);
}
