import { assert } from "../../base/assert.ts";
import type { Millis } from "../../base/clock.ts";
import { limits } from "../../base/limits.ts";
import { type Problem, ProblemError, problem } from "../../base/problem.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { auditPayload } from "../../domain/audit/payload.ts";
import type { FileProfile, RowReader } from "../../spec/file-profile.ts";
import { appendAudit } from "../../store/audit-log.ts";
import type { Book } from "../../store/book.ts";
import { advanceImport, type FileImport, findImport, importStandsAt, startImport } from "../../store/file-import.ts";
import type { Store, Tx } from "../../store/handle.ts";
import type { AbsorbContext } from "../absorb.ts";
import type { CsvItem } from "../csv/csv-item.ts";
import type { Sealing } from "../sealing.ts";
import { type Batch, emptyBatch } from "./batch.ts";
import { commitBatch } from "./commit-batch.ts";
import { readItem, readRest } from "./read-item.ts";
import type { ImportSummary } from "./summary.ts";
import { repeatedSummary, startTally, summarise, type Tally, tallyCommit } from "./tally.ts";

/** A file that was looked at and whose layout is decided. */
export type ImportFile = {
  readonly fileName: string;
  /** SHA-256 of the uncompressed content, hex. */
  readonly fileHash: string;
  /** The moment the file speaks for: its own modification time, never later than now. */
  readonly asOf: Millis;
  readonly profile: FileProfile;
  readonly header: readonly string[];
  /** What the person chose, in one canonical text: other choices make it another import. */
  readonly options: { readonly currency: string | undefined; readonly timeZone: string };
  /** Handfuls of what stands behind the header, from the beginning each time. */
  readonly items: () => AsyncIterable<readonly CsvItem[]>;
  readonly notes: () => readonly string[];
  readonly brokenOff: () => Problem | undefined;
};

export type ImportDeps = {
  readonly store: Store;
  readonly sealing: Sealing;
  readonly context: Omit<AbsorbContext, "now" | "bookId">;
  readonly now: () => Millis;
  /** Rows per commit; `limits.importRowsPerCommit` when absent. */
  readonly batchRows?: number;
  /** Called after each commit; `line` is the last one committed. */
  readonly onProgress?: (progress: { readonly line: number; readonly rows: number }) => void;
};

/**
 * Imports a file: reads, understands and commits in batches, each whole or not at all. A run that was killed goes on
 * behind the last committed line; the same file again changes nothing.
 */
export async function runImport(
  deps: ImportDeps,
  book: Book,
  file: ImportFile,
): Promise<Result<ImportSummary, Problem>> {
  const opened = file.profile.open({
    header: file.header,
    currency: file.options.currency,
    timeZone: file.options.timeZone,
    fileName: file.fileName,
    fileHash: file.fileHash.slice(0, 16),
  });
  if (!opened.ok) return err(problem("import-needs", opened.error, { kept: "Nothing was booked." }));
  const identity = { fileHash: file.fileHash, profile: file.profile.id, options: JSON.stringify(file.options) };
  const earlier = await findImport(deps.store, book.id, identity);
  if (earlier?.state === "done") return ok(repeatedSummary(file, earlier));
  const begun = earlier ?? (await deps.store.transaction((tx) => begin(tx, deps, book, file, identity)));
  return ok(await readAll(deps, book, file, opened.value, begun, earlier !== undefined));
}

async function begin(
  tx: Tx,
  deps: ImportDeps,
  book: Book,
  file: ImportFile,
  identity: { fileHash: string; profile: string; options: string },
): Promise<FileImport> {
  const now = deps.now();
  const { fileName, asOf, profile } = file;
  const begun = await startImport(tx, book.id, {
    ...identity,
    source: profile.source,
    fileName,
    header: file.header,
    asOf,
    startedAt: now,
  });
  await audit(tx, deps, "import.start", { import: begun.id, book: book.id, profile: profile.id, file: file.fileHash });
  return begun;
}

async function audit(
  tx: Tx,
  deps: ImportDeps,
  action: string,
  payload: Parameters<typeof auditPayload>[0],
): Promise<void> {
  await appendAudit(tx, [{ ts: deps.now(), actor: deps.context.actor, action, payload: auditPayload(payload) }]);
}

async function readAll(
  deps: ImportDeps,
  book: Book,
  file: ImportFile,
  reader: RowReader,
  begun: FileImport,
  resumed: boolean,
): Promise<ImportSummary> {
  const tally = startTally(begun, resumed);
  let batch = emptyBatch(begun.lineCursor);
  for await (const items of file.items()) {
    for (const item of items) {
      readItem(item, file, reader, batch, tally);
      if (!isFull(batch, deps.batchRows ?? limits.importRowsPerCommit)) continue;
      await commit(deps, book, batch, tally, "running");
      batch = emptyBatch(batch.lineTo);
    }
  }
  const broken = file.brokenOff();
  if (!broken) readRest(file, reader, batch, tally);
  await commit(deps, book, batch, tally, broken ? "stopped" : "done");
  return summarise(file, tally);
}

function isFull(batch: Batch, rowsMax: number): boolean {
  return batch.rows.length + batch.refusals.length >= rowsMax || batch.objects.size >= limits.absorbObjectsPerCommit;
}

/** One transaction: the batch and the cursor behind it. Another process importing the same file makes it roll back. */
async function commit(
  deps: ImportDeps,
  book: Book,
  batch: Batch,
  tally: Tally,
  state: FileImport["state"],
): Promise<void> {
  const now = deps.now();
  const context: AbsorbContext = { ...deps.context, bookId: book.id, now };
  const before = tally.file;
  assert(batch.lineTo >= before.lineCursor, "an import only moves forward");
  const after = await deps.store.transaction(async (tx) => {
    if (!(await importStandsAt(tx, before))) throw new ProblemError(besideAnother(before));
    const committed = await commitBatch(tx, context, deps.sealing, before, batch);
    const next = tallyCommit(tally, batch, committed, state, now);
    await advanceImport(tx, next.file);
    if (state !== "running")
      await audit(tx, deps, "import.end", { import: before.id, state, rows: next.file.counts.read });
    return next;
  });
  Object.assign(tally, after);
  deps.onProgress?.({ line: tally.file.lineCursor, rows: tally.file.counts.read });
}

function besideAnother(file: FileImport): Problem {
  return problem("import-running", `Another process is importing ${file.fileName} at this moment.`, {
    kept: "What it has booked is kept; this run booked nothing twice.",
    fix: "Let it finish; importing the file again then changes nothing.",
  });
}
