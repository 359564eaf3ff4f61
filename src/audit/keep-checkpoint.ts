import type { Problem } from "../base/problem.ts";
import type { Result } from "../base/result.ts";
import type { Store } from "../store/handle.ts";
import { writeAnchor, writeAnchorKey } from "./anchors.ts";
import { type Checkpoint, type CheckpointOptions, makeCheckpoint } from "./checkpoint.ts";

/**
 * Signs a checkpoint if anything was logged since the newest one, and makes sure that the newest one lies in every
 * folder of anchors, beside the public key. A crash between commit and copy is mended by the next call. Throws a
 * `ProblemError` when a copy cannot be written; the checkpoint itself is kept then.
 */
export async function keepCheckpoint(
  store: Store,
  options: CheckpointOptions & { readonly folders: readonly string[] },
): Promise<Result<Checkpoint | undefined, Problem>> {
  const made = await store.transaction((tx) => makeCheckpoint(tx, options));
  if (!made.ok || !made.value) return made;
  for (const folder of options.folders) {
    await writeAnchor(folder, made.value.note);
    await writeAnchorKey(folder, { name: options.origin, publicKey: options.signer.publicKey });
  }
  return made;
}
