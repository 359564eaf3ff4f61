import { limits } from "../../base/limits.ts";
import type { CsvItem, Delimiter } from "./csv-item.ts";

/**
 * Cuts text that arrives in pieces into records (RFC 4180, with any of CRLF, LF and CR as the line end, also mixed).
 * How the text is cut into pieces makes no difference. Beyond the RFC: spaces around a quoted cell are ignored, and a
 * quote inside an unquoted cell is an ordinary character. A record that breaks the rules is refused alone, and
 * reading goes on at the next line.
 */
export type RecordSplitter = {
  /** Records completed by this piece. */
  push(text: string): CsvItem[];
  /**
   * Closes the text. `whole` false means that the input broke off: the record begun is then refused, because nobody
   * can tell how it would have gone on.
   */
  end(whole: boolean): CsvItem[];
};

const inStart = 0; // at the start of a cell, perhaps after spaces
const inPlain = 1; // inside an unquoted cell
const inQuoted = 2; // inside quotes
const inClosed = 3; // right behind a quote that ends the cell or is the first of a doubled one
const inTrailing = 4; // in spaces behind a closing quote

const quote = 34;
const space = 32;
const tab = 9;
const lf = 10;
const cr = 13;

type State = {
  readonly delimiter: number;
  mode: number;
  /** The line being read, and those on which the record and its last opened quote began. */
  line: number;
  recordLine: number;
  quoteLine: number;
  afterCr: boolean;
  nulSeen: boolean;
  /** Whether any character of a record was read. */
  begun: boolean;
  cells: string[];
  columns: number;
  /** The cell's text so far, without what `from` still marks in the current piece. */
  cell: string;
  /** Characters of the record so far, without those of the current piece. */
  size: number;
  brokenQuote: boolean;
};

/** Starts cutting a new text; `delimiter` separates cells. */
export function createRecordSplitter(delimiter: Delimiter): RecordSplitter {
  const state: State = {
    delimiter: delimiter.charCodeAt(0),
    mode: inStart,
    line: 1,
    recordLine: 1,
    quoteLine: 1,
    afterCr: false,
    nulSeen: false,
    begun: false,
    cells: [],
    columns: 0,
    cell: "",
    size: 0,
    brokenQuote: false,
  };
  return { push: (text) => push(state, text), end: (whole) => end(state, whole) };
}

function push(state: State, text: string): CsvItem[] {
  const items: CsvItem[] = [];
  if (!state.nulSeen && text.includes("\0")) state.nulSeen = true;
  let recordFrom = 0;
  let from = 0;
  let i = 0;
  if (state.afterCr && text.length > 0) {
    state.afterCr = false;
    if (text.charCodeAt(0) === lf) {
      if (state.mode === inQuoted) state.line -= 1;
      else {
        i = 1;
        from = 1;
        recordFrom = 1;
      }
    }
  }
  while (i < text.length) {
    if (state.mode === inQuoted) {
      i = throughQuoted(state, text, i);
      if (i === text.length) break;
      add(state, text.slice(from, i));
      from = ++i;
      state.mode = inClosed;
      continue;
    }
    if (state.mode === inPlain) i = throughPlain(text, i, state.delimiter);
    if (i === text.length) break;
    const c = text.charCodeAt(i);
    state.begun = true;
    if (c === state.delimiter) {
      endCell(state, text, from, i);
      from = ++i;
    } else if (c === lf || c === cr) {
      endCell(state, text, from, i);
      items.push(endRecord(state, i - recordFrom));
      i += 1;
      state.line += 1;
      state.recordLine = state.line;
      if (c === cr) {
        if (i === text.length) state.afterCr = true;
        else if (text.charCodeAt(i) === lf) i += 1;
      }
      from = recordFrom = i;
    } else {
      from = stepInCell(state, c, from, i);
      i += 1;
    }
  }
  keepRest(state, text, from, recordFrom);
  return items;
}

