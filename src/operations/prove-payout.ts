import { decodeFacts } from "../domain/facts/codec.ts";
import { type BookedObject, bookedObject } from "../domain/payout/booked-object.ts";
import { type Cut, cutOf } from "../domain/payout/provable-payout.ts";
import { type Proof, provePayout } from "../domain/payout/prove-payout.ts";
import { dayMs } from "../domain/time/civil.ts";
import type { Book } from "../store/book.ts";
import type { Handle } from "../store/handle.ts";
import { readFacts } from "../store/object-facts.ts";
import { readStatements, statementLinesAbout } from "../store/statement-line.ts";
import {
  type OtherMovement,
  objectsOfSort,
  otherMovements,
  type StatementHead,
  salesBetween,
  statementHeads,
} from "../store/statement-read.ts";
import { type ArrivalMoney, arrivalMoney } from "./arrivals.ts";
import { type KnownPayout, type KnownPayouts, knownPayouts } from "./known-payouts.ts";

/** How far a payout is proven: a break that closes by itself does not count against it. */
export type ProofState =
  | { readonly state: "proven" | "breaks"; readonly proof: Proof }
  /** Nobody has told what it is made of. */
  | { readonly state: "no-statement" }
  /** It is itself one line of another payout: paid to the owner directly. */
  | { readonly state: "within" }
  /** Not sent, or come back: there is nothing to prove. */
  | { readonly state: "not-sent" };

/** Proves payouts of one book, one after the other. */
export type Prover = KnownPayouts & {
  prove(payout: KnownPayout): Promise<ProofState>;
  /** What is booked of its arrival at the bank. */
  arrival(payout: KnownPayout): Promise<ArrivalMoney | undefined>;
};

/** Reads what all proofs of a book need. With `asOf`: payouts heard of, and arrivals booked, by then. */
export async function openProver(handle: Handle, book: Book, asOf?: number): Promise<Prover> {
  const known = await knownPayouts(handle, book, asOf);
  const heads = new Map((await statementHeads(handle, book.id)).map((head) => [head.payoutKey, head]));
  const within = await objectsOfSort(handle, book.id, "paid-elsewhere");
  const standing = known.payouts.filter((one) => isSent(one) && !within.has(one.objectKey));
  const earliest = Math.min(...[...heads.values()].map((head) => head.from));
  const others = heads.size === 0 ? [] : await otherMovements(handle, book.id, earliest);
  const arrival = (payout: KnownPayout) =>
    arrivalMoney(handle, book, payout, [payout.objectKey, ...payout.alsoKnownAs], asOf);
  const told: Told = { heads, standing, others };
  return {
    ...known,
    arrival,
    async prove(payout) {
      if (within.has(payout.objectKey)) return { state: "within" };
      if (!isSent(payout)) return { state: "not-sent" };
      const cut = cutFor(payout, told);
      if (!cut) return { state: "no-statement" };
      const proof = await proofOf(handle, book, payout, cut, told, (await arrival(payout))?.amount);
      const open = proof.breaks.filter((one) => one.kind !== "timing");
      return { state: open.length === 0 ? "proven" : "breaks", proof };
    },
  };
}

type Told = {
  readonly heads: ReadonlyMap<string, StatementHead>;
  /** Payouts that were sent and stay so: only their statements count. */
  readonly standing: readonly KnownPayout[];
  readonly others: readonly OtherMovement[];
};

/** A payout that failed or came back is paid again by another, with the same lines. */
function isSent({ movement }: KnownPayout): boolean {
  return movement?.status === "completed";
}

/**
 * The time between the end of the payout before and its own last line. What another payout may be made of, that told
 * nothing, is not part of it: nobody could say that it is missing.
 */
function cutFor(payout: KnownPayout, { heads, standing }: Told): Cut | undefined {
  const head = heads.get(payout.objectKey);
  if (!head) return undefined;
  const order = standing
    .filter((one) => one.source === payout.source)
    .map((one) => ({ key: one.objectKey, end: endOfDay(heads.get(one.objectKey)?.to ?? one.at ?? 0) }))
    .sort((a, b) => a.end - b.end || (a.key < b.key ? -1 : 1));
  const place = order.findIndex(({ key }) => key === payout.objectKey);
  const before = order[place - 1];
  const closed = order.slice(place + 1).some(({ key }) => heads.has(key));
  const cut = cutOf(
    [{ on: head.from }, { on: head.to }],
    before && heads.has(before.key) ? before.end : undefined,
    closed,
  );
  const silent = order.filter(({ key, end }) => !heads.has(key) && end <= cut.to);
  return { ...cut, from: Math.max(cut.from, ...silent.map(({ end }) => end)) };
}

function endOfDay(at: number): number {
  return Math.floor(at / dayMs) * dayMs + dayMs;
}

async function proofOf(
  handle: Handle,
  book: Book,
  payout: KnownPayout,
  cut: Cut,
  told: Told,
  arrived: bigint | undefined,
): Promise<Proof> {
  const { currency = "", amount = 0n, fee = 0n, at = cut.to } = payout;
  const own = await readStatements(handle, book.id, [payout.objectKey]);
  const keys = new Set([
    ...own.map((line) => line.objectKey),
    ...(await salesBetween(handle, book.id, payout.source, cut.from, cut.to)),
    ...told.others
      .filter((one) => one.source === payout.source && one.at >= cut.from && one.at < cut.to)
      .map((one) => one.objectKey),
  ]);
  keys.delete("");
  const counted = new Set(told.standing.map((one) => one.objectKey));
  const about = await statementLinesAbout(handle, book.id, [...keys]);
  const elsewhere = about.filter((line) => line.payoutKey !== payout.objectKey && counted.has(line.payoutKey));
  return provePayout({
    payout: { key: payout.objectKey, currency, amount, fee, at },
    lines: [...own, ...elsewhere],
    objects: await objectsOf(handle, book, [...keys]),
    cut,
    ...(arrived === undefined ? {} : { arrived }),
  });
}

async function objectsOf(handle: Handle, book: Book, keys: readonly string[]): Promise<Map<string, BookedObject>> {
  const rows = await readFacts(handle, book.id, keys);
  return new Map([...rows].map(([key, row]) => [key, bookedObject(row.source, decodeFacts(row.facts))]));
}
