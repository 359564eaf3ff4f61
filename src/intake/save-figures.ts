import type { Called } from "../domain/facts/object.ts";
import { contributionsOf } from "../domain/measures/contributions.ts";
import { addMeasures, isZero, type Measures, noMeasures } from "../domain/measures/measures.ts";
import type { Tx } from "../store/handle.ts";
import { addToRollups, type RollupRow } from "../store/rollup.ts";

/** What one object called for before (nothing when it was unknown) and calls for now. */
export type FigureChange = { readonly source: string; readonly before: Called | undefined; readonly after: Called };

/** Adds to the daily figures what the objects' contributions differ by, one row per key however many objects share it. */
export async function saveFigures(tx: Tx, bookId: bigint, changes: readonly FigureChange[], dayOf: (at: number) => string): Promise<void> {
  const sums = new Map<string, RollupRow>();
  for (const change of changes) {
    if (change.before) addTo(sums, change.source, change.before, -1n, dayOf);
    addTo(sums, change.source, change.after, 1n, dayOf);
  }
  await addToRollups(
    tx,
    bookId,
    [...sums.values()].filter((row) => !isZero(row.measures)),
  );
}

function addTo(sums: Map<string, RollupRow>, source: string, called: Called, factor: bigint, dayOf: (at: number) => string): void {
  for (const c of contributionsOf(called.parts, called.sale, dayOf)) {
    const key = `${c.dimension}\n${c.day}\n${source}\n${c.member}\n${c.currency}`;
    const row = sums.get(key);
    const measures = addMeasures(row?.measures ?? noMeasures, c.measures, factor);
    sums.set(key, { dimension: c.dimension, day: c.day, source, member: c.member, currency: c.currency, measures });
  }
}

/** What one change adds to the figures per currency, all days together. */
export function figureChanges(change: FigureChange): ReadonlyMap<string, Measures> {
  const out = new Map<string, Measures>();
  const add = (called: Called, factor: bigint): void => {
    for (const c of contributionsOf(called.parts, called.sale, () => "")) {
      if (c.dimension === "source") out.set(c.currency, addMeasures(out.get(c.currency) ?? noMeasures, c.measures, factor));
    }
  };
  if (change.before) add(change.before, -1n);
  add(change.after, 1n);
  return out;
}
