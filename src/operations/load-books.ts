import { type Problem, ProblemError } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { auditPayload } from "../domain/audit/payload.ts";
import { openFileBytes } from "../intake/files/open-file-bytes.ts";
import { textLines } from "../intake/files/text-lines.ts";
import { importJsonl, type JsonlImport } from "../ledger/import-jsonl.ts";
import { appendAudit } from "../store/audit-log.ts";
import type { Book } from "../store/book.ts";
import type { Workplace } from "./workplace.ts";

export type LoadOptions = {
  /** Hears how many bytes were read from the disk so far, packed ones as they lie there. */
  readonly onProgress?: (bytes: number) => void;
  readonly signal?: AbortSignal;
};

/**
 * Replays a JSON lines export, plain or packed with gzip, into books that are empty or hold the beginning of the same
 * export. Problems say the line, what is booked, and what to do; calling it again goes on where it stopped.
 */
export async function loadBooks(
  { store, clock, actor }: Workplace,
  book: Book,
  path: string,
  options: LoadOptions = {},
): Promise<Result<JsonlImport, Problem>> {
  let bytes = 0;
  const pieces = openFileBytes(path, (count) => {
    bytes += count;
    options.onProgress?.(bytes);
  });
  const opened = await begun(pieces);
  if (!opened.ok) return opened;
  const loaded = await importJsonl(store, { bookId: book.id, actor }, textLines(opened.value, options.signal));
  if (!loaded.ok) return loaded;
  const { booked, known } = loaded.value;
  if (booked > 0) {
    const payload = auditPayload({ book: book.id, booked, known });
    await store.transaction((tx) => appendAudit(tx, [{ ts: clock.now(), actor, action: "book.load", payload }]));
  }
  return ok(loaded.value);
}

/** The same pieces, after the first was read: a file that cannot be opened has booked nothing and says so by itself. */
async function begun(
  pieces: AsyncGenerator<Uint8Array, void, undefined>,
): Promise<Result<AsyncGenerator<Uint8Array, void, undefined>, Problem>> {
  try {
    const first = await pieces.next();
    return ok(joined(first.done ? [] : [first.value], pieces));
  } catch (cause) {
    if (cause instanceof ProblemError) return err({ ...cause.problem, kept: "Nothing was booked." });
    throw cause;
  }
}

async function* joined(
  first: readonly Uint8Array[],
  rest: AsyncGenerator<Uint8Array, void, undefined>,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* first;
    yield* rest;
  } finally {
    // Whoever stops at the first piece leaves the file open otherwise.
    await rest.return();
  }
}
