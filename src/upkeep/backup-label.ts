import { appendFileSync, closeSync, fstatSync, openSync, readSync, truncateSync } from "node:fs";
import { fail } from "../base/problem.ts";

/**
 * What can be read of a back-up without its key: when it was made, which key opens it, and the salt without which a
 * passphrase would open nothing. It stands in one page after the end of the encrypted database, which SQLite never
 * looks at, so that a back-up is one file. Nothing in it is secret; what matters is repeated, sealed, in the manifest.
 */
export type BackupLabel = {
  readonly format: 1;
  /** UTC milliseconds. */
  readonly madeAt: number;
  /** Names the key that opens it, as `millrace doctor` names the one in use. */
  readonly keyId: string;
  /** The text of the salt file, when the key is a passphrase. */
  readonly salt?: string;
};

/** One page of the database, so that the file stays a whole number of pages. */
const labelBytes = 4096;
const firstLine = "MILLRACE BACK-UP";

/** Puts the label at the end of a closed single-file database. */
export function writeLabel(path: string, label: BackupLabel): void {
  const text = `${firstLine}\n${JSON.stringify(label)}\n`;
  const block = Buffer.alloc(labelBytes, "\n");
  if (block.write(text, "utf8") !== Buffer.byteLength(text))
    fail("backup-label", "The salt is too long to be kept in a back-up.");
  appendFileSync(path, block);
}

/** Reads the label of a back-up, or refuses the file in one sentence. */
export function readLabel(path: string): BackupLabel {
  const text = lastBlock(path);
  const [head, body] = text.split("\n");
  if (head !== firstLine) {
    return fail("backup-not-one", `${path} is not a back-up made by Millrace, or its end was cut off.`, {
      kept: "Nothing was changed.",
      fix: "Name a file that `millrace backup` wrote, copied whole.",
    });
  }
  const label = parseLabel(body ?? "");
  if (label) return label;
  return fail(
    "backup-label",
    `The label at the end of the back-up ${path} cannot be read: the file is damaged, or a newer Millrace made it.`,
    {
      kept: "Nothing was changed.",
      fix: "Use another copy of it, or the newer version.",
    },
  );
}

/** Takes the label off a copy, which is then an ordinary database. */
export function cutLabel(path: string, size: number): void {
  truncateSync(path, size - labelBytes);
}

function lastBlock(path: string): string {
  const fd = openBackup(path);
  try {
    const { size } = fstatSync(fd);
    const block = Buffer.alloc(labelBytes);
    if (size < 2 * labelBytes) return "";
    readSync(fd, block, 0, labelBytes, size - labelBytes);
    return block.toString("utf8");
  } finally {
    closeSync(fd);
  }
}

function openBackup(path: string): number {
  try {
    const fd = openSync(path, "r");
    if (fstatSync(fd).isFile()) return fd;
    closeSync(fd);
    return fail("backup-is-directory", `${path} is a directory, not a back-up.`, { fix: "Name the file inside it." });
  } catch (cause) {
    const code = (cause as { code?: unknown }).code;
    if (code === "ENOENT" || code === "ENOTDIR")
      return fail("backup-missing", `There is no back-up at ${path}.`, { fix: "Check the name and the folder." });
    if (code === "EACCES" || code === "EPERM")
      return fail("backup-closed", `This user may not read ${path}.`, { fix: "Give the file to this user." });
    throw cause;
  }
}

function parseLabel(text: string): BackupLabel | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return undefined;
    const { format, madeAt, keyId, salt } = value as Partial<Record<keyof BackupLabel, unknown>>;
    if (format !== 1 || typeof madeAt !== "number" || typeof keyId !== "string") return undefined;
    return typeof salt === "string" ? { format, madeAt, keyId, salt } : { format, madeAt, keyId };
  } catch {
    return undefined;
  }
}
