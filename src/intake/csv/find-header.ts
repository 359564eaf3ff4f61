import { limits } from "../../base/limits.ts";
import { type Delimiter, delimiters } from "./csv-item.ts";
import { createRecordSplitter } from "./record-splitter.ts";

/** A record near the top of a file that may be its header, read with one of the delimiters. */
export type HeaderCandidate = {
  readonly delimiter: Delimiter;
  readonly line: number;
  readonly lineTo: number;
  /** The names as read, trimmed. */
  readonly cells: readonly string[];
  /** Records right behind it, for layouts whose date order or decimal mark only the values tell. */
  sample(): readonly (readonly string[])[];
};

/** Records given as a sample. */
const sampleRowsMax = 500;

const separatorHint = /^sep=([,;|\t])(?=[\r\n]|$)/i;

/**
 * Every record among the first lines that could be a header: at least two cells filled. `head` is the beginning of
 * the file, `whole` whether it is all of it. A first line `sep=;`, as Excel writes it, decides the delimiter.
 */
export function findHeaders(head: string, whole: boolean): HeaderCandidate[] {
  const hint = separatorHint.exec(head)?.[1];
  const tried = hint === undefined ? delimiters : delimiters.filter((delimiter) => delimiter === hint);
  return tried.flatMap((delimiter) => candidatesWith(delimiter, head, whole));
}

function candidatesWith(delimiter: Delimiter, head: string, whole: boolean): HeaderCandidate[] {
  const splitter = createRecordSplitter(delimiter);
  const items = splitter.push(head);
  if (whole) items.push(...splitter.end(true));
  const records = items.filter((item) => item.kind === "record");
  return records.flatMap(({ line, lineTo, cells }, i) => {
    const names = cells.map((cell) => cell.trim());
    if (line > limits.csvPreambleLinesMax + 1 || names.filter((name) => name !== "").length < 2) return [];
    const sample = () => records.slice(i + 1, i + 1 + sampleRowsMax).map((record) => record.cells);
    return [{ delimiter, line, lineTo, cells: names, sample }];
  });
}
