import { sha256 } from "../../base/hash.ts";
import type { Facts } from "../../domain/facts/facts.ts";
import { factsOf } from "../../domain/facts/from-sighting.ts";
import { joinFacts } from "../../domain/facts/join.ts";
import type { BuyerSighting } from "../../domain/facts/sighting.ts";
import { addRefusedRows, type FileImport } from "../../store/file-import.ts";
import type { Tx } from "../../store/handle.ts";
import { addObservations, type NewObservation } from "../../store/observation.ts";
import { forgetSeen } from "../../store/seen.ts";
import { type AbsorbContext, type Absorbed, absorb } from "../absorb.ts";
import { type KnownBuyer, knowBuyers } from "../buyers.ts";
import { type Sealing, standingKey } from "../sealing.ts";
import type { Batch, BatchObject, BatchRow, BatchSighting } from "./batch.ts";

/** What one commit did. */
export type Committed = {
  readonly absorbed: readonly Absorbed[];
  readonly booked: number;
  readonly known: number;
  readonly refused: number;
};

/**
 * Stores a batch: observations first, sealed; then what they mean; refused rows with their reasons. In the caller's
 * transaction, which also moves the import's cursor.
 */
export async function commitBatch(
  tx: Tx,
  context: AbsorbContext,
  sealing: Sealing,
  file: FileImport,
  batch: Batch,
): Promise<Committed> {
  const objects = [...batch.objects.values()];
  const buyers = await buyersOf(tx, sealing, context.bookId, objects);
  const records = await standingKey(tx, sealing, "records");
  await addObservations(
    tx,
    objects.map((object) =>
      observationOf(object, file, context, sealing, buyers.get(object) ?? { keyId: records.id, key: records.key }),
    ),
  );
  const absorbed = await absorb(
    tx,
    context,
    objects.map((object) => ({
      objectKey: object.objectKey,
      source: object.source,
      externalId: object.externalId,
      news: newsOf(object, file, buyers.get(object)?.id),
    })),
  );
  for (const [i, object] of objects.entries()) markBooked(object, absorbed[i] as Absorbed);
  await forgetOutranked(tx, context, absorbed);
  await addRefusedRows(
    tx,
    file.id,
    batch.refusals.map(({ line, reason, cells }) => ({
      line,
      reason,
      keyId: records.id,
      body: sealing.seal(Buffer.from(JSON.stringify(cells), "utf8"), records.key, {
        kind: "refused row",
        id: `${file.id}:${line}`,
      }),
    })),
  );
  const booked = batch.rows.filter((row) => row.booked).length;
  return { absorbed, booked, known: batch.rows.length - booked, refused: batch.refusals.length };
}

/** A file may outrank what the platform told before; the next look at the platform must then count as news again. */
async function forgetOutranked(tx: Tx, context: AbsorbContext, absorbed: readonly Absorbed[]): Promise<void> {
  const keys = absorbed.filter((one) => one.changed && !one.isNew).map((one) => one.objectKey);
  await forgetSeen(tx, context.bookId, keys);
}

async function buyersOf(
  tx: Tx,
  sealing: Sealing,
  bookId: bigint,
  objects: readonly BatchObject[],
): Promise<ReadonlyMap<BatchObject, KnownBuyer>> {
  const named = objects.filter(
    (object): object is BatchObject & { buyer: BuyerSighting } => object.buyer !== undefined,
  );
  const known = await knowBuyers(tx, sealing, bookId, named);
  const out = new Map<BatchObject, KnownBuyer>();
  for (const object of named) {
    const buyer = known.get(object.buyer);
    if (buyer) out.set(object, buyer);
  }
  return out;
}

function observationOf(
  object: BatchObject,
  file: FileImport,
  context: AbsorbContext,
  sealing: Sealing,
  under: Pick<KnownBuyer, "keyId" | "key">,
): NewObservation {
  const [{ place }] = object.seen as [BatchSighting];
  const rows = [...new Set(object.seen.map((seen) => seen.row))];
  const body = Buffer.from(JSON.stringify(rows.map((row) => [row.line, ...row.cells])), "utf8");
  const first = rows[0] as BatchRow;
  const last = rows.at(-1) as BatchRow;
  const deliveryId = `import-${file.id}:${String(first.line).padStart(9, "0")}:${place}`;
  return {
    bookId: context.bookId,
    source: object.source,
    kind: "file",
    deliveryId,
    objectKey: object.objectKey,
    importId: file.id,
    lineFrom: first.line,
    lineTo: last.lineTo,
    asOf: file.asOf,
    receivedAt: context.now,
    keyId: under.keyId,
    body: sealing.seal(body, under.key, { kind: "observation", id: deliveryId }),
    bodyHash: sha256(body),
  };
}

/** All that the batch says of the object; a later line of a file outranks an earlier one. */
function newsOf(object: BatchObject, file: FileImport, buyer: bigint | undefined): Facts {
  const stampPrefix = file.fileHash.slice(0, 12);
  const facts = object.seen.map(({ sighting, place }) =>
    factsOf(
      sighting,
      { at: file.asOf, by: `${stampPrefix}:${String(place).padStart(12, "0")}` },
      { file: file.id.toString(), line: place },
      buyer,
    ),
  );
  return joinAll(facts);
}

/** Joins in halves: cheap also for a document of a thousand lines. There is at least one. */
function joinAll(facts: readonly Facts[]): Facts {
  if (facts.length === 1) return facts[0] as Facts;
  const middle = facts.length >> 1;
  return joinFacts(joinAll(facts.slice(0, middle)), joinAll(facts.slice(middle)));
}

/** Of rows that carry lines, as many are booked as there are new lines; of others all, when anything of them is new. */
function markBooked(object: BatchObject, absorbed: Absorbed): void {
  const withLines = object.seen.filter(({ sighting }) => sighting.kind === "sale" && (sighting.lines?.length ?? 0) > 0);
  for (const { row } of withLines.slice(0, absorbed.newLines)) row.booked = true;
  if (absorbed.newLines > 0 || !absorbed.changed) return;
  for (const { row } of object.seen) row.booked = true;
}
