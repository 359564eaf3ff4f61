import { join } from "node:path";
import { writeAnchor, writeAnchorKey } from "../audit/anchors.ts";
import { type Checkpoint, makeCheckpoint } from "../audit/checkpoint.ts";
import { anchorsFolder } from "../audit/program.ts";
import { type Problem, ProblemError } from "../base/problem.ts";
import type { Random } from "../base/random.ts";
import { err, ok, type Result } from "../base/result.ts";
import { signingKey } from "./signing-key.ts";
import type { Workplace } from "./workplace.ts";

export type SignedCheckpoint = Checkpoint & {
  /** Where the copy outside the database lies. */
  readonly anchor: string;
};

/**
 * Signs the audit log as it is, and keeps a copy of the checkpoint in the data directory's folder of anchors. When
 * nothing was logged since the newest checkpoint, that one is given again, and its copy made if it is missing.
 */
export async function signCheckpoint(workplace: Workplace, random: Random): Promise<Result<SignedCheckpoint, Problem>> {
  const { store, clock, installation } = workplace;
  try {
    const { checkpoint, key } = await store.transaction(async (tx) => {
      const { origin, signer } = await signingKey(tx, workplace, random);
      const made = await makeCheckpoint(tx, { origin, signer, clock });
      if (!made.ok) throw new ProblemError(made.error);
      return { checkpoint: made.value, key: { name: origin, publicKey: signer.publicKey } };
    });
    // The signing key's own entry is in the log by now, so there is always something to sign.
    if (checkpoint === undefined)
      return err({ code: "nothing-logged", sentence: "There is nothing in the audit record yet." });
    const folder = join(installation.dataDir, anchorsFolder);
    await writeAnchor(folder, checkpoint.note);
    await writeAnchorKey(folder, key);
    return ok({ ...checkpoint, anchor: join(folder, `${checkpoint.size}.txt`) });
  } catch (cause) {
    if (cause instanceof ProblemError) return err(cause.problem);
    throw cause;
  }
}
