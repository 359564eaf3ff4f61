import type { Called } from "../domain/facts/object.ts";
import { type Contribution, contributionsOf } from "../domain/measures/contributions.ts";
import { addMeasures, isZero, type Measures, noMeasures } from "../domain/measures/measures.ts";
import type { Tx } from "../store/handle.ts";
import { addToRollups, type RollupRow } from "../store/rollup.ts";

/** What one object contributed to the daily figures before, and contributes now. */
export type FigureChange = {
  readonly source: string;
  readonly before: readonly Contribution[];
  readonly after: readonly Contribution[];
};

/** The change from what an object called for before (nothing when it was unknown) to what it calls for now. */
export function figureChange(
  source: string,
  before: Called | undefined,
  after: Called,
  dayOf: (at: number) => string,
): FigureChange {
  return {
    source,
    before: before ? contributionsOf(before.parts, before.sale, dayOf) : [],
    after: contributionsOf(after.parts, after.sale, dayOf),
  };
}

/**
 * Adds to the daily figures what the objects' contributions differ by, one row per key however many objects share it.
 * @param at when it is recorded; absent where the figures are derived anew
 */
export async function saveFigures(
  tx: Tx,
  bookId: bigint,
  changes: readonly FigureChange[],
  at?: number,
): Promise<void> {
  const sums = new Map<string, RollupRow>();
  for (const change of changes) {
    for (const c of change.before) addTo(sums, change.source, c, -1n);
    for (const c of change.after) addTo(sums, change.source, c, 1n);
  }
  await addToRollups(
    tx,
    bookId,
    [...sums.values()].filter((row) => !isZero(row.measures)),
    at,
  );
}

function addTo(sums: Map<string, RollupRow>, source: string, c: Contribution, factor: bigint): void {
  const key = `${c.dimension}\n${c.day}\n${source}\n${c.member}\n${c.currency}`;
  const row = sums.get(key);
  const measures = addMeasures(row?.measures ?? noMeasures, c.measures, factor);
  sums.set(key, { dimension: c.dimension, day: c.day, source, member: c.member, currency: c.currency, measures });
}

/** What one change adds to the figures per currency, all days together. */
export function figureSums(change: FigureChange): ReadonlyMap<string, Measures> {
  const out = new Map<string, Measures>();
  const add = (c: Contribution, factor: bigint): void => {
    if (c.dimension === "source")
      out.set(c.currency, addMeasures(out.get(c.currency) ?? noMeasures, c.measures, factor));
  };
  for (const c of change.before) add(c, -1n);
  for (const c of change.after) add(c, 1n);
  return out;
}
