import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ProblemError, problem } from "../../base/problem.ts";
import type { CsvItem } from "./csv-item.ts";
import type { HeaderCandidate } from "./find-header.ts";
import { type OpenedCsv, openCsv } from "./open-csv.ts";

async function* arriving(
  pieces: readonly (string | Uint8Array)[],
  trouble?: unknown,
): AsyncGenerator<Uint8Array, void, undefined> {
  for (const piece of pieces) yield typeof piece === "string" ? Buffer.from(piece, "utf8") : piece;
  if (trouble !== undefined) throw trouble;
}

const opened = async (pieces: readonly (string | Uint8Array)[], trouble?: unknown): Promise<OpenedCsv> => {
  const result = await openCsv(arriving(pieces, trouble));
  if (!result.ok) throw new ProblemError(result.error);
  return result.value;
};

const headerIn = (csv: OpenedCsv, name: string): HeaderCandidate => {
  const found = csv.candidates.find(({ cells }) => cells.includes(name));
  if (!found) throw new Error(`no candidate has ${name}`);
  return found;
};

const all = async (csv: OpenedCsv, header: HeaderCandidate): Promise<CsvItem[]> => {
  const items: CsvItem[] = [];
  for await (const some of csv.read(header)) items.push(...some);
  return items;
};

const records = (items: readonly CsvItem[]): (readonly string[])[] =>
  items.filter((item) => item.kind === "record").map((item) => item.cells);

