import { scryptSync } from "node:crypto";
import { type Problem, problem } from "../base/problem.ts";
import type { Random } from "../base/random.ts";
import { err, ok, type Result } from "../base/result.ts";
import { Secret } from "../base/secret.ts";
import { KEY_BYTES } from "./key-text.ts";

/** How a passphrase becomes a key; kept in the salt file, so that a later version can ask for more work. */
export type Stretching = {
  /** scrypt's N: a power of two. */
  readonly cost: number;
  readonly blockSize: number;
  readonly parallelization: number;
  readonly salt: Uint8Array;
};

/** scrypt N=2^15, r=8, p=3: the least that OWASP's password storage sheet asks for with 32 MiB; about 0.15 s. */
const today = { cost: 2 ** 15, blockSize: 8, parallelization: 3 } as const;
const SALT_BYTES = 16;
const MEMORY_BYTES_MAX = 256 * 1024 * 1024;

export const PASSPHRASE_LENGTH_MIN = 12;
const PASSPHRASE_LENGTH_MAX = 1_024;
const DIFFERENT_CHARACTERS_MIN = 6;

/** A new random salt, with the work asked for today. */
export function newStretching(random: Random): Stretching {
  return { ...today, salt: random.bytes(SALT_BYTES) };
}

/** What is wrong with a passphrase, as one sentence without any part of it; undefined when it will do. */
export function passphraseProblem(passphrase: Secret, where: string): Problem | undefined {
  const text = passphrase.reveal();
  const wrong = (sentence: string): Problem =>
    problem("passphrase-refused", `The passphrase in ${where} ${sentence}.`, {
      fix: "Four or more random words make a good one.",
    });
  if (!text.isWellFormed()) return wrong("is not valid text");
  if (/\p{Cc}/u.test(text)) return wrong("contains a line break or another control character");
  if (text.trim() !== text) return wrong("begins or ends with a space, which is too easily lost");
  const length = [...text].length;
  if (length < PASSPHRASE_LENGTH_MIN)
    return wrong(`has ${length} characters; at least ${PASSPHRASE_LENGTH_MIN} are needed`);
  if (length > PASSPHRASE_LENGTH_MAX)
    return wrong(`has ${length} characters; at most ${PASSPHRASE_LENGTH_MAX} are taken`);
  if (new Set(text).size < DIFFERENT_CHARACTERS_MIN)
    return wrong(`uses fewer than ${DIFFERENT_CHARACTERS_MIN} different characters`);
  return undefined;
}

/**
 * The master secret that a passphrase stands for. The text is normalised (NFKC) first, because keyboards and systems
 * write the same letter in different ways. Takes about 0.15 s and 32 MiB on purpose.
 */
export function stretch(passphrase: Secret, stretching: Stretching): Secret<Uint8Array> {
  const { cost, blockSize, parallelization, salt } = stretching;
  const options = { N: cost, r: blockSize, p: parallelization, maxmem: MEMORY_BYTES_MAX + 1024 * 1024 };
  return new Secret(Uint8Array.from(scryptSync(passphrase.reveal().normalize("NFKC"), salt, KEY_BYTES, options)));
}

/** The text of a salt file. */
export function saltFileText(stretching: Stretching): string {
  const { cost, blockSize, parallelization, salt } = stretching;
  return [
    "# Millrace passphrase salt. Not a secret, but the passphrase opens nothing without it: keep it with every backup.",
    `scrypt ${cost} ${blockSize} ${parallelization} ${Buffer.from(salt).toString("base64url")}`,
    "",
  ].join("\n");
}

/** Reads the text of a salt file. Bounded, so that a damaged number cannot ask for a year of work. */
export function parseSaltFile(text: string, path: string): Result<Stretching, Problem> {
  const lines = text
    .replace(/^\ufeff/, "")
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  const match = /^scrypt (\d{1,8}) (\d{1,2}) (\d{1,2}) ([A-Za-z0-9_-]{22,86})$/.exec(lines[0] ?? "");
  const stretching = match && {
    cost: Number(match[1]),
    blockSize: Number(match[2]),
    parallelization: Number(match[3]),
    salt: Uint8Array.from(Buffer.from(match[4] ?? "", "base64url")),
  };
  if (!stretching || lines.length !== 1 || !bearable(stretching)) {
    return err(
      problem("salt-malformed", `The salt file ${path} is damaged, so the passphrase cannot be used.`, {
        fix: "Bring it back from any backup: every backup holds a copy.",
      }),
    );
  }
  return ok(stretching);
}

function bearable({ cost, blockSize, parallelization }: Stretching): boolean {
  const powerOfTwo = Number.isInteger(Math.log2(cost));
  const least = cost >= 2 ** 14 && blockSize >= 1 && parallelization >= 1;
  return powerOfTwo && least && parallelization <= 16 && 128 * cost * blockSize <= MEMORY_BYTES_MAX;
}