/** Handles a character that ends neither cell nor record; returns where the cell's unkept text now begins. */
function stepInCell(state: State, c: number, from: number, i: number): number {
  const blank = c === space || c === tab;
  if (state.mode === inStart) {
    if (blank) return from;
    if (c === quote) {
      state.mode = inQuoted;
      state.quoteLine = state.line;
      state.cell = "";
      return i + 1;
    }
    state.mode = inPlain;
    return from;
  }
  if (state.mode === inClosed && c === quote) {
    state.mode = inQuoted;
    return i;
  }
  if (blank) {
    state.mode = inTrailing;
    return i + 1;
  }
  state.brokenQuote = true;
  state.mode = inPlain;
  return i;
}

/** The end of the unquoted cell that `i` is in. */
function throughPlain(text: string, i: number, delimiter: number): number {
  let at = i;
  for (; at < text.length; at += 1) {
    const c = text.charCodeAt(at);
    if (c === delimiter || c === lf || c === cr) break;
  }
  return at;
}

/** The next quote, or the end of the piece; counts the lines on the way. */
function throughQuoted(state: State, text: string, i: number): number {
  const found = text.indexOf('"', i);
  const to = found < 0 ? text.length : found;
  for (let at = i; at < to; at += 1) {
    const c = text.charCodeAt(at);
    if (c === lf) state.line += 1;
    else if (c === cr) {
      state.line += 1;
      if (at + 1 === text.length) state.afterCr = true;
      else if (text.charCodeAt(at + 1) === lf) at += 1;
    }
  }
  return to;
}

function keepRest(state: State, text: string, from: number, recordFrom: number): void {
  if (state.mode !== inTrailing) add(state, text.slice(from));
  state.size += text.length - recordFrom;
}

/** A record beyond its bound is only followed to its end, not kept. */
function add(state: State, text: string): void {
  if (state.size <= limits.csvRecordBytesMax) state.cell += text;
  else state.cell = "";
}

function endCell(state: State, text: string, from: number, to: number): void {
  const quoted = state.mode === inClosed || state.mode === inTrailing;
  state.columns += 1;
  if (state.columns <= limits.csvColumnsMax && state.size <= limits.csvRecordBytesMax) {
    if (quoted) state.cells.push(state.cell);
    else state.cells.push(state.cell === "" ? text.slice(from, to) : state.cell + text.slice(from, to));
  }
  state.cell = "";
  state.mode = inStart;
}

function endRecord(state: State, sizeHere: number): CsvItem {
  const { cells, recordLine: line, line: lineTo } = state;
  const reason = refusal(state, state.size + sizeHere);
  state.cells = [];
  state.columns = 0;
  state.size = 0;
  state.begun = false;
  state.brokenQuote = false;
  if (reason !== undefined) return { kind: "refused", line, lineTo, reason };
  if (cells.every(isBlank)) return { kind: "not-data", line, what: "blank" };
  return { kind: "record", line, lineTo, cells };
}

const isBlank = (cell: string): boolean => cell.trim() === "";

function refusal(state: State, size: number): string | undefined {
  if (size > limits.csvRecordBytesMax) {
    return `it is longer than ${limits.csvRecordBytesMax} characters, which no row of an export is; look for a quote that is opened here and not closed`;
  }
  if (state.brokenQuote) return `text follows a closing quote (the quote was opened on line ${state.quoteLine})`;
  if (state.columns > limits.csvColumnsMax) return `it has more than ${limits.csvColumnsMax} cells`;
  if (state.nulSeen && state.cells.some((cell) => cell.includes("\0")))
    return "it holds a NUL character, which text does not have";
  return undefined;
}

function end(state: State, whole: boolean): CsvItem[] {
  if (!state.begun) return [];
  if (whole && state.mode !== inQuoted) {
    endCell(state, "", 0, 0);
    return [endRecord(state, 0)];
  }
  const reason = whole
    ? `a quote opened on line ${state.quoteLine} is never closed, so the rows from there to the end cannot be told apart`
    : "the file breaks off in the middle of this row";
  return [{ kind: "refused", line: state.recordLine, lineTo: state.line, reason }];
}
