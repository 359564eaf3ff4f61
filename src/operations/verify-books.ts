import { type AnchorFile, readAnchorKeys, readAnchors } from "../audit/anchors.ts";
import { type Verification, verifyAudit } from "../audit/verify.ts";
import { type Problem, problem } from "../base/problem.ts";
import type { Random } from "../base/random.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { VerifierKey } from "../domain/audit/note.ts";
import { latestCheckpoint } from "../store/checkpoint.ts";
import type { Handle } from "../store/handle.ts";
import type { Master } from "../vault/master.ts";
import { ownVerifierKey } from "./verification-keys.ts";

/** What the audit record is held against, beside itself and the books. */
export type Witnesses = {
  /** The folder with copies of checkpoints outside the database. */
  readonly folder: string;
  /** The folder was asked for, so that it must be there. */
  readonly folderNamed?: boolean;
  /** Keys that the owner gave; none: the installation's own, else those that lie beside the copies. */
  readonly keys?: readonly VerifierKey[];
  readonly random: Random;
  readonly onProgress?: (done: number, total: number) => void;
};

export type Checked = Verification & {
  /** The newest checkpoint in the database, whether or not it was found good. */
  readonly newestCheckpoint: { readonly entries: number; readonly at: number } | undefined;
};

/** Checks the audit record of open books, reading only. `master` opens the installation's own signing key. */
export async function verifyBooks(
  handle: Handle,
  master: Master | undefined,
  witnesses: Witnesses,
): Promise<Result<Checked, Problem>> {
  const { folder } = witnesses;
  const anchors = await readAnchors(folder);
  if (anchors === undefined && witnesses.folderNamed) {
    return err(
      problem("anchors-missing", `There is no folder ${folder}.`, {
        kept: "Nothing was checked.",
        fix: "Name the folder that holds copies of checkpoints, such as 5000.txt.",
      }),
    );
  }
  return verifyAgainst(handle, master, witnesses, anchors);
}

/** `verifyBooks` with these copies of checkpoints instead of all that the folder holds. */
export async function verifyAgainst(
  handle: Handle,
  master: Master | undefined,
  witnesses: Witnesses,
  anchors: readonly AnchorFile[] | undefined,
): Promise<Result<Checked, Problem>> {
  const { keys, cautions } = await keysFor(handle, master, witnesses);
  const { onProgress } = witnesses;
  const verified = await verifyAudit(handle, { keys, anchors, ...(onProgress ? { onProgress } : {}) });
  if (!verified.ok) return verified;
  const newest = await latestCheckpoint(handle);
  return ok({
    ...verified.value,
    cautions: [...verified.value.cautions, ...cautions],
    newestCheckpoint: newest && { entries: Number(newest.size), at: Number(newest.createdAt) },
  });
}

type Keys = { readonly keys: readonly VerifierKey[]; readonly cautions: readonly string[] };

async function keysFor(handle: Handle, master: Master | undefined, witnesses: Witnesses): Promise<Keys> {
  if (witnesses.keys && witnesses.keys.length > 0) return { keys: witnesses.keys, cautions: [] };
  const own = await ownVerifierKey(handle, master, witnesses.random);
  if (own.state === "there") return { keys: [own.key], cautions: [] };
  const beside = await readAnchorKeys(witnesses.folder);
  const cautions = [
    ...(own.state === "broken" ? ["The signing key that is kept in the books was changed and does not open."] : []),
    ...(beside.length > 0
      ? [
          `The public key was taken from ${witnesses.folder}; whoever could change the copies there could change it too. Give your own copy with --public-key.`,
        ]
      : []),
  ];
  return { keys: beside, cautions };
}
