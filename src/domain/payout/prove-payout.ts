import type { BookedObject, BookedPart } from "./booked-object.ts";
import { movedBy } from "./booked-object.ts";
import { type Break, unexplained } from "./break.ts";
import { breakOf, partnersBreak, sumBreaks, unlistedBreak } from "./find-breaks.ts";
import { expectedNet, type Match, matchLines } from "./match-lines.ts";
import type { Cut, Partners, ProvablePayout } from "./provable-payout.ts";
import { type StatedLine, sortOf, statementSorts } from "./stated-line.ts";
import type { StatementSort } from "./statement.ts";

export type ToProve = {
  readonly payout: ProvablePayout;
  /** Its own lines, and those of other payouts about the same objects. Of payouts that failed or came back: none. */
  readonly lines: readonly StatedLine[];
  /** All objects that its lines name or that moved in its time, by key; unknown ones are absent. */
  readonly objects: ReadonlyMap<string, BookedObject>;
  readonly cut: Cut;
  /** What was booked as having arrived at the bank, before its fees, in the payout's currency. */
  readonly arrived?: bigint;
};

/** The lines of one sort, summed. Signed as they move the payout. */
export type SortTotal = {
  readonly sort: StatementSort;
  readonly lines: number;
  readonly gross: bigint;
  readonly fees: bigint;
  readonly net: bigint;
};

/** Whether a payout is, to the cent, what the books and its own lines say. */
export type Proof = {
  readonly payoutKey: string;
  readonly currency: string;
  /** Three figures that are equal in a proven payout: what the books moved for it, what its lines say, what left. */
  readonly booked: bigint;
  readonly stated: bigint;
  readonly sent: bigint;
  /** What remains on the platform balance of all that this payout is about. */
  readonly residue: bigint;
  readonly totals: readonly SortTotal[];
  /** The payout's own lines in their order, each with what is booked for it. */
  readonly matches: readonly Match[];
  readonly breaks: readonly Break[];
  /** Per currency, what the breaks come to; empty when all is explained. */
  readonly unexplained: ReadonlyMap<string, bigint>;
};

/**
 * Proves one payout (reference §1.5): each line against what the books moved for that object, the lines' sum against
 * what was sent, and what was sent against what arrived.
 */
export function provePayout({ payout, lines, objects, cut, arrived }: ToProve): Proof {
  const own = lines.filter((line) => line.payoutKey === payout.key);
  const { matches, unlisted } = matchAll(lines, objects);
  const mine = matches.filter(({ line }) => line.payoutKey === payout.key).sort((a, b) => a.line.line - b.line.line);
  const partners = partnersOf(mine);
  const breaks = [
    ...mine.flatMap((match) => breakOf(match, payout) ?? []),
    ...partnersBreak(partners, payout),
    ...unlisted.flatMap(([key, part]) => unlistedBreak(key, part, payout, cut)),
    ...sumBreaks(payout, own, arrived),
  ];
  const stated = sum(own.filter((line) => line.currency === payout.currency).map((line) => line.net));
  const booked = sum(
    mine
      .map(({ part }) => (part && part.currency === payout.currency ? expectedNet(part) : 0n))
      .concat(partners.booked),
  );
  const sent = payout.amount + payout.fee;
  return {
    payoutKey: payout.key,
    currency: payout.currency,
    booked,
    stated,
    sent,
    residue: booked - sent,
    totals: totalsOf(own),
    matches: mine,
    breaks,
    unexplained: unexplained(breaks),
  };
}

function matchAll(
  lines: readonly StatedLine[],
  objects: ReadonlyMap<string, BookedObject>,
): { matches: Match[]; unlisted: (readonly [key: string, part: BookedPart])[] } {
  const byObject = Map.groupBy(lines, (line) => line.objectKey);
  const matches: Match[] = (byObject.get("") ?? []).map((line) => ({ line }));
  const unlisted: (readonly [string, BookedPart])[] = [];
  for (const key of new Set([...byObject.keys(), ...objects.keys()])) {
    if (key === "") continue;
    const found = matchLines(byObject.get(key) ?? [], objects.get(key));
    matches.push(...found.matches);
    for (const part of found.unlisted) unlisted.push([key, part]);
  }
  return { matches, unlisted };
}

function partnersOf(matches: readonly Match[]): Partners {
  const settling = matches.filter(({ line }) => line.objectKey === "" && sortOf(line) === "affiliate");
  return {
    stated: sum(settling.map(({ line }) => line.net)),
    booked: sum(matches.map(({ part }) => (part ? movedBy(part) - expectedNet(part) : 0n))),
    at: matches.reduce((latest, { line }) => Math.max(latest, line.on), 0),
  };
}

function totalsOf(lines: readonly StatedLine[]): SortTotal[] {
  const bySort = Map.groupBy(lines, sortOf);
  return statementSorts.flatMap((sort) => {
    const some = bySort.get(sort);
    if (!some) return [];
    return [
      {
        sort,
        lines: some.length,
        gross: sum(some.map((line) => line.gross ?? 0n)),
        fees: sum(some.map((line) => line.fees ?? 0n)),
        net: sum(some.map((line) => line.net)),
      },
    ];
  });
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((all, one) => all + one, 0n);
}
