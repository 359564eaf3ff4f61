import { assert } from "../base/assert.ts";
import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { parseCheckpointBody } from "../domain/audit/checkpoint-body.ts";
import { appendLeaf, emptyFrontier, frontierRoot, leafHash } from "../domain/audit/merkle.ts";
import { consistencyRanges, inclusionRanges, type LeafRange, verifyInclusion } from "../domain/audit/merkle-proof.ts";
import { parseNote } from "../domain/audit/note.ts";
import { auditPayload } from "../domain/audit/payload.ts";
import { formatTlogProof } from "../domain/audit/tlog-proof.ts";
import { type AuditRow, readAudit, readAuditLinks } from "../store/audit-log.ts";
import { type CheckpointRow, latestCheckpoint, readCheckpoints } from "../store/checkpoint.ts";
import type { Handle } from "../store/handle.ts";
import { readAccounts, readLegs, readTxn } from "../store/verify-reads.ts";
import { formatConsistency } from "./consistency.ts";
import { packEvidence } from "./evidence.ts";
import { hashedLeg, hashedTxn } from "./stored-txn.ts";

const pageSize = 4_096;

/**
 * The proof that a txn is in the signed log, as one text (C2SP tlog-proof) that an accountant can check without the
 * database: the txn in full, its entry, the path to the root, and the newest checkpoint that covers it.
 */
export async function proveTxn(handle: Handle, txnId: string): Promise<Result<string, Problem>> {
  const txn = await readTxn(handle, txnId);
  if (!txn) return err(problem("txn-unknown", `There is no txn ${txnId} in these books.`));
  const [entry] = await readAudit(handle, txn.logSeq, 1);
  const checkpoint = await latestCheckpoint(handle);
  if (!entry || entry.seq !== txn.logSeq || !checkpoint || checkpoint.size < txn.logSeq) {
    return err(
      problem("not-yet-signed", `No signed checkpoint covers txn ${txnId} yet.`, {
        fix: "Checkpoints are made while the engine runs and at the end of an import; try again after the next one.",
      }),
    );
  }
  const size = Number(checkpoint.size);
  const path = await rangeRoots(handle, inclusionRanges(Number(entry.seq) - 1, size));
  if (!leadsToRoot(entry, size, path, checkpoint)) return err(brokenLog());
  const accounts = new Map((await readAccounts(handle)).map((account) => [Number(account.id), account]));
  const legs = (await readLegs(handle, txn.bookId, txn.seq, txn.seq)).map((leg) => hashedLeg(leg, accounts));
  const extra = auditPayload(packEvidence(hashedTxn(txn), legs, entry));
  return ok(formatTlogProof({ index: Number(entry.seq) - 1, path, checkpoint: checkpoint.note, extra }));
}

/** The proof that the checkpoint over `newer` entries only added to the one over `older`, with both checkpoints. */
export async function proveConsistency(handle: Handle, older: number, newer: number): Promise<Result<string, Problem>> {
  if (older > newer) return proveConsistency(handle, newer, older);
  const [first, second] = [await checkpointOf(handle, older), await checkpointOf(handle, newer)];
  if (!first) return err(noCheckpoint(older));
  if (!second) return err(noCheckpoint(newer));
  const path = await rangeRoots(handle, consistencyRanges(older, newer));
  return ok(formatConsistency({ path, older: first.note, newer: second.note }));
}

async function checkpointOf(handle: Handle, size: number): Promise<CheckpointRow | undefined> {
  const [row] = await readCheckpoints(handle, BigInt(size), 1);
  return row?.size === BigInt(size) ? row : undefined;
}

function leadsToRoot(entry: AuditRow, size: number, path: readonly Uint8Array[], checkpoint: CheckpointRow): boolean {
  const note = parseNote(checkpoint.note);
  const body = note.ok ? parseCheckpointBody(note.value.body) : note;
  return body.ok && verifyInclusion(Number(entry.seq) - 1, size, leafHash(entry.hash), path, body.value.root);
}

/** The root of each run of leaves; together they read the log once. */
async function rangeRoots(handle: Handle, ranges: readonly LeafRange[]): Promise<Uint8Array[]> {
  const roots: Uint8Array[] = [];
  for (const { from, to } of ranges) {
    const frontier = emptyFrontier();
    while (frontier.size < to - from) {
      const next = from + frontier.size;
      const links = await readAuditLinks(handle, BigInt(next) + 1n, Math.min(pageSize, to - next));
      assert(links.length > 0, "the log holds every entry below a checkpoint");
      for (const link of links) appendLeaf(frontier, link.hash);
    }
    roots.push(frontierRoot(frontier));
  }
  return roots;
}

function brokenLog(): Problem {
  return problem("audit-broken", "The log does not lead to its newest checkpoint, so nothing can be proved from it.", {
    fix: "Run `millrace audit verify`, which says where the log was changed.",
  });
}

function noCheckpoint(size: number): Problem {
  return problem("checkpoint-missing", `There is no checkpoint over ${size} entries.`, {
    fix: "Name two sizes that checkpoints were made at; anchors are named by their size.",
  });
}
