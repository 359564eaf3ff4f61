import { createHash } from "node:crypto";
import { type Problem, ProblemError } from "../../base/problem.ts";
import { openFileBytes } from "./open-file-bytes.ts";

export type FileFingerprint = {
  /** SHA-256 of the unpacked content, in hex: the same whether the file came packed or not. */
  readonly sha256: string;
  /** Size on the disk. */
  readonly bytes: number;
  /** Size of the content; the same as `bytes` when the file is not packed. */
  readonly uncompressedBytes: number;
  /** Set when the file cannot be unpacked to its end; the rest then describes what can be. */
  readonly damage?: Problem;
};

/** Reads the file once, in constant memory. Throws a `ProblemError` when it cannot be opened or read. */
export async function fingerprintFile(path: string): Promise<FileFingerprint> {
  const hash = createHash("sha256");
  let bytes = 0;
  let uncompressedBytes = 0;
  let damage: Problem | undefined;
  const content = openFileBytes(path, (count) => {
    bytes += count;
  });
  try {
    for await (const piece of content) {
      hash.update(piece);
      uncompressedBytes += piece.length;
    }
  } catch (cause) {
    if (!(cause instanceof ProblemError) || cause.problem.code !== "gzip-damaged") throw cause;
    damage = cause.problem;
  }
  return { sha256: hash.digest("hex"), bytes, uncompressedBytes, ...(damage ? { damage } : {}) };
}
