import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { type CheckpointBody, parseCheckpointBody } from "../domain/audit/checkpoint-body.ts";
import { leafHash } from "../domain/audit/merkle.ts";
import { verifyConsistency, verifyInclusion } from "../domain/audit/merkle-proof.ts";
import { noteSigner, parseNote, type VerifierKey } from "../domain/audit/note.ts";
import { parseTlogProof } from "../domain/audit/tlog-proof.ts";
import type { HashedLeg, HashedTxn } from "../domain/audit/txn-hash.ts";
import { isConsistency, parseConsistency } from "./consistency.ts";
import { openEvidence } from "./evidence.ts";

/** What a proof established. */
export type Proved =
  | {
      readonly what: "txn";
      readonly txn: HashedTxn;
      readonly legs: readonly HashedLeg[];
      readonly checkpoint: CheckpointBody;
    }
  | { readonly what: "consistency"; readonly older: CheckpointBody; readonly newer: CheckpointBody };

/** Checks the text of a proof of either kind, with nothing but the public keys that are believed. */
export function checkProof(text: string, keys: readonly VerifierKey[]): Result<Proved, Problem> {
  const plain = text.replaceAll("\r\n", "\n");
  const proved = isConsistency(plain) ? checkConsistency(plain, keys) : checkTxn(plain, keys);
  if (proved.ok) return proved;
  return err(problem("proof-refused", `This proof proves nothing: ${proved.error}.`));
}

function checkTxn(text: string, keys: readonly VerifierKey[]): Result<Proved, string> {
  const proof = parseTlogProof(text);
  if (!proof.ok) return proof;
  const { index, path, extra } = proof.value;
  const checkpoint = believed(proof.value.checkpoint, keys);
  if (!checkpoint.ok) return checkpoint;
  if (!extra) return err("it has no extra line, so it does not say which txn it is about");
  const evidence = openEvidence(extra);
  if (!evidence.ok) return evidence;
  const { txn, legs, entry, hash } = evidence.value;
  const included =
    entry.seq === BigInt(index) + 1n &&
    verifyInclusion(index, checkpoint.value.size, leafHash(hash), path, checkpoint.value.root);
  if (!included) return err("its entry is not in the log that was signed");
  return ok({ what: "txn", txn, legs, checkpoint: checkpoint.value });
}

function checkConsistency(text: string, keys: readonly VerifierKey[]): Result<Proved, string> {
  const proof = parseConsistency(text);
  if (!proof.ok) return proof;
  const older = believed(proof.value.older, keys);
  if (!older.ok) return older;
  const newer = believed(proof.value.newer, keys);
  if (!newer.ok) return newer;
  const [a, b] = [older.value, newer.value];
  if (a.origin !== b.origin) return err("its two checkpoints are of two logs");
  if (!verifyConsistency(a.size, b.size, a.root, b.root, proof.value.path)) {
    return err("the newer log does not go on from the older one");
  }
  return ok({ what: "consistency", older: a, newer: b });
}

function believed(text: string, keys: readonly VerifierKey[]): Result<CheckpointBody, string> {
  const note = parseNote(text);
  if (!note.ok) return err(`its checkpoint cannot be read: ${note.error}`);
  const signer = noteSigner(note.value, keys);
  if (!signer.ok) return err(`its checkpoint is not believed: ${signer.error}`);
  const body = parseCheckpointBody(note.value.body);
  return body.ok ? body : err(`its checkpoint cannot be read: ${body.error}`);
}
