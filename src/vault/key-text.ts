import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { Secret } from "../base/secret.ts";

/** Bytes of a master secret and of every key made from it. */
export const KEY_BYTES = 32;

/** Of 32 random bytes about 30 differ; fewer than this does not happen by chance (p < 10^-15). */
const DIFFERENT_BYTES_MIN = 12;

const HOW_TO_MAKE_ONE = "Make one with: openssl rand -hex 32";

/**
 * Reads a key as people write it: 64 hex digits, or 32 bytes in base64 or base64url (43 characters, "=" may follow).
 * `where` names the source in the sentence. The sentence never shows any part of the key.
 */
export function parseKey(text: string, where: string): Result<Secret<Uint8Array>, Problem> {
  const trimmed = text.trim();
  const wrong = (sentence: string): Result<Secret<Uint8Array>, Problem> =>
    err(problem("key-malformed", `The key in ${where} ${sentence}.`, { fix: HOW_TO_MAKE_ONE }));
  if (trimmed === "") return wrong("is empty");
  if (/^(["']).*\1$/s.test(trimmed)) return wrong("is wrapped in quotes, which are not part of it");
  if (/\s/.test(trimmed)) return wrong("has a space or a line break inside");
  const hex = /^[0-9a-f]+$/i.test(trimmed);
  if (hex && trimmed.length === 2 * KEY_BYTES) return checkChance(Buffer.from(trimmed, "hex"), wrong);
  const odd = trimmed.search(/[^A-Za-z0-9+/_=-]/);
  if (odd >= 0) return wrong(`has a character at place ${odd + 1} that belongs to neither hex nor base64`);
  const body = trimmed.replace(/=$/, "");
  if (body.includes("=")) return wrong("has a = before its end");
  if (body.length !== 43) {
    return wrong(`has ${trimmed.length} characters, where 64 (hex) or 43 (base64) are expected`);
  }
  const urlSafe = body.replaceAll("+", "-").replaceAll("/", "_");
  const bytes = Buffer.from(urlSafe, "base64url");
  // The last character carries four bits; a different one that gives the same bytes is a slip of the pen.
  if (bytes.toString("base64url") !== urlSafe)
    return wrong("ends in a character that no key ends in, so it was copied wrongly");
  return checkChance(bytes, wrong);
}

function checkChance(
  bytes: Uint8Array,
  wrong: (sentence: string) => Result<Secret<Uint8Array>, Problem>,
): Result<Secret<Uint8Array>, Problem> {
  if (new Set(bytes).size < DIFFERENT_BYTES_MIN)
    return wrong("repeats itself too much to be random, so it would protect nothing");
  return ok(new Secret(Uint8Array.from(bytes)));
}

/** The text of a key file: what it is, its id, the key. `keyId` helps to tell keys apart and gives nothing away. */
export function keyFileText(key: Secret<Uint8Array>, keyId: string): string {
  return [
    `# Millrace encryption key ${keyId}. Whoever has it can read the books; without it nobody can, so keep a copy elsewhere.`,
    Buffer.from(key.reveal()).toString("base64url"),
    "",
  ].join("\n");
}

/** Reads the text of a key file: lines that begin with # are comments, and exactly one other line is the key. */
export function parseKeyFile(text: string, path: string): Result<Secret<Uint8Array>, Problem> {
  const lines = text
    .replace(/^\ufeff/, "")
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  const [line, ...more] = lines;
  const fix = "Bring back the copy that was kept, or the key file of a backup.";
  if (line === undefined) return err(problem("key-malformed", `The key file ${path} holds no key.`, { fix }));
  if (more.length > 0) {
    return err(
      problem(
        "key-malformed",
        `The key file ${path} holds ${lines.length} lines that could be the key; one is expected.`,
        { fix },
      ),
    );
  }
  return parseKey(line, path);
}
