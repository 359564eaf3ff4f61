import type { Row } from "../../spec/file-profile.ts";

/** Where the columns of one file lie, by name. Made once per file. */
export type Columns = {
  /** The index of the first column of that name (trimmed, without case), or −1. */
  indexOf(name: string): number;
};

/** Prepares the names of a header. Of two columns with one name, the first counts. */
export function columnsOf(header: readonly string[]): Columns {
  const byName = new Map<string, number>();
  header.forEach((name, i) => {
    const key = columnKey(name);
    if (!byName.has(key)) byName.set(key, i);
  });
  const asked = new Map<string, number>();
  const indexOf = (name: string): number => {
    let index = asked.get(name);
    if (index === undefined) {
      index = byName.get(columnKey(name)) ?? -1;
      asked.set(name, index);
    }
    return index;
  };
  return { indexOf };
}

function columnKey(name: string): string {
  return name.trim().toLowerCase().replace(/\s+/g, " ");
}

/** A record as profiles read it. */
export function rowOf(columns: Columns, cells: readonly string[]): Row {
  return new RowView(columns, cells);
}

class RowView implements Row {
  readonly cells: readonly string[];
  readonly #columns: Columns;

  constructor(columns: Columns, cells: readonly string[]) {
    this.#columns = columns;
    this.cells = cells;
  }

  cell(...names: readonly string[]): string {
    for (const name of names) {
      const index = this.#columns.indexOf(name);
      if (index >= 0) return this.cells[index]?.trim() ?? "";
    }
    return "";
  }

  has(...names: readonly string[]): boolean {
    return names.some((name) => this.#columns.indexOf(name) >= 0);
  }
}
