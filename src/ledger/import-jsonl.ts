import { toHex } from "../base/hash.ts";
import { fail, type Problem, ProblemError, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { type HashedLeg, txnBodyHash } from "../domain/audit/txn-hash.ts";
import type { Code } from "../domain/books/codes.ts";
import type { Leg, Phase, StoredRate, TxnDraft } from "../domain/books/txn.ts";
import type { Store, Tx } from "../store/handle.ts";
import { bookHead, legsWithEnds } from "../store/txn.ts";
import { readTxn } from "../store/verify-reads.ts";
import { type JsonlLine, readJsonlLine } from "./export/read-jsonl.ts";
import { post } from "./post.ts";

/** What an import did. */
export type JsonlImport = {
  /** Txns booked now, and those that a run before had booked already. */
  readonly booked: number;
  readonly known: number;
};

type TxnLine = Extract<JsonlLine, { kind: "txn" }> & { readonly number: number };

/** Where the lines go, and what the export has said of itself so far. */
type Target = {
  readonly bookId: bigint;
  readonly actor: string;
  exportedBook: bigint | undefined;
  announced: number | undefined;
};

/** Txns per commit. */
const commitTxns = 500;

/**
 * Replays a JSON lines export (the lines of `exportJsonl`) into a book that is empty, or that holds the beginning of the
 * same export from a run that stopped. Each txn is checked against its hash before it is booked, keeps id, place and
 * times, and has the same hash afterwards when the book has the number it had where it came from. Everything before a
 * refused line stays booked.
 */
export async function importJsonl(
  store: Store,
  command: { readonly bookId: bigint; readonly actor: string },
  lines: AsyncIterable<string> | Iterable<string>,
): Promise<Result<JsonlImport, Problem>> {
  const target: Target = { ...command, exportedBook: undefined, announced: undefined };
  const done = { booked: 0, known: 0 };
  try {
    for await (const batch of batches(target, lines)) {
      const { booked, known } = await store.transaction((tx) => bookLines(tx, target, batch));
      done.booked += booked;
      done.known += known;
    }
    if (target.announced !== done.booked + done.known) {
      fail("export-cut-short", "The export is cut short: its last line, or some before it, are missing.");
    }
    return ok(done);
  } catch (cause) {
    if (!(cause instanceof ProblemError)) throw cause;
    return err(kept(cause.problem, done));
  }
}

/** Reads and checks lines, and gives them in the portions that are committed together. */
async function* batches(
  target: Target,
  lines: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<readonly TxnLine[]> {
  let batch: TxnLine[] = [];
  let number = 0;
  for await (const text of lines) {
    number += 1;
    if (text.trim() === "") continue;
    const line = acceptLine(target, text, number);
    // What came before the bad line is good and is kept.
    if (!line.ok && batch.length > 0) yield batch;
    if (!line.ok) throw new ProblemError(line.error);
    if (line.value.kind === "book") target.exportedBook = line.value.bookId;
    else if (line.value.kind === "end") target.announced = line.value.txns;
    else batch.push({ ...line.value, number });
    if (batch.length < commitTxns) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function acceptLine(target: Target, text: string, number: number): Result<JsonlLine, Problem> {
  const line = readJsonlLine(text);
  if (!line.ok) return err(lineProblem(number, line.error));
  if (target.announced !== undefined) return err(lineProblem(number, "comes after the last line of the export"));
  if ((line.value.kind === "book") !== (target.exportedBook === undefined))
    return err(lineProblem(number, "is out of place: an export begins with one line about its book"));
  if (line.value.kind !== "txn" || target.exportedBook === undefined) return line;
  const { txn, legs, hash } = line.value;
  const is = toHex(txnBodyHash({ ...txn, bookId: target.exportedBook }, legs));
  return is === hash ? line : err(lineProblem(number, "was changed: its content does not give its hash"));
}

/** Books lines in one commit; lines that are booked already are compared instead. Any problem takes the commit back. */
async function bookLines(tx: Tx, target: Target, lines: readonly TxnLine[]): Promise<JsonlImport> {
  const { seq: head } = await bookHead(tx, target.bookId);
  const known = lines.filter(({ txn }) => BigInt(txn.seq) <= head);
  for (const line of known) {
    if (await isBooked(tx, target, line)) continue;
    failLine(
      line,
      "is not what the book holds in its place: only an empty book, or one begun from this export, can take it",
    );
  }
  let next = head;
  for (const group of groups(lines.slice(known.length))) {
    for (const line of group) {
      next += 1n;
      if (BigInt(line.txn.seq) !== next)
        failLine(line, `does not follow txn ${next - 1n}: lines before it are missing`);
    }
    await bookGroup(tx, target, group);
  }
  return { booked: lines.length - known.length, known: known.length };
}

async function bookGroup(tx: Tx, target: Target, group: readonly TxnLine[]): Promise<void> {
  const drafts: TxnDraft[] = [];
  for (const line of group) drafts.push(await draftOf(tx, target.bookId, line));
  const recordedAt = Math.max(...group.map((line) => Number(line.txn.recordedAt)));
  const posted = await post(tx, { bookId: target.bookId, actor: target.actor, recordedAt }, drafts);
  if (!posted.ok) {
    const { code, sentence, txnId } = posted.error;
    const at = group.findIndex((line) => line.txn.id === txnId);
    const clause =
      code === "txn-id-taken"
        ? "is in other books of this installation already, and a txn cannot be in two"
        : `cannot be booked: ${sentence.replace(/\.$/, "")}`;
    failLine(group[Math.max(at, 0)] as TxnLine, clause);
  }
  const hashes = posted.value.map((txn) => toHex(txn.bodyHash));
  const other = group.find((line, i) => hashes[i] !== hashHere(target, line));
  if (other) failLine(other, "would not be the same txn here: its legs or times are in an order that no book has");
}

/** Runs of lines that were recorded at one moment; a txn that ends holds stands alone, for they may be in the line before. */
function groups(lines: readonly TxnLine[]): readonly (readonly TxnLine[])[] {
  const found: TxnLine[][] = [];
  for (const line of lines) {
    const last = found.at(-1);
    const alone = [line, last?.[0]].some((each) => each?.legs.some((leg) => leg.pending !== null));
    if (last !== undefined && !alone && last[0]?.txn.recordedAt === line.txn.recordedAt) last.push(line);
    else found.push([line]);
  }
  return found;
}

async function draftOf(tx: Tx, bookId: bigint, { txn, legs }: TxnLine): Promise<TxnDraft> {
  const { id, kind, source, objectKey, idemKey, reverses, rate } = txn;
  const made: Leg[] = [];
  for (const leg of legs) made.push(await legOf(tx, bookId, leg));
  return {
    id,
    kind,
    source,
    objectKey,
    revision: BigInt(txn.revision),
    occurredAt: Number(txn.occurredAt),
    legs: made,
    ...(idemKey === null ? {} : { idemKey }),
    ...(reverses === null ? {} : { reverses }),
    ...(rate ? { rate: { ...rate, at: Number(rate.at) } as StoredRate } : {}),
  };
}

async function legOf(tx: Tx, bookId: bigint, leg: HashedLeg): Promise<Leg> {
  const { debit, credit, currency } = leg;
  const made: Leg = {
    code: Number(leg.code) as Code,
    debit,
    credit,
    currency,
    amount: BigInt(leg.amount),
    phase: leg.phase as Phase,
  };
  if (leg.pending === null) return made;
  const cut = leg.pending.lastIndexOf(":");
  const held = await legsWithEnds(tx, bookId, leg.pending.slice(0, cut));
  // An unknown hold gets a number that no transfer has, and is refused with the sentence for that.
  return { ...made, pendingId: held.find((row) => String(row.leg) === leg.pending?.slice(cut + 1))?.id ?? 0n };
}

async function isBooked(tx: Tx, target: Target, line: TxnLine): Promise<boolean> {
  const stored = await readTxn(tx, line.txn.id);
  return stored !== undefined && stored.seq === line.txn.seq && toHex(stored.bodyHash) === hashHere(target, line);
}

/** The hash a line's txn has in the book it goes into. */
function hashHere(target: Target, { txn, legs }: TxnLine): string {
  return toHex(txnBodyHash({ ...txn, bookId: target.bookId }, legs));
}

function lineProblem(number: number, clause: string): Problem {
  return problem("bad-export-line", `Line ${number} ${clause}.`);
}

function failLine(line: TxnLine, clause: string): never {
  throw new ProblemError(lineProblem(line.number, clause));
}

function kept(cause: Problem, done: JsonlImport): Problem {
  return problem(cause.code, cause.sentence, {
    kept: `${done.booked + done.known} txns are booked.`,
    fix: "Take an unchanged export and load it again: it goes on where it stopped.",
  });
}
