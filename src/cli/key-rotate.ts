import type { Config } from "../base/config.ts";
import { ProblemError } from "../base/problem.ts";
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
  const finished = pending ? await finish(config, [...keys, ...fromNextSalt(config, to)], keys[0], context) : undefined;
  const rotated = finished?.rotated ?? (await begin(config, to, keys, finished?.notes ?? [], context));
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

type Finish = { readonly rotated?: Rotated; readonly notes: readonly string[] };

/** Opening the books ends a rotation that was cut short. When it had taken effect, that is all there is to do. */
async function finish(
  config: Config,
  keys: readonly Master[],
  old: Master | undefined,
  context: CliContext,
): Promise<Finish> {
  const { dataDir, databaseUrl } = config;
  const { pid, clock } = context;
  const opened = await openInstallation({ dataDir, databaseUrl, keys, as: "command", pid, clock });
  const { master, notes } = opened;
  await opened.close();
  const newKeyId = deriveKeys(master.secret).kek.id;
  const oldKeyId = old && deriveKeys(old.secret).kek.id;
  if (oldKeyId === newKeyId) return { notes };
  return { rotated: { oldKeyId: oldKeyId ?? null, newKeyId, ...whereNow(config, master, old), notes }, notes };
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
