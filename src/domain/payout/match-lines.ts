import { dayMs } from "../time/civil.ts";
import { type BookedObject, type BookedPart, movedBy } from "./booked-object.ts";
import { kindsOf, type StatedLine, sortOf } from "./stated-line.ts";

/** A line with what the books have for it, or why they have nothing. */
export type Match = {
  readonly line: StatedLine;
  /** What was booked for it; absent when there is nothing. */
  readonly part?: BookedPart;
  /** The earlier line that told the same already, where this one is a repeat. */
  readonly repeats?: StatedLine;
};

export type Matched = {
  readonly matches: readonly Match[];
  /** What is booked for the object but in no line. */
  readonly unlisted: readonly BookedPart[];
};

/** What the line of that part has to say. */
export function expectedNet(part: BookedPart): bigint {
  return part.partnersApart ? part.gross + part.fees : movedBy(part);
}

/**
 * Pairs all lines about one object with what is booked for it: equal refunds of one day first, then equal amounts of
 * any, then what is left over by time, so that one wrong amount shows as one difference. Earlier lines come first; the same lines give the same pairs.
 */
export function matchLines(lines: readonly StatedLine[], object: BookedObject | undefined): Matched {
  const free = new Set((object?.parts ?? []).toSorted((a, b) => a.at - b.at));
  const taken = new Map<StatedLine, BookedPart>();
  const inOrder = lines.toSorted(earlierFirst);
  const take = (line: StatedLine, fits: (part: BookedPart) => boolean): void => {
    const kinds = kindsOf[sortOf(line)];
    const part = [...free].find((one) => kinds.includes(one.kind) && fits(one));
    if (part === undefined) return;
    taken.set(line, part);
    free.delete(part);
  };
  const repeated = (line: StatedLine): StatedLine | undefined =>
    inOrder.find((other) => taken.has(other) && sameWords(other, line));
  const equal = (line: StatedLine, part: BookedPart): boolean =>
    part.currency === line.currency && expectedNet(part) === line.net;
  for (const line of inOrder.filter(mayHappenAgain))
    take(line, (part) => equal(line, part) && dayOf(part.at) === dayOf(line.on));
  for (const fits of [equal, () => true]) {
    for (const line of inOrder) if (!taken.has(line) && !repeated(line)) take(line, (part) => fits(line, part));
  }
  const matches = inOrder.map((line): Match => {
    const part = taken.get(line);
    if (part) return { line, part };
    const repeats = repeated(line);
    return repeats ? { line, repeats } : { line };
  });
  return { matches, unlisted: [...free] };
}

function dayOf(at: number): number {
  return Math.floor(at / dayMs);
}

function earlierFirst(a: StatedLine, b: StatedLine): number {
  if (a.on !== b.on) return a.on - b.on;
  if (a.payoutKey !== b.payoutKey) return a.payoutKey < b.payoutKey ? -1 : 1;
  return a.line - b.line;
}

/** A sale can be refunded twice; everything else happens to an object once. */
function mayHappenAgain(line: StatedLine): boolean {
  return sortOf(line) === "refund";
}

function sameWords(a: StatedLine, b: StatedLine): boolean {
  return a.sort === b.sort && (!mayHappenAgain(a) || (a.net === b.net && a.on === b.on));
}
