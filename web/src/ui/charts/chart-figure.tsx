import { type ReactNode, useState } from "react";
import { useWords } from "../../lib/words/words.ts";
import { uiWords } from "../words.ts";
import "./charts.css";

export type ChartFigureProps = {
  /** The chart in one sentence: what a reader should take from it. */
  readonly name: string;
  /** The heads of the table; the first is what a row is. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly children: ReactNode;
};

/** A chart and its table, one tap apart. */
export function ChartFigure({ name, columns, rows, children }: ChartFigureProps) {
  const w = useWords(uiWords);
  const [asTable, setAsTable] = useState(false);
  return (
    <figure className="chart-figure" aria-label={name}>
      {asTable ? <ChartTable columns={columns} rows={rows} /> : children}
      <div className="chart-top">
        <button type="button" className="chart-toggle" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? w.chart : w.table}
        </button>
      </div>
    </figure>
  );
}

function ChartTable({ columns, rows }: Pick<ChartFigureProps, "columns" | "rows">) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className="chart-table" tabIndex={0}>
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
            <tr key={row[0]}>
              {row.map((text, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
                <td key={at}>{text}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
