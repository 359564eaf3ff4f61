import type { Book } from "../store/book.ts";
import { readFacts } from "../store/object-facts.ts";
import { type ArrivalMoney, arrivalMoney } from "./arrivals.ts";
import type { Asked } from "./as-of.ts";
import { openResults } from "./kept-proofs.ts";
import type { KnownPayout } from "./known-payouts.ts";
import { type PayoutStanding, payoutStanding } from "./payout-standing.ts";
import { openProver, type ProofState, type Prover } from "./prove-payout.ts";
import type { Workplace } from "./workplace.ts";

/** A payout with where it stands. */
export type StandingPayout = {
  readonly payout: KnownPayout;
  readonly standing: PayoutStanding;
  /** Per currency, minor units; absent where nobody told what it is made of, or that was otherwise at the moment asked for. */
  readonly unexplained: ReadonlyMap<string, bigint> | undefined;
  readonly arrival: ArrivalMoney | undefined;
};

/** The same with the proof itself; absent where it was another one at the moment asked for. */
export type ProvedPayout = StandingPayout & { readonly proof: ProofState | undefined };

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
  const source = asOf === undefined ? await standsNow(store, book) : await stoodAt(store, book, asOf);
  const inOrder = source.payouts.toSorted((a, b) => beside(placeOf(a), placeOf(b)));
  const { after, limit } = wish;
  const from = after ? inOrder.findIndex((one) => beside(after, placeOf(one)) < 0) : 0;
  const page = from < 0 ? [] : inOrder.slice(from, from + limit);
  const items: StandingPayout[] = [];
  for (const payout of page) items.push(await source.stand(payout));
  const last = page.at(-1);
  const isMore = from >= 0 && from + limit < inOrder.length;
  return { items, next: isMore && last ? placeOf(last) : undefined };
}

type Source = {
  readonly payouts: readonly KnownPayout[];
  stand(payout: KnownPayout): Promise<StandingPayout>;
};

async function standsNow(store: Desk["store"], book: Book): Promise<Source> {
  const results = await openResults(store, book);
  return {
    payouts: results.payouts,
    stand: async (payout) => {
      const arrival = await arrivalMoney(store, book, payout, [payout.objectKey, ...payout.alsoKnownAs]);
      const found = await results.prove(payout);
      return { payout, standing: payoutStanding(payout, found, arrival), unexplained: found.unexplained, arrival };
    },
  };
}

async function stoodAt(store: Desk["store"], book: Book, asOf: number): Promise<Source> {
  const prover = await openProver(store, book, asOf);
  return { payouts: prover.payouts, stand: (payout) => standingPayout({ store }, book, prover, payout, asOf) };
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
): Promise<ProvedPayout> {
  const arrival = await prover.arrival(payout);
  const found = await prover.prove(payout);
  const proof = asOf === undefined || (await stoodThen({ store }, book, payout, found, asOf)) ? found : undefined;
  const unexplained = proof && "proof" in proof ? proof.proof.unexplained : undefined;
  return { payout, standing: payoutStanding(payout, proof, arrival), unexplained, proof, arrival };
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
