import { ownSource } from "../domain/books/txn.ts";
import type { Break } from "../domain/payout/break.ts";
import { dayMs } from "../domain/time/civil.ts";
import type { Book } from "../store/book.ts";
import type { Handle } from "../store/handle.ts";
import { statementMarks } from "../store/statement-marks.ts";
import { bookHead } from "../store/txn.ts";
import { type BookedSince, bookedSince } from "../store/txns-since.ts";
import { type KnownPayout, knownPayouts } from "./known-payouts.ts";
import { openProver, type ProofState, type Prover } from "./prove-payout.ts";

/** What a proof came to, without its lines. */
export type ProofResult = {
  readonly state: ProofState["state"];
  readonly breaks: readonly Break[];
  /** Per currency, minor units; undefined where there was nothing to prove. */
  readonly unexplained: ReadonlyMap<string, bigint> | undefined;
};

type Kept = ProofResult & {
  readonly source: string;
  /** The end of the last day of its lines: what happens later belongs to another payout. */
  readonly until: number;
};

type Memory = {
  seq: bigint;
  /** Of each payout, a text that is another one when it or its statement has changed. */
  versions: ReadonlyMap<string, string>;
  readonly proofs: Map<string, Kept>;
};

/** In this process, by database and book: a proof reads every line of its payout, and nearly all stay as they were. */
const memories = new WeakMap<Handle, Map<bigint, Memory>>();

/** More than this since the last look, and everything is proved anew. */
const newsMax = 1_000;

/**
 * Says of each payout what its proof comes to, and proves only those that something new may be about. Payouts as they
 * are known now; `prove` gives the same as `Prover.prove`, without the lines.
 */
export async function openResults(
  handle: Handle,
  book: Book,
): Promise<{ readonly payouts: readonly KnownPayout[]; prove(payout: KnownPayout): Promise<ProofResult> }> {
  const { payouts } = await knownPayouts(handle, book);
  const memory = memoryOf(handle, book.id);
  await forget(handle, book, memory, payouts);
  let opened: Promise<Prover> | undefined;
  return {
    payouts,
    async prove(payout) {
      const known = memory.proofs.get(payout.objectKey);
      if (known) return known;
      const { seq } = memory;
      opened ??= openProver(handle, book);
      const found = keptOf(payout, await (await opened).prove(payout));
      // What was booked meanwhile may be in it or not: the next look finds that out.
      if (memory.seq === seq) memory.proofs.set(payout.objectKey, found);
      return found;
    },
  };
}

function memoryOf(handle: Handle, bookId: bigint): Memory {
  const books = memories.get(handle) ?? new Map<bigint, Memory>();
  memories.set(handle, books);
  const memory = books.get(bookId) ?? { seq: 0n, versions: new Map(), proofs: new Map() };
  books.set(bookId, memory);
  return memory;
}

function keptOf({ source }: KnownPayout, found: ProofState): Kept {
  if (!("proof" in found)) return { state: found.state, breaks: [], unexplained: undefined, source, until: 0 };
  const { breaks, unexplained, matches } = found.proof;
  const last = matches.reduce((latest, { line }) => Math.max(latest, line.on), 0);
  return { state: found.state, breaks, unexplained, source, until: Math.floor(last / dayMs) * dayMs + dayMs };
}

/** Drops what is not sure to be so any more. */
async function forget(handle: Handle, book: Book, memory: Memory, payouts: readonly KnownPayout[]): Promise<void> {
  const { seq } = await bookHead(handle, book.id);
  const marks = await statementMarks(handle, book.id);
  const versions = new Map(
    payouts.map((one) => [one.objectKey, `${one.version} ${marks.get(one.objectKey) ?? "no statement"}`]),
  );
  const { proofs } = memory;
  const news = memory.seq === seq ? [] : await bookedSince(handle, book.id, memory.seq, newsMax);
  if (seq < memory.seq || news.length === newsMax) proofs.clear();
  // A new payout or statement moves the time that its neighbours cover.
  const moved = new Set(
    payouts.filter(({ objectKey: key }) => memory.versions.get(key) !== versions.get(key)).map(({ source }) => source),
  );
  if ([...memory.versions.keys()].some((key) => !versions.has(key))) proofs.clear();
  for (const [key, kept] of proofs)
    if (moved.has(kept.source) || news.some((one) => mayTouch(one, kept))) proofs.delete(key);
  memory.seq = seq;
  memory.versions = versions;
}

/** What a person books, such as an arrival, may be about any payout; the rest only about those of its source and time. */
function mayTouch({ source, occurredAt, kind }: BookedSince, kept: Kept): boolean {
  if (source === ownSource) return true;
  return source === kept.source && (kind === "payout" || occurredAt < kept.until);
}