describe("opening a CSV file", () => {
  it("offers every record of the first lines as a header, for each delimiter", async () => {
    const csv = await opened(["Statement;for\nJan 2026\nId;Date;Total\n1;2026-01-05;3,50\n"]);
    expect(csv.candidates.map(({ delimiter, line, cells }) => [delimiter, line, cells.join("/")])).toEqual([
      [",", 4, "1;2026-01-05;3/50"],
      [";", 1, "Statement/for"],
      [";", 3, "Id/Date/Total"],
      [";", 4, "1/2026-01-05/3,50"],
    ]);
    expect(headerIn(csv, "Total").sample()).toEqual([["1", "2026-01-05", "3,50"]]);
  });

  it("gives the rows behind the header that was chosen, with their lines in the file", async () => {
    const csv = await opened(["Statement\n\n", " Id , Total\n1,", "2\n\n3,4\n"]);
    const header = headerIn(csv, "Total");
    expect(header.cells).toEqual(["Id", "Total"]);
    expect(await all(csv, header)).toEqual([
      { kind: "record", line: 4, lineTo: 4, cells: ["1", "2"] },
      { kind: "not-data", line: 5, what: "blank" },
      { kind: "record", line: 6, lineTo: 6, cells: ["3", "4"] },
    ]);
    expect(csv.notes()).toEqual([]);
    expect(csv.brokenOff()).toBeUndefined();
  });

  it("finds the header of a file that is only a header, without a line end", async () => {
    const csv = await opened(["Id,Total"]);
    expect(await all(csv, headerIn(csv, "Total"))).toEqual([]);
  });

  it("obeys Excel's sep= line", async () => {
    const csv = await opened(["sep=|\r\nId|Total\r\n1|2,5\r\n"]);
    expect(new Set(csv.candidates.map(({ delimiter }) => delimiter))).toEqual(new Set(["|"]));
    expect(records(await all(csv, headerIn(csv, "Total")))).toEqual([["1", "2,5"]]);
  });

  it("looks for a header only among the first lines", async () => {
    const csv = await opened([`${"preamble\n".repeat(60)}Id,Total\nlate,header\n1,2\n`]);
    expect(csv.candidates.map(({ line }) => line)).toEqual([61]);
  });

  it("tells a repeated header from data, and refuses rows wider than the header unless the rest is empty", async () => {
    const csv = await opened(["Id,Total\n1,2\nId, Total\n3,4,,\n5,6,7,\nshort\n"]);
    expect(await all(csv, headerIn(csv, "Total"))).toEqual([
      { kind: "record", line: 2, lineTo: 2, cells: ["1", "2"] },
      { kind: "not-data", line: 3, what: "header" },
      { kind: "record", line: 4, lineTo: 4, cells: ["3", "4", "", ""] },
      {
        kind: "refused",
        line: 5,
        lineTo: 5,
        reason: "it has 3 cells but the header has 2; a cell with a separator or a line end in it needs quotes",
      },
      { kind: "record", line: 6, lineTo: 6, cells: ["short"] },
    ]);
  });

  it("reads the same rows however the bytes arrive, also far beyond what it looks at first", async () => {
    const rows = Array.from({ length: 9_000 }, (_, i) => [String(i), i % 7 === 0 ? "zwei\nZeilen, ö" : "x"]);
    const text = `Id,Text\n${rows.map(([id, t]) => `${id},"${t}"`).join("\n")}\n`;
    const bytes = Buffer.from(text, "utf8");
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: bytes.length }), { maxLength: 30 }), async (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const csv = await opened(at.slice(1).map((to, i) => bytes.subarray(at[i], to)));
        expect(records(await all(csv, headerIn(csv, "Text")))).toEqual(rows);
      }),
      { numRuns: 8 },
    );
  });

  it("notes an unusual encoding and damaged characters", async () => {
    const notesOf = async (bytes: Uint8Array): Promise<readonly string[]> => {
      const csv = await opened([bytes]);
      await all(csv, headerIn(csv, "Date"));
      return csv.notes();
    };
    expect(await notesOf(Buffer.from("Käufer,Date\n", "latin1"))).toEqual([
      "The file is not UTF-8; it was read as Windows-1252.",
    ]);
    expect(await notesOf(Buffer.from("\ufeffBuyer,Date\n", "utf16le"))).toEqual([
      "The file is UTF-16; it was read as such.",
    ]);
    expect(await notesOf(Buffer.concat([Buffer.from("\ufeffBuyer,Date\nx,"), Uint8Array.from([0xff])]))).toEqual([
      "Some characters of the file are damaged and show as \ufffd.",
    ]);
  });

  it("keeps the rows before a trouble on the way, and says what it was", async () => {
    const trouble = new ProblemError(problem("gzip-damaged", "It is damaged."));
    for (const before of [["Id,Total\n1,2\n3,", "4"], [`Id,Total\n1,2\n${"5,6\n".repeat(60_000)}3,4`]]) {
      const csv = await opened(before, trouble);
      const items = await all(csv, headerIn(csv, "Total"));
      expect(records(items)[0]).toEqual(["1", "2"]);
      expect(items.at(-1)).toMatchObject({ kind: "refused", reason: "the file breaks off in the middle of this row" });
      expect(csv.brokenOff()?.sentence).toBe("It is damaged.");
    }
  });

  it("refuses what holds nothing to read, in one sentence", async () => {
    const sentence = async (pieces: readonly (string | Uint8Array)[], trouble?: unknown): Promise<string> => {
      const result = await openCsv(arriving(pieces, trouble));
      return result.ok ? "opened" : result.error.sentence;
    };
    expect(await sentence([])).toBe("The file is empty.");
    expect(await sentence(["\ufeff \r\n\n"])).toBe("The file is empty.");
    expect(await sentence([gzipSync("Id,Total")])).toBe("This is a gzip archive inside another one, not a CSV file.");
    expect(await sentence([], new ProblemError(problem("x", "No such file.")))).toBe("No such file.");
    expect(await sentence(["one column\nonly\n"])).toBe("opened");
  });

  it("lets bugs through as bugs", async () => {
    await expect(openCsv(arriving([], new RangeError("a bug")))).rejects.toThrow(RangeError);
  });

  it("lets go of the file when reading stops early", async () => {
    let closed = 0;
    const source = async function* (): AsyncGenerator<Uint8Array, void, undefined> {
      try {
        for (;;) yield Buffer.from("Id,Total\n1,2\n".repeat(10_000));
      } finally {
        closed += 1;
      }
    };
    const stopped = await openCsv(source());
    if (!stopped.ok) throw new Error("opens");
    for await (const _ of stopped.value.read(headerIn(stopped.value, "Total"))) break;
    expect(closed).toBe(1);
    const unread = await openCsv(source());
    if (unread.ok) await unread.value.close();
    expect(closed).toBe(2);
  });

  it("does without a way to let go where the source has none", async () => {
    const source = {
      [Symbol.asyncIterator]: () => ({ next: async () => ({ done: true as const, value: undefined }) }),
    };
    expect((await openCsv(source)).ok).toBe(false);
  });
});
