import type { Handle, Tx } from "./handle.ts";
import { insertMany } from "./insert-many.ts";

/** One file being or having been imported. Counts always reconcile: read = booked + known + refused. */
export type FileImport = {
  readonly id: bigint;
  readonly source: string;
  readonly profile: string;
  readonly fileName: string;
  readonly fileHash: string;
  /** Names of the columns, so that stored rows can be read again. */
  readonly header: readonly string[];
  readonly state: "running" | "done" | "stopped";
  readonly asOf: number;
  /** Last physical line whose rows are committed; a resumed import skips to behind it. */
  readonly lineCursor: number;
  readonly counts: ImportCounts;
  readonly occurredMin: number | undefined;
  readonly occurredMax: number | undefined;
  readonly startedAt: number;
  readonly finishedAt: number | undefined;
};

export type ImportCounts = {
  readonly read: number;
  readonly booked: number;
  readonly known: number;
  readonly refused: number;
};

export type ImportIdentity = { readonly fileHash: string; readonly profile: string; readonly options: string };

/** The import of exactly this content, read in exactly this way, or undefined. */
export async function findImport(
  handle: Handle,
  bookId: bigint,
  identity: ImportIdentity,
): Promise<FileImport | undefined> {
  const row = await handle.q
    .selectFrom("file_import")
    .selectAll()
    .where("book_id", "=", bookId)
    .where("file_hash", "=", identity.fileHash)
    .where("profile", "=", identity.profile)
    .where("options", "=", identity.options)
    .executeTakeFirst();
  return row && toImport(row);
}

/** Writes down that an import has begun. */
export async function startImport(
  tx: Tx,
  bookId: bigint,
  start: ImportIdentity & {
    readonly source: string;
    readonly fileName: string;
    readonly header: readonly string[];
    readonly asOf: number;
    readonly startedAt: number;
  },
): Promise<FileImport> {
  const row = await tx.q
    .insertInto("file_import")
    .values({
      book_id: bookId,
      source: start.source,
      profile: start.profile,
      file_name: start.fileName,
      file_hash: start.fileHash,
      header: JSON.stringify(start.header),
      options: start.options,
      state: "running",
      as_of: BigInt(start.asOf),
      line_cursor: 0n,
      rows_read: 0n,
      rows_booked: 0n,
      rows_known: 0n,
      rows_refused: 0n,
      occurred_min: null,
      occurred_max: null,
      started_at: BigInt(start.startedAt),
      finished_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toImport(row);
}

/**
 * Whether an import still stands where `before` says; false when another process moved it meanwhile. Holds the row
 * until the transaction ends, so that it stays true.
 */
export async function importStandsAt(tx: Tx, before: FileImport): Promise<boolean> {
  const query = tx.q
    .selectFrom("file_import")
    .select(["line_cursor", "rows_read", "state"])
    .where("id", "=", before.id);
  const row = await (tx.engine === "postgres" ? query.forUpdate() : query).executeTakeFirstOrThrow();
  return (
    Number(row.line_cursor) === before.lineCursor &&
    Number(row.rows_read) === before.counts.read &&
    row.state === before.state
  );
}

/** Moves an import forward in the transaction that holds its rows. */
export async function advanceImport(tx: Tx, after: FileImport): Promise<void> {
  await tx.q
    .updateTable("file_import")
    .set({
      state: after.state,
      line_cursor: BigInt(after.lineCursor),
      rows_read: BigInt(after.counts.read),
      rows_booked: BigInt(after.counts.booked),
      rows_known: BigInt(after.counts.known),
      rows_refused: BigInt(after.counts.refused),
      occurred_min: after.occurredMin === undefined ? null : BigInt(after.occurredMin),
      occurred_max: after.occurredMax === undefined ? null : BigInt(after.occurredMax),
      finished_at: after.finishedAt === undefined ? null : BigInt(after.finishedAt),
    })
    .where("id", "=", after.id)
    .execute();
}

/** All imports of a book, oldest first. */
export async function listImports(handle: Handle, bookId: bigint): Promise<readonly FileImport[]> {
  const rows = await handle.q
    .selectFrom("file_import")
    .selectAll()
    .where("book_id", "=", bookId)
    .orderBy("id")
    .execute();
  return rows.map(toImport);
}

/** When the first import of all books began; undefined when there was none. */
export async function firstImportAt(handle: Handle): Promise<number | undefined> {
  const row = await handle.q
    .selectFrom("file_import")
    .select(({ fn }) => fn.min("started_at").as("at"))
    .executeTakeFirst();
  return row?.at === null || row?.at === undefined ? undefined : Number(row.at);
}

export type RefusedRow = {
  readonly line: number;
  readonly reason: string;
  readonly keyId: bigint;
  readonly body: Uint8Array;
};

/** Keeps rows that could not be understood, with their reason; the body is sealed. */
export async function addRefusedRows(tx: Tx, importId: bigint, rows: readonly RefusedRow[]): Promise<void> {
  await insertMany(
    tx,
    "refused_row",
    ["import_id", "line", "reason", "key_id", "body"],
    rows.map((row) => [importId, BigInt(row.line), row.reason, row.keyId, row.body]),
  );
}

/** Refused rows of an import in file order. */
export async function listRefusedRows(handle: Handle, importId: bigint, limit: number): Promise<readonly RefusedRow[]> {
  const rows = await handle.q
    .selectFrom("refused_row")
    .select(["line", "reason", "key_id", "body"])
    .where("import_id", "=", importId)
    .orderBy("line")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ line: Number(row.line), reason: row.reason, keyId: row.key_id, body: row.body }));
}

type StoredImport = {
  id: bigint;
  source: string;
  profile: string;
  file_name: string;
  file_hash: string;
  header: string;
  state: string;
  as_of: bigint;
  line_cursor: bigint;
  rows_read: bigint;
  rows_booked: bigint;
  rows_known: bigint;
  rows_refused: bigint;
  occurred_min: bigint | null;
  occurred_max: bigint | null;
  started_at: bigint;
  finished_at: bigint | null;
};

function toImport(row: StoredImport): FileImport {
  return {
    id: row.id,
    source: row.source,
    profile: row.profile,
    fileName: row.file_name,
    fileHash: row.file_hash,
    header: JSON.parse(row.header) as readonly string[],
    state: row.state as FileImport["state"],
    asOf: Number(row.as_of),
    lineCursor: Number(row.line_cursor),
    counts: {
      read: Number(row.rows_read),
      booked: Number(row.rows_booked),
      known: Number(row.rows_known),
      refused: Number(row.rows_refused),
    },
    occurredMin: row.occurred_min === null ? undefined : Number(row.occurred_min),
    occurredMax: row.occurred_max === null ? undefined : Number(row.occurred_max),
    startedAt: Number(row.started_at),
    finishedAt: row.finished_at === null ? undefined : Number(row.finished_at),
  };
}
