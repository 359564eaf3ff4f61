import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { limits } from "../../base/limits.ts";
import { type CsvItem, type Delimiter, delimiters } from "./csv-item.ts";
import { createRecordSplitter } from "./record-splitter.ts";

/** Cuts text that arrives in the given pieces; `whole` as in `end`. */
const split = (pieces: readonly string[], delimiter: Delimiter = ",", whole = true): CsvItem[] => {
  const splitter = createRecordSplitter(delimiter);
  return [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end(whole)];
};

const cellsOf = (items: readonly CsvItem[]): string[][] =>
  items.filter((item) => item.kind === "record").map((item) => [...item.cells]);

const told = (items: readonly CsvItem[]): string[] =>
  items.map((item) => {
    if (item.kind === "record") return `${item.line}-${item.lineTo} ${JSON.stringify(item.cells)}`;
    return item.kind === "refused"
      ? `${item.line}-${item.lineTo} refused: ${item.reason}`
      : `${item.line} ${item.what}`;
  });

const cell = fc
  .oneof(
    fc.string({ maxLength: 6 }),
    fc.constantFrom(
      "",
      " ",
      '"',
      '""',
      "a,b",
      "x;y",
      "p|q",
      "a\tb",
      "line\nend",
      "cr\r\nlf",
      "\r",
      '"quoted"',
      "ä€😀",
      "\ufeff",
      ' "x',
    ),
  )
  .map((text) => text.replaceAll("\0", ""));
const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 });
const filled = (rows: readonly (readonly string[])[]) => rows.filter((row) => row.some((text) => text.trim() !== ""));

/** Writes as RFC 4180 says; `always` quotes every cell, else only those that need it. */
const write = (rows: readonly (readonly string[])[], delimiter: string, lineEnd: string, always: boolean): string => {
  const one = (text: string): string =>
    always || /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
  return rows.map((row) => row.map(one).join(delimiter) + lineEnd).join("");
};

/** Cuts text at arbitrary places. */
const pieces = (text: string, cuts: readonly number[]): string[] => {
  const at = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
  return [0, ...at].map((from, i) => text.slice(from, at[i] ?? text.length));
};
const cuts = fc.array(fc.nat(), { maxLength: 12 });

