import type { Handle } from "./handle.ts";
import type { ObservationRow } from "./observation.ts";
import { type SaleRow, toSale } from "./sale.ts";

/** The sales of these buyers, newest first. */
export async function salesOfBuyers(
  handle: Handle,
  bookId: bigint,
  subjectIds: readonly bigint[],
): Promise<readonly SaleRow[]> {
  if (subjectIds.length === 0) return [];
  const rows = await handle.q
    .selectFrom("sale")
    .selectAll()
    .where("book_id", "=", bookId)
    .where("subject_id", "in", subjectIds)
    .orderBy("occurred_at", "desc")
    .orderBy("object_key", "desc")
    .execute();
  return rows.map(toSale);
}

/** Of what was seen: where it came from and what opens it, without knowing whom it names. */
export type SeenRow = Pick<
  ObservationRow,
  "id" | "source" | "kind" | "deliveryId" | "objectKey" | "importId" | "receivedAt" | "keyId" | "body"
>;

const columns = [
  "id",
  "source",
  "kind",
  "delivery_id",
  "object_key",
  "import_id",
  "received_at",
  "key_id",
  "body",
] as const;

/** What was seen and is sealed under these keys, in the order it came; reads through all that was seen. */
export async function seenUnder(
  handle: Handle,
  bookId: bigint,
  keyIds: readonly bigint[],
): Promise<readonly SeenRow[]> {
  if (keyIds.length === 0) return [];
  const rows = await handle.q
    .selectFrom("observation")
    .select(columns)
    .where("book_id", "=", bookId)
    .where("key_id", "in", keyIds)
    .orderBy("id")
    .execute();
  return rows.map(toSeen);
}

/** What was seen, in the order it came, after `afterId`. */
export async function pageOfSeen(
  handle: Handle,
  bookId: bigint,
  afterId: bigint,
  limit: number,
): Promise<readonly SeenRow[]> {
  const rows = await handle.q
    .selectFrom("observation")
    .select(columns)
    .where("book_id", "=", bookId)
    .where("id", ">", afterId)
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(toSeen);
}

type Stored = {
  readonly id: bigint;
  readonly source: string;
  readonly kind: string;
  readonly delivery_id: string | null;
  readonly object_key: string;
  readonly import_id: bigint | null;
  readonly received_at: bigint;
  readonly key_id: bigint;
  readonly body: Uint8Array;
};

function toSeen(row: Stored): SeenRow {
  return {
    id: row.id,
    source: row.source,
    kind: row.kind as SeenRow["kind"],
    deliveryId: row.delivery_id ?? "",
    objectKey: row.object_key,
    importId: row.import_id,
    receivedAt: Number(row.received_at),
    keyId: row.key_id,
    body: row.body,
  };
}
