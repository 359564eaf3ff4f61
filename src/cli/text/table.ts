import { printable } from "../../base/log-plain.ts";
import type { Paint } from "./paint.ts";
import { cut, displayWidth, pad } from "./width.ts";

export type Column = {
  readonly title: string;
  readonly align?: "left" | "right";
  /** May be cut to fit the line: names may, amounts and ids never. */
  readonly mayShrink?: boolean;
};

const gap = "  ";
const narrowest = 12;

/**
 * Rows in aligned columns, each line ending in a newline. Columns that may shrink do so until a line fits `width`.
 * Everything in a cell is shown as plain text, whatever it holds.
 */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
  paint: Paint,
): string {
  const cells = rows.map((row) => columns.map((_, i) => printable(row[i] ?? "")));
  const natural = columns.map((column, i) =>
    Math.max(displayWidth(column.title), ...cells.map((row) => displayWidth(row[i] ?? ""))),
  );
  const widths = fitted(columns, natural, width);
  const line = (row: readonly string[]): string =>
    columns
      .map((column, i) => {
        const room = widths[i] ?? 0;
        const text = row[i] ?? "";
        const last = i === columns.length - 1 && column.align !== "right";
        const shown = column.mayShrink ? cut(text, room) : text;
        return last ? shown : pad(shown, room, column.align ?? "left");
      })
      .join(gap)
      .trimEnd();
  const head = columns.some((column) => column.title !== "")
    ? [paint.quiet(line(columns.map((column) => column.title)))]
    : [];
  return [...head, ...cells.map(line)].map((text) => `${text}\n`).join("");
}

function fitted(columns: readonly Column[], natural: readonly number[], width: number): number[] {
  const widths = [...natural];
  const total = (): number => widths.reduce((sum, w) => sum + w, 0) + gap.length * (columns.length - 1);
  for (;;) {
    const widest = columns
      .map((column, i) => ({ i, room: column.mayShrink ? (widths[i] ?? 0) : 0 }))
      .reduce((best, one) => (one.room > best.room ? one : best), { i: -1, room: 0 });
    if (total() <= width || widest.room <= narrowest) return widths;
    widths[widest.i] = Math.max(narrowest, widest.room - (total() - width));
  }
}
