import { join } from "node:path";
import type { Checkpoint } from "../audit/checkpoint.ts";
import { keepCheckpoint } from "../audit/keep-checkpoint.ts";
import { anchorsFolder } from "../audit/program.ts";
import { type Problem, ProblemError, problem } from "../base/problem.ts";
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
    const { origin, signer } = await store.transaction((tx) => signingKey(tx, workplace, random));
    const folder = join(installation.dataDir, anchorsFolder);
    const made = await keepCheckpoint(store, { origin, signer, clock, folders: [folder] });
    if (!made.ok) return made;
    // The signing key's own entry is in the log by now, so there is always something to sign.
    if (made.value === undefined) return err(problem("nothing-logged", "There is nothing in the audit record yet."));
    return ok({ ...made.value, anchor: join(folder, `${made.value.size}.txt`) });
  } catch (cause) {
    if (cause instanceof ProblemError) return err(cause.problem);
    throw cause;
  }
}
