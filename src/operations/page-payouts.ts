import type { Book } from "../store/book.ts";
import { readFacts } from "../store/object-facts.ts";
import type { ArrivalMoney } from "./arrivals.ts";
import type { Asked } from "./as-of.ts";
import type { KnownPayout } from "./known-payouts.ts";
import { type PayoutStanding, payoutStanding } from "./payout-standing.ts";
import { openProver, type ProofState, type Prover } from "./prove-payout.ts";
import type { Workplace } from "./workplace.ts";

/** A payout with where it stands. */
export type StandingPayout = {
  readonly payout: KnownPayout;
  readonly standing: PayoutStanding;
  /** Absent where it was another one at the moment asked for. */
  readonly proof: ProofState | undefined;
  readonly arrival: ArrivalMoney | undefined;
};

/** Where a page ended: the time and the key of its last payout. */
export type PayoutPlace = readonly [at: number, key: string];

type Desk = Pick<Workplace, "store" | "clock">;

/** A page of the payouts of a book, newest first; those without a time last. Only what is on the page is proved. */
export async function pagePayouts(
  { store, clock }: Desk,
  book: Book,
  wish: Asked & { readonly limit: number; readonly after?: PayoutPlace | undefined },
): Promise<{ readonly items: readonly StandingPayout[]; readonly next: PayoutPlace | undefined }> {
  const asOf = pastOf(wish, clock.now());
  const prover = await openProver(store, book, asOf);
  const inOrder = prover.payouts.toSorted((a, b) => beside(placeOf(a), placeOf(b)));
  const { after, limit } = wish;
  const from = after ? inOrder.findIndex((one) => beside(after, placeOf(one)) < 0) : 0;
  const page = from < 0 ? [] : inOrder.slice(from, from + limit);
  const items: StandingPayout[] = [];
  for (const payout of page) items.push(await standingPayout({ store }, book, prover, payout, asOf));
  const last = page.at(-1);
  const isMore = from >= 0 && from + limit < inOrder.length;
  return { items, next: isMore && last ? placeOf(last) : undefined };
}

/** The moment of the past that is asked for; undefined for now. */
export function pastOf({ asOf }: Asked, now: number): number | undefined {
  return asOf !== undefined && asOf < now ? asOf : undefined;
}

/** One payout with its proof, unless something it rests on became known after `asOf`: then it was another one. */
export async function standingPayout(
  { store }: Pick<Workplace, "store">,
  book: Book,
  prover: Prover,
  payout: KnownPayout,
  asOf: number | undefined,
): Promise<StandingPayout> {
  const arrival = await prover.arrival(payout);
  const found = await prover.prove(payout);
  const proof = asOf === undefined || (await stoodThen({ store }, book, payout, found, asOf)) ? found : undefined;
  return { payout, standing: payoutStanding(payout, proof, arrival), proof, arrival };
}

async function stoodThen(
  { store }: Pick<Workplace, "store">,
  book: Book,
  payout: KnownPayout,
  found: ProofState,
  asOf: number,
): Promise<boolean> {
  const lines = "proof" in found ? found.proof.matches.map(({ line }) => line.objectKey) : [];
  const about = "proof" in found ? found.proof.breaks.map(({ objectKey }) => objectKey) : [];
  const keys = new Set([payout.objectKey, ...lines, ...about]);
  keys.delete("");
  const rows = await readFacts(store, book.id, [...keys]);
  return [...rows.values()].every(({ lastSeenAt }) => lastSeenAt <= asOf);
}

const placeOf = ({ at, objectKey }: KnownPayout): PayoutPlace => [at ?? 0, objectKey];

function beside([a, keyA]: PayoutPlace, [b, keyB]: PayoutPlace): number {
  return b - a || (keyA < keyB ? -1 : keyA > keyB ? 1 : 0);
}
