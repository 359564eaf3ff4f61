import { toHex } from "../base/hash.ts";
import type { Problem } from "../base/problem.ts";
import { ok, type Result } from "../base/result.ts";
import type { VerifierKey } from "../domain/audit/note.ts";
import { auditHead, readAudit } from "../store/audit-log.ts";
import { latestCheckpoint } from "../store/checkpoint.ts";
import type { Handle } from "../store/handle.ts";
import { bookEnds } from "../store/verify-reads.ts";
import type { AnchorFile } from "./anchors.ts";
import { finishBooks } from "./books-end.ts";
import { BooksWalk } from "./books-walk.ts";
import { ChainWalk } from "./chain-walk.ts";
import { type Finding, Findings } from "./findings.ts";
import { Marks } from "./marks.ts";
import { checkSchema } from "./schema-check.ts";
import { startOfWalk } from "./walk-start.ts";

export type VerifyOptions = {
  /** Whose signatures are believed. None: signatures are not checked, and the result says so. */
  readonly keys: readonly VerifierKey[];
  /** Copies of checkpoints outside the database; undefined when no folder was given or found. */
  readonly anchors: readonly AnchorFile[] | undefined;
  /** Begin after the checkpoint over this many entries, trusting it, instead of at the first entry. */
  readonly from?: number;
  /** Findings that are told in full. */
  readonly findingsMax?: number;
  /** Called now and then with the number of entries checked and the number there is. */
  readonly onProgress?: (done: number, total: number) => void;
};

/** What the check came to. `ok` means: nothing was found; what it rests on is in `cautions`. */
export type Verification = {
  readonly ok: boolean;
  /** Entries walked, and the entry after which the walk began (0: from the beginning). */
  readonly entries: number;
  readonly from: number;
  readonly head: { readonly seq: number; readonly hash: string };
  readonly txns: number;
  readonly transfers: number;
  readonly checkpoints: number;
  readonly anchors: number;
  /** Entries 1 … anchored are vouched for by a copy outside the database. */
  readonly anchored: number;
  readonly findings: readonly Finding[];
  readonly findingsTotal: number;
  /** What could not be established, and why, in sentences. */
  readonly cautions: readonly string[];
};

const pageSize = 256;

/**
 * Checks the whole log against itself, every checkpoint, every anchor, and every txn of every book against the log.
 * Reads only; holds a few pages in memory; may run while others post. Uses nothing of the code that posts.
 */
export async function verifyAudit(handle: Handle, options: VerifyOptions): Promise<Result<Verification, Problem>> {
  const start = await startOfWalk(handle, options.from ?? 0, options.keys);
  if (!start.ok) return start;
  const findings = new Findings(options.findingsMax ?? 20);
  const from = start.value.frontier.size;
  // What must not lie beyond the end of the log is looked up before that end is.
  const ends = await bookEnds(handle);
  const rowsTo = (await latestCheckpoint(handle))?.size ?? 0n;
  const head = await auditHead(handle);
  const books = await BooksWalk.open(handle, findings, from, ends);
  const marks = await Marks.open(handle, options.anchors ?? [], { keys: options.keys, findings, from, rowsTo });
  const walk = new ChainWalk(start.value, findings, books, marks);
  const total = Number(head.seq);
  while (walk.seq < total) {
    const rows = await readAudit(handle, BigInt(walk.seq) + 1n, Math.min(pageSize, total - walk.seq));
    if (rows.length === 0) break;
    for (const row of rows) {
      if (marks.nextSize <= walk.seq) await walk.checkMarks();
      if (walk.step(row)) await books.follow(row);
    }
    options.onProgress?.(walk.seq, total);
  }
  await walk.checkMarks();
  await walk.checkEnd();
  const unmoved = async (): Promise<boolean> => (await auditHead(handle)).seq === head.seq;
  const more = [await finishBooks(handle, books, findings, unmoved), await checkSchema(handle, findings)];
  return ok(summary(walk, books, marks, findings, options, from, more));
}

function summary(
  walk: ChainWalk,
  books: BooksWalk,
  marks: Marks,
  findings: Findings,
  options: VerifyOptions,
  from: number,
  more: readonly (string | undefined)[],
): Verification {
  return {
    ok: findings.count === 0,
    entries: walk.entries,
    from,
    head: { seq: walk.seq, hash: toHex(walk.head) },
    txns: books.txns,
    transfers: books.transfers,
    checkpoints: marks.checkpoints,
    anchors: marks.anchors,
    anchored: Math.min(marks.anchored, walk.seq),
    findings: findings.list,
    findingsTotal: findings.count,
    cautions: [...cautionsOf(options, marks, walk.seq, from), ...more.filter((caution) => caution !== undefined)],
  };
}

function cautionsOf(options: VerifyOptions, marks: Marks, size: number, from: number): string[] {
  const cautions: string[] = [];
  if (marks.anchors === 0) {
    const why = options.anchors === undefined ? "No folder of anchors was found" : "The folder of anchors holds none";
    cautions.push(
      `${why}, so there is no outside copy: truncation cannot be excluded, nor can a log rewritten from end to end.`,
    );
  } else if (marks.anchored < size) {
    cautions.push(
      `The newest outside copy vouches for entries 1 to ${marks.anchored}; that none are missing after entry ${size} cannot be proved.`,
    );
  }
  if (options.keys.length === 0)
    cautions.push("No public key was given, so the signatures of checkpoints were not checked.");
  if (from > 0)
    cautions.push(
      `Entries 1 to ${from} and their txns were not read: the signed checkpoint over them was trusted, and balances were not compared.`,
    );
  return cautions;
}
