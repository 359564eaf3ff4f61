import { type Problem, ProblemError, problem } from "../../base/problem.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { CsvItem } from "./csv-item.ts";
import { createTextDecoding, type TextDecoding } from "./decode-text.ts";
import { findHeaders, type HeaderCandidate } from "./find-header.ts";
import { createRecordSplitter } from "./record-splitter.ts";

/** A delimited text file whose beginning was looked at. */
export type OpenedCsv = {
  /** What its header may be; empty when no line has two filled cells. */
  readonly candidates: readonly HeaderCandidate[];
  /**
   * Everything after that header, in file order and in handfuls as it arrives; may be asked for once. Memory does not
   * grow with the file.
   */
  read(header: HeaderCandidate): AsyncGenerator<readonly CsvItem[], void, undefined>;
  /** One sentence each on what is remarkable about the file; complete when all is read. */
  notes(): readonly string[];
  /** Why the file could not be read to its end (a damaged archive, a disk error); what came before was given out. */
  brokenOff(): Problem | undefined;
  /** Lets go of the file when it is not read to its end; reading to the end does so by itself. */
  close(): Promise<void>;
};

/** Characters looked at for the header and the sample. */
const headLength = 131_072;

/**
 * Opens delimited text that arrives as bytes. The error is for files that hold nothing to read: empty, not text,
 * unreadable from the first byte.
 */
export async function openCsv(bytes: AsyncIterable<Uint8Array>): Promise<Result<OpenedCsv, Problem>> {
  const decoding = createTextDecoding();
  const source = textOf(bytes, decoding);
  const pieces: string[] = [];
  let length = 0;
  while (length < headLength && !source.ended()) {
    const piece = await source.next();
    pieces.push(piece);
    length += piece.length;
  }
  const head = pieces.join("");
  const trouble = source.trouble();
  if (head.trim() === "") {
    await source.close();
    return err(trouble ?? problem("empty-file", "The file is empty.", { fix: "Export it again and import that." }));
  }
  const whole = source.ended() && trouble === undefined;
  return ok({
    candidates: findHeaders(head, whole),
    read: (header) => itemsBehind(header, head, source),
    notes: () => notesOn(decoding),
    brokenOff: () => source.trouble(),
    close: () => source.close(),
  });
}

type TextSource = {
  next(): Promise<string>;
  ended(): boolean;
  trouble(): Problem | undefined;
  close(): Promise<void>;
};

/** Text piece by piece; a problem on the way ends it and is kept. */
function textOf(bytes: AsyncIterable<Uint8Array>, decoding: TextDecoding): TextSource {
  const iterator = bytes[Symbol.asyncIterator]();
  let ended = false;
  let trouble: Problem | undefined;
  const end = (cause: unknown): void => {
    ended = true;
    if (!(cause instanceof ProblemError)) throw cause;
    trouble = cause.problem;
  };
  const decoded = (decode: () => string): string => {
    try {
      return decode();
    } catch (cause) {
      end(cause);
      return "";
    }
  };
  const next = async (): Promise<string> => {
    let step: IteratorResult<Uint8Array> | undefined;
    try {
      step = await iterator.next();
    } catch (cause) {
      end(cause);
    }
    if (step && !step.done) return decoded(() => decoding.push(step.value));
    ended = true;
    return decoded(() => decoding.end());
  };
  const close = async (): Promise<void> => {
    await iterator.return?.();
  };
  return { next, ended: () => ended, trouble: () => trouble, close };
}

async function* itemsBehind(
  header: HeaderCandidate,
  head: string,
  source: TextSource,
): AsyncGenerator<readonly CsvItem[], void, undefined> {
  const splitter = createRecordSplitter(header.delimiter);
  const judged = (items: CsvItem[]): CsvItem[] => items.map((item) => judge(item, header.cells));
  try {
    yield judged(splitter.push(head).filter((item) => item.line > header.lineTo));
    while (!source.ended()) yield judged(splitter.push(await source.next()));
    yield judged(splitter.end(source.trouble() === undefined).filter((item) => item.line > header.lineTo));
  } finally {
    await source.close();
  }
}

/** Refuses records wider than the header, and tells a repeated header (files put one behind the other) from data. */
function judge(item: CsvItem, header: readonly string[]): CsvItem {
  if (item.kind !== "record") return item;
  const { cells, line, lineTo } = item;
  if (header.every((name, i) => cells[i]?.trim() === name)) return { kind: "not-data", line, what: "header" };
  if (cells.length <= header.length) return item;
  const filled = cells.findLastIndex((cell) => cell.trim() !== "") + 1;
  if (filled <= header.length) return item;
  const reason = `it has ${filled} cells but the header has ${header.length}; a cell with a separator or a line end in it needs quotes`;
  return { kind: "refused", line, lineTo, reason };
}

function notesOn(decoding: TextDecoding): string[] {
  const notes: string[] = [];
  const encoding = decoding.encoding();
  if (encoding === "windows-1252") notes.push("The file is not UTF-8; it was read as Windows-1252.");
  if (encoding.startsWith("utf-16")) notes.push("The file is UTF-16; it was read as such.");
  if (decoding.damaged()) notes.push("Some characters of the file are damaged and show as \ufffd.");
  return notes;
}
