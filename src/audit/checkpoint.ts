import type { Clock } from "../base/clock.ts";
import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { formatCheckpointBody, parseCheckpointBody } from "../domain/audit/checkpoint-body.ts";
import { zeroHash } from "../domain/audit/encode.ts";
import {
  appendLeaf,
  decodeFrontier,
  emptyFrontier,
  encodeFrontier,
  type Frontier,
  frontierRoot,
} from "../domain/audit/merkle.ts";
import { keyId, type NoteSigner, noteSigner, parseNote, signNote } from "../domain/audit/note.ts";
import { trialBalanceHashes } from "../domain/audit/trial-balance.ts";
import { lockChain, readAudit } from "../store/audit-log.ts";
import { accountTotals, type CheckpointRow, insertCheckpoint, latestCheckpoint } from "../store/checkpoint.ts";
import type { Tx } from "../store/handle.ts";
import { linkFault } from "./link-fault.ts";

/** A signed checkpoint; `isNew` is false when nothing was logged since the newest one, which is then returned again. */
export type Checkpoint = { readonly size: number; readonly note: string; readonly isNew: boolean };

export type CheckpointOptions = {
  /** `millrace/<installation id>`; also the name of the key. */
  readonly origin: string;
  readonly signer: NoteSigner;
  readonly clock: Clock;
};

/** Where the walk along the chain stands. */
type Position = { readonly frontier: Frontier; head: Uint8Array };

/** Entries read at once: their payloads are held in memory together. */
const pageSize = 256;

/**
 * Signs the log as it is in this transaction and stores the checkpoint. Reads only the entries since the newest
 * checkpoint, and checks them and that checkpoint first: a log that does not continue what was signed is not signed.
 * Undefined while the log is empty. The caller commits, then writes the note outside the database (`writeAnchor`).
 */
export async function makeCheckpoint(
  tx: Tx,
  options: CheckpointOptions,
): Promise<Result<Checkpoint | undefined, Problem>> {
  // Whoever posts has to log it before committing: with the chain held, balances and log belong together.
  await lockChain(tx);
  const last = await latestCheckpoint(tx);
  const start = resume(last, options);
  if (!start.ok) return start;
  const position = start.value;
  const before = position.frontier.size;
  const fault = await walkNew(tx, position);
  if (fault) return err(broken(fault));
  const size = position.frontier.size;
  if (size === before) return ok(last && { size, note: last.note, isNew: false });
  const time = options.clock.now();
  const root = frontierRoot(position.frontier);
  const trialBalance = trialBalanceHashes(await accountTotals(tx));
  const body = formatCheckpointBody({ origin: options.origin, size, root, head: position.head, time, trialBalance });
  const note = signNote(body, options.origin, options.signer);
  const frontier = encodeFrontier(position.frontier);
  await insertCheckpoint(tx, { size: BigInt(size), root, frontier, note, createdAt: BigInt(time) });
  return ok({ size, note, isNew: true });
}

/** Takes up where the newest checkpoint ends, if it is whole and, when it was signed with today's key, truly signed. */
function resume(last: CheckpointRow | undefined, options: CheckpointOptions): Result<Position, Problem> {
  if (!last) return ok({ frontier: emptyFrontier(), head: zeroHash });
  const note = parseNote(last.note);
  const body = note.ok ? parseCheckpointBody(note.value.body) : note;
  const frontier = decodeFrontier(last.frontier);
  if (!note.ok || !body.ok || !frontier) return err(broken(`checkpoint ${last.size} cannot be read`));
  const sameRoot = Buffer.compare(frontierRoot(frontier), body.value.root) === 0;
  if (BigInt(body.value.size) !== last.size || frontier.size !== body.value.size || !sameRoot) {
    return err(broken(`checkpoint ${last.size} does not fit its own signed text`));
  }
  const key = { name: options.origin, publicKey: options.signer.publicKey };
  const ours = note.value.signatures.some((s) => s.name === key.name && Buffer.compare(s.keyId, keyId(key)) === 0);
  if (ours && !noteSigner(note.value, [key]).ok)
    return err(broken(`checkpoint ${last.size} does not have our signature`));
  return ok({ frontier, head: body.value.head });
}

async function walkNew(tx: Tx, position: Position): Promise<string | undefined> {
  for (;;) {
    const rows = await readAudit(tx, BigInt(position.frontier.size) + 1n, pageSize);
    for (const row of rows) {
      const fault = linkFault(row, BigInt(position.frontier.size) + 1n, position.head);
      if (fault) return fault.sentence;
      appendLeaf(position.frontier, row.hash);
      position.head = row.hash;
    }
    if (rows.length < pageSize) return undefined;
  }
}

function broken(why: string): Problem {
  return problem("audit-broken", `No checkpoint was signed, because ${why}.`, {
    kept: "The log and the earlier checkpoints are as they were.",
    fix: "Run `millrace audit verify`, which says where the log was changed.",
  });
}
