import { join } from "node:path";
import { type Problem, problem } from "../base/problem.ts";
import type { Random } from "../base/random.ts";
import { err, ok, type Result } from "../base/result.ts";
import { Secret } from "../base/secret.ts";
import { fileExists, movePrivateFile, readPrivateFile, writePrivateFile } from "../base/secret-file.ts";
import { deriveKeys } from "./installation-keys.ts";
import { KEY_BYTES, keyFileText, parseKey, parseKeyFile } from "./key-text.ts";
import { newStretching, parseSaltFile, passphraseProblem, saltFileText, stretch } from "./passphrase.ts";

/** Where the owner may have put the key; the first that is there counts. */
export type KeySettings = {
  /** MILLRACE_KEY */
  readonly key?: Secret | undefined;
  /** MILLRACE_KEY_FILE */
  readonly keyFile?: string | undefined;
  /** MILLRACE_PASSPHRASE */
  readonly passphrase?: Secret | undefined;
  readonly dataDir: string;
};

/** The secret that everything of one installation is protected with. */
export type Master = {
  /** 32 bytes. */
  readonly secret: Secret<Uint8Array>;
  /** Where it came from, for sentences: "MILLRACE_KEY", "MILLRACE_PASSPHRASE" or the path of a file. */
  readonly origin: string;
};

export type MasterCandidates = {
  /** At least one. Usually one; while a rotation is unfinished, the current key first and then the next. */
  readonly candidates: readonly Master[];
  /** What the doctor should tell: files that others can read, settings that are not used. */
  readonly warnings: readonly Problem[];
};

/** The files in the data directory that hold or help to make the master secret. */
export function keyPaths(dataDir: string): { key: string; nextKey: string; salt: string; nextSalt: string } {
  const key = join(dataDir, "millrace.key");
  const salt = join(dataDir, "millrace.salt");
  return { key, nextKey: `${key}.next`, salt, nextSalt: `${salt}.next` };
}

/**
 * Finds the master secret: MILLRACE_KEY, else the file MILLRACE_KEY_FILE names, else MILLRACE_PASSPHRASE with the
 * data directory's salt, else the data directory's key file. A rotation that was cut short leaves a next key or a
 * next salt; what they give follows as a further candidate. Add every candidate to the redactor.
 */
export function loadMasterCandidates(settings: KeySettings): Result<MasterCandidates, Problem> {
  const current = currentMasters(settings);
  if (!current.ok) return current;
  const { candidates, warnings } = current.value;
  const paths = keyPaths(settings.dataDir);
  const next = fileExists(paths.nextKey) ? fromKeyFile(paths.nextKey) : undefined;
  const all = [...candidates];
  const told = [...warnings, ...unusedSettings(settings)];
  if (next?.ok) {
    all.push(...next.value.candidates);
    told.push(...next.value.warnings);
  } else if (next) told.push(next.error);
  if (all.length === 0) return err(next?.ok === false ? next.error : noKey(paths.key));
  return ok({ candidates: all, warnings: told });
}

function currentMasters(settings: KeySettings): Result<MasterCandidates, Problem> {
  const paths = keyPaths(settings.dataDir);
  if (settings.key) {
    const parsed = parseKey(settings.key.reveal(), "MILLRACE_KEY");
    return parsed.ok ? ok({ candidates: [{ secret: parsed.value, origin: "MILLRACE_KEY" }], warnings: [] }) : parsed;
  }
  if (settings.keyFile !== undefined) return fromKeyFile(settings.keyFile);
  if (settings.passphrase) return fromPassphrase(settings.passphrase, settings.dataDir);
  if (fileExists(paths.key)) return fromKeyFile(paths.key);
  // Somebody moved the current key away in the middle of a rotation: the next one may do.
  return fileExists(paths.nextKey) ? ok({ candidates: [], warnings: [] }) : err(noKey(paths.key));
}

function noKey(path: string): Problem {
  return problem(
    "key-missing",
    `There is no encryption key: no MILLRACE_KEY, MILLRACE_KEY_FILE or MILLRACE_PASSPHRASE is set, and ${path} does not exist.`,
    {
      fix: "For a new data directory run: millrace init. For an existing one bring its key file back.",
    },
  );
}

