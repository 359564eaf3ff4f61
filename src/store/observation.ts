import type { Handle, Tx } from "./handle.ts";
import { insertMany } from "./insert-many.ts";

export type ObservationKind = "webhook" | "poll" | "report" | "file" | "manual";

/** One raw thing seen. `body` is sealed under data key `keyId`; `bodyHash` is of the plain bytes. */
export type NewObservation = {
  readonly bookId: bigint;
  readonly source: string;
  readonly kind: ObservationKind;
  readonly deliveryId: string;
  readonly objectKey: string;
  readonly importId?: bigint;
  readonly lineFrom?: number;
  readonly lineTo?: number;
  readonly asOf: number;
  readonly receivedAt: number;
  readonly keyId: bigint;
  readonly body: Uint8Array;
  readonly bodyHash: Uint8Array;
};

export type ObservationRow = Omit<NewObservation, "bookId" | "importId" | "lineFrom" | "lineTo"> & {
  readonly id: bigint;
  readonly importId: bigint | null;
  readonly lineFrom: bigint | null;
  readonly lineTo: bigint | null;
};

/**
 * Stores observations as they came; they are never changed again. A delivery that is there already is refused, or left
 * as it is where `known` says "kept".
 */
export async function addObservations(
  tx: Tx,
  rows: readonly NewObservation[],
  known: "refused" | "kept" = "refused",
): Promise<void> {
  await insertMany(
    tx,
    "observation",
    [
      "book_id",
      "source",
      "kind",
      "delivery_id",
      "object_key",
      "import_id",
      "line_from",
      "line_to",
      "as_of",
      "received_at",
      "key_id",
      "body",
      "body_hash",
    ],
    rows.map((o) => [
      o.bookId,
      o.source,
      o.kind,
      o.deliveryId,
      o.objectKey,
      o.importId ?? null,
      o.lineFrom === undefined ? null : BigInt(o.lineFrom),
      o.lineTo === undefined ? null : BigInt(o.lineTo),
      BigInt(o.asOf),
      BigInt(o.receivedAt),
      o.keyId,
      o.body,
      o.bodyHash,
    ]),
    known === "kept" ? "ON CONFLICT DO NOTHING" : "",
  );
}

/** Everything seen of one object, oldest first. */
export async function observationsOf(
  handle: Handle,
  bookId: bigint,
  objectKey: string,
): Promise<readonly ObservationRow[]> {
  const rows = await handle.q
    .selectFrom("observation")
    .selectAll()
    .where("book_id", "=", bookId)
    .where("object_key", "=", objectKey)
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    source: row.source,
    kind: row.kind as ObservationKind,
    deliveryId: row.delivery_id ?? "",
    objectKey: row.object_key,
    importId: row.import_id,
    lineFrom: row.line_from,
    lineTo: row.line_to,
    asOf: Number(row.as_of),
    receivedAt: Number(row.received_at),
    keyId: row.key_id,
    body: row.body,
    bodyHash: row.body_hash,
  }));
}
