import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { parseCheckpointBody } from "../domain/audit/checkpoint-body.ts";
import { zeroHash } from "../domain/audit/encode.ts";
import { decodeFrontier, emptyFrontier, type Frontier, frontierRoot } from "../domain/audit/merkle.ts";
import { noteSigner, parseNote, type VerifierKey } from "../domain/audit/note.ts";
import { readCheckpoints } from "../store/checkpoint.ts";
import type { Handle } from "../store/handle.ts";

/** Where a walk along the chain begins, and later stands. */
export type WalkStart = { readonly frontier: Frontier; head: Uint8Array };

/**
 * The beginning of the log, or the place after the checkpoint over `from` entries. Such a checkpoint is only trusted
 * when one of `keys` signed it.
 */
export async function startOfWalk(
  handle: Handle,
  from: number,
  keys: readonly VerifierKey[],
): Promise<Result<WalkStart, Problem>> {
  if (from === 0) return ok({ frontier: emptyFrontier(), head: zeroHash });
  const [row] = await readCheckpoints(handle, BigInt(from), 1);
  if (!row || row.size !== BigInt(from)) return err(refused(from, "the database has none of that size"));
  const note = parseNote(row.note);
  const body = note.ok ? parseCheckpointBody(note.value.body) : note;
  const frontier = decodeFrontier(row.frontier);
  if (!note.ok || !body.ok || !frontier) return err(refused(from, "it cannot be read"));
  const signer = noteSigner(note.value, keys);
  if (!signer.ok) return err(refused(from, signer.error));
  const fits =
    body.value.size === from && frontier.size === from && Buffer.compare(frontierRoot(frontier), body.value.root) === 0;
  return fits
    ? ok({ frontier, head: body.value.head })
    : err(refused(from, "its stored frontier does not have the signed root"));
}

function refused(from: number, why: string): Problem {
  return problem("checkpoint-not-trusted", `The check cannot begin at checkpoint ${from}: ${why}.`, {
    fix: "Check the whole log (leave --from out), or give the public key with --public-key.",
  });
}
