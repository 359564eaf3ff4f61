import type { CSSProperties } from "react";
import "./charts.css";

export type CohortCell = {
  readonly id: string;
  /** As shown: `12` or `8%`. */
  readonly text: string;
  /** 0 to 1, how deep the tint is. */
  readonly depth: number;
  /** The month is not over, or something of it is not read: outlined dashed. */
  readonly partial?: boolean;
};

export type CohortsProps = {
  readonly name: string;
  /** "First bought", then how many months later. */
  readonly columns: readonly string[];
  readonly rows: readonly { readonly id: string; readonly name: string; readonly cells: readonly CohortCell[] }[];
};

/** Who came back: a number in each cell, a tint of one hue behind it. */
export function Cohorts({ name, columns, rows }: CohortsProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <figure className="cohorts" aria-label={name} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.name}</th>
              {row.cells.map((cell) => (
                <td key={cell.id} data-partial={cell.partial || undefined} style={tint(cell.depth)}>
                  {cell.text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

/** At most 44 %: the numbers keep their contrast on it. */
function tint(depth: number): CSSProperties {
  const style: Record<`--${string}`, string> = { "--tint": `${Math.round(Math.min(1, Math.max(0, depth)) * 44)}%` };
  return style;
}
