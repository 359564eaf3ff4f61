import { objectKey } from "../../domain/facts/object.ts";
import type { BuyerSighting, Sighting } from "../../domain/facts/sighting.ts";

/** One data row that is waiting for its commit. `cells` is what was read, for the observation. */
export type BatchRow = {
  readonly line: number;
  readonly lineTo: number;
  readonly cells: readonly string[];
  booked: boolean;
};

export type BatchSighting = { readonly sighting: Sighting; readonly row: BatchRow; readonly place: number };

/** Everything a batch says of one object, in file order. */
export type BatchObject = {
  readonly objectKey: string;
  readonly source: string;
  readonly externalId: string;
  readonly kind: Sighting["kind"];
  readonly seen: BatchSighting[];
  buyer?: BuyerSighting;
};

export type BatchRefusal = { readonly line: number; readonly reason: string; readonly cells: readonly string[] };

/** Rows gathered for one commit. Bounded by rows, so that memory does not grow with the file. */
export type Batch = {
  readonly objects: Map<string, BatchObject>;
  readonly rows: BatchRow[];
  readonly refusals: BatchRefusal[];
  /** Last physical line that lies in this batch or before it. */
  lineTo: number;
};

export function emptyBatch(lineTo: number): Batch {
  return { objects: new Map(), rows: [], refusals: [], lineTo };
}

/** Puts a row's sightings into the batch. The first buyer named for an object is its buyer. */
export function addRow(batch: Batch, source: string, row: BatchRow, sightings: readonly Sighting[]): void {
  batch.rows.push(row);
  for (const [i, sighting] of sightings.entries()) addSighting(batch, source, row, sighting, row.line * 1_000 + i);
}

function addSighting(batch: Batch, source: string, row: BatchRow, sighting: Sighting, place: number): void {
  const key = objectKey(source, sighting.kind, sighting.id);
  let object = batch.objects.get(key);
  if (!object) {
    object = { objectKey: key, source, externalId: sighting.id, kind: sighting.kind, seen: [] };
    batch.objects.set(key, object);
  }
  object.seen.push({ sighting, row, place });
  if (sighting.kind === "sale" && sighting.buyer && !object.buyer) object.buyer = sighting.buyer;
}