function fromKeyFile(path: string): Result<MasterCandidates, Problem> {
  const read = readPrivateFile(path, "key file");
  if (!read.ok) return read;
  const parsed = parseKeyFile(read.value.text, path);
  if (!parsed.ok) return parsed;
  const warnings = read.value.exposed ? [exposedProblem("key file", path)] : [];
  return ok({ candidates: [{ secret: parsed.value, origin: path }], warnings });
}

function exposedProblem(what: string, path: string): Problem {
  return problem("key-exposed", `The ${what} ${path} can be read by other users of this machine.`, {
    fix: `chmod 600 ${path}`,
  });
}

function fromPassphrase(passphrase: Secret, dataDir: string): Result<MasterCandidates, Problem> {
  const refused = passphraseProblem(passphrase, "MILLRACE_PASSPHRASE");
  if (refused) return err(refused);
  const { salt, nextSalt } = keyPaths(dataDir);
  const present = [salt, nextSalt].filter((path) => fileExists(path));
  if (present.length === 0) {
    return err(
      problem("salt-missing", `MILLRACE_PASSPHRASE is set, but its salt ${salt} does not exist.`, {
        fix: "For a new data directory run: millrace init. For an existing one bring the salt back from a backup, or unset MILLRACE_PASSPHRASE if a key file is in use.",
      }),
    );
  }
  const candidates: Master[] = [];
  for (const path of present) {
    const read = readPrivateFile(path, "salt file");
    if (!read.ok) return read;
    const parsed = parseSaltFile(read.value.text, path);
    if (!parsed.ok) return parsed;
    candidates.push({ secret: stretch(passphrase, parsed.value), origin: "MILLRACE_PASSPHRASE" });
  }
  return ok({ candidates, warnings: [] });
}

/** Two keys given at once: the first counts, and the owner should know which. */
function unusedSettings(settings: KeySettings): readonly Problem[] {
  const own = keyPaths(settings.dataDir).key;
  const given: string[] = [];
  if (settings.key) given.push("MILLRACE_KEY");
  if (settings.keyFile !== undefined) given.push("MILLRACE_KEY_FILE");
  if (settings.passphrase) given.push("MILLRACE_PASSPHRASE");
  if (settings.keyFile !== own && fileExists(own)) given.push(own);
  const [used, ...unused] = given;
  if (used === undefined || unused.length === 0) return [];
  return [problem("key-given-twice", `The encryption key is taken from ${used}; not used: ${unused.join(", ")}.`)];
}

/**
 * Makes a new random master secret and its file (mode 0600). Refuses when the file exists: a key that was replaced
 * is a database that was lost. Call it only for a data directory without a database.
 */
export function createKeyFile(path: string, random: Random): Result<Master, Problem> {
  const secret = new Secret(random.bytes(KEY_BYTES));
  const written = writePrivateFile(path, keyFileText(secret, deriveKeys(secret).kek.id), "key file");
  return written.ok ? ok({ secret, origin: path }) : written;
}

/** Makes a new salt file for a passphrase and gives the master secret that the two stand for. */
export function createSaltFile(path: string, passphrase: Secret, random: Random): Result<Master, Problem> {
  const refused = passphraseProblem(passphrase, "MILLRACE_PASSPHRASE");
  if (refused) return err(refused);
  const stretching = newStretching(random);
  const written = writePrivateFile(path, saltFileText(stretching), "salt file");
  if (!written.ok) return written;
  return ok({ secret: stretch(passphrase, stretching), origin: "MILLRACE_PASSPHRASE" });
}

/** Ends a rotation: the next key (and the next salt) become the current ones. Does nothing where there is none. */
export function promoteNext(dataDir: string): Result<undefined, Problem> {
  const paths = keyPaths(dataDir);
  const moves = [
    [paths.nextSalt, paths.salt, "salt file"],
    [paths.nextKey, paths.key, "key file"],
  ] as const;
  for (const [from, to, what] of moves) {
    const moved = fileExists(from) ? movePrivateFile(from, to, what) : ok(undefined);
    if (!moved.ok) return moved;
  }
  return ok(undefined);
}
