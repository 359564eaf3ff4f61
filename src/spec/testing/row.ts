import type { FileProfile, ReadingContext, Row, RowReading } from "../file-profile.ts";

/** A row for tests: `header` names the columns, the first of equal names counts. */
export function rowOf(header: readonly string[], cells: readonly string[]): Row {
  const places = new Map<string, number>();
  header.forEach((name, i) => {
    const key = name.trim().toLowerCase();
    if (!places.has(key)) places.set(key, i);
  });
  const place = (names: readonly string[]) =>
    names.map((name) => places.get(name.trim().toLowerCase())).find((i) => i !== undefined);
  return {
    cells,
    has: (...names) => place(names) !== undefined,
    cell(...names) {
      const i = place(names);
      return i === undefined ? "" : (cells[i] ?? "").trim();
    },
  };
}

/** The records of a small, well-formed CSV text: quotes, doubled quotes, separators and newlines inside quotes. */
export function recordsOf(text: string, separator = ","): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let cell = "";
  let quoted = false;
  const input = text.replace(/^\ufeff/, "").replaceAll("\r\n", "\n");
  for (let i = 0; i < input.length; i++) {
    const c = input.charAt(i);
    if (quoted && c === '"' && input.charAt(i + 1) === '"') {
      cell += c;
      i++;
    } else if (c === '"') quoted = !quoted;
    else if (!quoted && c === separator) {
      record.push(cell);
      cell = "";
    } else if (!quoted && c === "\n") {
      records.push([...record, cell]);
      record = [];
      cell = "";
    } else cell += c;
  }
  if (cell !== "" || record.length > 0) records.push([...record, cell]);
  return records;
}

export type ReadFile = {
  /** One per data row, in order. */
  readonly rows: readonly RowReading[];
  readonly atEnd: readonly unknown[];
};

/** Reads a whole small file with a profile, as the importer would; `more` overrides what the person chose. */
export function readWith(
  profile: FileProfile,
  text: string,
  more: Partial<ReadingContext> & { separator?: string } = {},
): ReadFile {
  const records = recordsOf(text, more.separator);
  const at = records.findIndex((record) => profile.recognise(record) > 0);
  const header = records[Math.max(at, 0)] ?? [];
  const context: ReadingContext = {
    header,
    currency: undefined,
    timeZone: "UTC",
    fileName: "file.csv",
    fileHash: "5eed5eed",
    ...more,
  };
  const opened = profile.open(context);
  if (!opened.ok) throw new Error(opened.error);
  const rows = records.slice(Math.max(at, 0) + 1).map((cells) => opened.value.read(rowOf(header, cells)));
  return { rows, atEnd: opened.value.finish?.() ?? [] };
}
