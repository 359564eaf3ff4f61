import { ProblemError } from "../../base/problem.ts";
import type { Page, Rejected } from "../../spec/connector.ts";
import type { Tx } from "../../store/handle.ts";
import { keepQuarantine } from "./keep-quarantine.ts";
import type { Live } from "./live.ts";
import { type KeyedRecord, keyedRecord, type Piece } from "./piece.ts";
import { recordFault } from "./record-fault.ts";
import { nothingTaken, type Taken, takeRecords } from "./take-records.ts";

/** What committing a page or a record did. */
export type Committed = Taken & {
  /** Records that are new in quarantine. */
  readonly quarantined: number;
  /** Records that wait in quarantine, the known ones too. */
  readonly waiting: number;
};

/** What is done in the transaction that commits the last of a page, e.g. moving the walk. */
export type Afterwards = (tx: Tx, committed: Committed) => Promise<void>;

const nothingCommitted: Committed = { ...nothingTaken, quarantined: 0, waiting: 0 };

/** Sifts what was pulled: what is within all bounds, and what has to wait in quarantine. */
export function sift(source: string, page: Pick<Page, "records" | "rejected" | "fetchedAt">): Piece {
  const records: KeyedRecord[] = [];
  const rejected: Rejected[] = [...page.rejected];
  for (const record of page.records) {
    const reason = recordFault(record);
    if (reason === undefined) records.push(keyedRecord(source, record));
    else rejected.push({ id: record.id, reason, raw: record.raw });
  }
  return { records, rejected, fetchedAt: page.fetchedAt };
}

/**
 * Commits a page: in one transaction, as long as the books take all of it. Where they refuse something, the page is
 * halved until the guilty records stand alone; those wait in quarantine and all others are booked.
 */
export async function commitPiece(
  live: Live,
  stream: string,
  piece: Piece,
  afterwards: Afterwards = async () => undefined,
  before: Committed = nothingCommitted,
): Promise<Committed> {
  try {
    return await commitAtOnce(live, stream, piece, afterwards, before);
  } catch (cause) {
    // Keys that were made in what is rolled back must not be at hand: their ids will be given to others.
    live.sealing.keyring.clear();
    const [only, second] = piece.records;
    if (!isRefusal(cause) || !only) throw cause;
    if (!second) {
      const guilty = { id: only.record.id, reason: clauseOf(cause.problem.sentence), raw: only.record.raw };
      const rest = { ...piece, records: [], rejected: [...piece.rejected, guilty] };
      return commitPiece(live, stream, rest, afterwards, before);
    }
    const middle = piece.records.length >> 1;
    const first = { ...piece, records: piece.records.slice(0, middle), rejected: [] };
    const rest = { ...piece, records: piece.records.slice(middle) };
    return commitPiece(live, stream, rest, afterwards, await commitPiece(live, stream, first, undefined, before));
  }
}

async function commitAtOnce(
  live: Live,
  stream: string,
  piece: Piece,
  afterwards: Afterwards,
  before: Committed,
): Promise<Committed> {
  return live.store.transaction(async (tx) => {
    const taken = await takeRecords(tx, live, stream, piece);
    const readable = piece.records.map((one) => one.record.id);
    const quarantined = await keepQuarantine(tx, live, stream, readable, piece.rejected);
    const all = added(before, { ...taken, quarantined, waiting: piece.rejected.length });
    await afterwards(tx, all);
    return all;
  });
}

function added(a: Committed, b: Committed): Committed {
  return {
    absorbed: [...a.absorbed, ...b.absorbed],
    fresh: [...a.fresh, ...b.fresh],
    changed: a.changed + b.changed,
    quarantined: a.quarantined + b.quarantined,
    waiting: a.waiting + b.waiting,
  };
}

function isRefusal(cause: unknown): cause is ProblemError {
  return cause instanceof ProblemError && cause.problem.code === "posting-refused";
}

/** A sentence as a clause: reasons are shown behind a colon and get their full stop there. */
function clauseOf(sentence: string): string {
  return sentence.replace(/\.$/, "");
}
