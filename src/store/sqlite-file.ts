import { closeSync, openSync, readSync, statSync } from "node:fs";
import { fail } from "../base/problem.ts";

export type Cipher = "chacha20" | "aegis";

/**
 * The cipher of new databases; which one was decided by a measurement (docs/decisions). Files of either cipher open by
 * themselves: the page header outside the encryption tells them apart.
 */
export const defaultCipher: Cipher = "chacha20";

/** What a path holds, told from its first bytes without any key. */
export type SqliteFileKind =
  | { readonly kind: "missing" | "directory" | "empty" | "plain" | "other" }
  | { readonly kind: "encrypted"; readonly cipher: Cipher };

/** Bytes 16–23 of a SQLite header stay readable: page size, versions, reserved bytes per page, three constants. */
const reservedBytesOfCipher: Readonly<Record<number, Cipher>> = { 32: "chacha20", 64: "aegis" };
const payloadFractions = [64, 32, 32];

/** Looks at the first bytes of a file. Never changes it. */
export function sqliteFileKind(path: string): SqliteFileKind {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return { kind: "missing" };
  if (stat.isDirectory()) return { kind: "directory" };
  if (stat.size === 0) return { kind: "empty" };
  const header = Buffer.alloc(24);
  const fd = openSync(path, "r");
  try {
    readSync(fd, header, 0, header.length, 0);
  } finally {
    closeSync(fd);
  }
  if (header.toString("latin1", 0, 15) === "SQLite format 3") return { kind: "plain" };
  const cipher = reservedBytesOfCipher[header[20] ?? 0];
  const fractions = [...header.subarray(21, 24)];
  if (cipher && fractions.every((byte, i) => byte === payloadFractions[i])) return { kind: "encrypted", cipher };
  return { kind: "other" };
}

/** Refuses, in one sentence, a path that cannot be an encrypted Millrace database; returns the cipher of one that can. */
export function cipherOfFile(path: string): Cipher {
  const found = sqliteFileKind(path);
  switch (found.kind) {
    case "encrypted":
      return found.cipher;
    case "missing":
      return fail("database-missing", `There is no database at ${path}.`, {
        fix: "Run `millrace init` to make one, or set MILLRACE_DATA_DIR to the directory that holds it.",
      });
    case "directory":
      return fail("database-is-directory", `${path} is a directory, not a database.`, {
        fix: "Name the file inside it.",
      });
    case "empty":
      return fail("database-empty", `${path} is empty: it never was a database, or it was cut to nothing.`, {
        kept: "The file was not changed.",
        fix: "Restore a back-up with `millrace restore`; if nothing was ever booked here, remove the file and run `millrace init`.",
      });
    case "plain":
      return fail("database-not-encrypted", `${path} is an unencrypted SQLite database, not one of Millrace's.`, {
        kept: "The file was not changed.",
        fix: "Point MILLRACE_DATA_DIR at Millrace's own data directory.",
      });
    case "other":
      return fail("database-wrong-file", `${path} is not a Millrace database.`, {
        kept: "The file was not changed.",
        fix: "Point to the file named millrace.db or to a back-up made by `millrace backup`.",
      });
  }
}