describe("cutting text into records", () => {
  it("reads any table back, whatever separates and quotes it", () => {
    const style = fc.record({
      delimiter: fc.constantFrom(...delimiters),
      lineEnd: fc.constantFrom("\n", "\r\n", "\r"),
      always: fc.boolean(),
    });
    fc.assert(
      fc.property(table, style, (rows, { delimiter, lineEnd, always }) => {
        const items = split([write(rows, delimiter, lineEnd, always)], delimiter);
        expect(cellsOf(items)).toEqual(filled(rows));
        expect(items.some((item) => item.kind === "refused")).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it("makes the same of any text however it is cut into pieces", () => {
    const wild = fc.array(fc.constantFrom("a", "b c", '"', '""', ",", ";", "\n", "\r\n", "\r", " ", "\t", "\0", "é"), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(wild, cuts, fc.boolean(), (parts, where, whole) => {
        const text = parts.join("");
        expect(split(pieces(text, where), ",", whole)).toEqual(split([text], ",", whole));
      }),
      { numRuns: 500 },
    );
  });

  it("agrees with another reader on every well-formed table", () => {
    fc.assert(
      fc.property(table, fc.boolean(), (rows, always) => {
        const text = write(rows, ",", "\n", always);
        const theirs: string[][] = parse(text, {
          relax_column_count: true,
          relax_quotes: true,
          record_delimiter: "\n",
        });
        expect(cellsOf(split([text]))).toEqual(filled(theirs));
      }),
      { numRuns: 200 },
    );
  });

  it("gives each record the lines it stands on, also behind quoted line ends of every kind", () => {
    const text = 'a,b\r\n"x\r\ny\nz",1\r\n\r\n"p\rq",2\nlast,3';
    expect(told(split([text]))).toEqual([
      '1-1 ["a","b"]',
      '2-4 ["x\\r\\ny\\nz","1"]',
      "5 blank",
      '6-7 ["p\\rq","2"]',
      '8-8 ["last","3"]',
    ]);
  });

  it("takes mixed line ends in one file as they come", () => {
    expect(cellsOf(split(["a,b\r\nc,d\ne,f\rg,h"]))).toEqual([
      ["a", "b"],
      ["c", "d"],
      ["e", "f"],
      ["g", "h"],
    ]);
  });

  it("ignores spaces around quotes and keeps quotes inside unquoted text", () => {
    expect(cellsOf(split(['a, "b,c" ,d\n5" disk,x"y,  z \n']))).toEqual([
      ["a", "b,c", "d"],
      ['5" disk', 'x"y', "  z "],
    ]);
  });

  it("calls a row without a filled cell blank", () => {
    expect(told(split(["a,b\n,,\n  \n \t, \nc,d"]))).toEqual([
      '1-1 ["a","b"]',
      "2 blank",
      "3 blank",
      "4 blank",
      '5-5 ["c","d"]',
    ]);
  });

  it("finds nothing in nothing", () => {
    expect(split([])).toEqual([]);
    expect(split(["", ""])).toEqual([]);
  });

  it("refuses only the record whose quotes are broken and reads on at the next line", () => {
    expect(told(split(['a,b\n"x"y,1\n"p" "q",2\nc,d\n']))).toEqual([
      '1-1 ["a","b"]',
      "2-2 refused: text follows a closing quote (the quote was opened on line 2)",
      "3-3 refused: text follows a closing quote (the quote was opened on line 3)",
      '4-4 ["c","d"]',
    ]);
  });

  it("names the line where a quote was opened that is never closed, and loses nothing before it", () => {
    expect(told(split(['a,b\nc,d\n1,"open\ne,f\n']))).toEqual([
      '1-1 ["a","b"]',
      '2-2 ["c","d"]',
      "3-5 refused: a quote opened on line 3 is never closed, so the rows from there to the end cannot be told apart",
    ]);
  });

  it("refuses the row in which a broken-off file ends, but no complete one", () => {
    expect(told(split(["a,b\nc,1"], ",", false))).toEqual([
      '1-1 ["a","b"]',
      "2-2 refused: the file breaks off in the middle of this row",
    ]);
    expect(told(split(["a,b\n"], ",", false))).toEqual(['1-1 ["a","b"]']);
  });

  it("refuses a record beyond its bound without keeping it, in one piece or many, and reads on", () => {
    const long = "x".repeat(limits.csvRecordBytesMax * 1.5);
    const quotedLong = `"${"y\n".repeat(limits.csvRecordBytesMax)}",z`;
    const text = `a,b\n${long},1\nc,d\n${quotedLong}\ne,f\n`;
    const lines = limits.csvRecordBytesMax;
    const expected = ["1-1", "2-2 refused", "3-3", `4-${4 + lines} refused`, `${5 + lines}-${5 + lines}`];
    for (const items of [
      split([text]),
      split(pieces(text, [70_000, 500_000, 1_100_000, 1_300_000, 2_000_000, 2_900_000, 3_000_000])),
    ]) {
      expect(told(items).map((line) => /^\S+( refused)?/.exec(line)?.[0])).toEqual(expected);
      expect(told(items)[1]).toContain("it is longer than 1048576 characters");
    }
  });

  it("refuses records with too many cells or NUL characters", () => {
    const wide = ",".repeat(limits.csvColumnsMax);
    expect(told(split([`a,b\n1${wide}\nc,\0d\ne,f\n`]))).toEqual([
      '1-1 ["a","b"]',
      "2-2 refused: it has more than 1000 cells",
      "3-3 refused: it holds a NUL character, which text does not have",
      '4-4 ["e","f"]',
    ]);
  });
});
