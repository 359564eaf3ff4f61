import { type CSSProperties, lazy, type ReactNode, Suspense } from "react";
import { useWords } from "../lib/words/words.ts";
import { TableHead } from "./table-head.tsx";
import { TableRow } from "./table-row.tsx";
import "./table.css";
import { uiWords } from "./words.ts";

export type Column<R> = {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: R) => ReactNode;
  /** Amounts and counts. */
  readonly right?: boolean;
  /** A track of the grid: `minmax(0, 2fr)` unless it says otherwise; amounts `104px`. */
  readonly width?: string;
  /** Left away on a phone. */
  readonly wideOnly?: boolean;
  /** Has a sort button in its head. */
  readonly sortable?: boolean;
  /** What stands in the sum row. */
  readonly sum?: ReactNode;
};

export type Sort = { readonly column: string; readonly direction: "ascending" | "descending" };

export type TableProps<R> = {
  /** What the table lists, for those who do not see it. */
  readonly label: string;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly keyOf: (row: R) => string;
  /** Where a row opens, if it does; its first cell becomes the link. */
  readonly to?: (row: R) => string | undefined;
  readonly sort?: Sort;
  readonly onSort?: (sort: Sort) => void;
  readonly selected?: ReadonlySet<string>;
  /** What can be done with the selected rows. */
  readonly bar?: ReactNode;
  /** How high a row is drawn at first in a long table; it is measured then. */
  readonly rowHeight?: number;
  /** Asked when the end of a long table comes near. */
  readonly onEnd?: () => void;
  /** All rows there are, when more than are here. */
  readonly rowCount?: number;
};

/** More rows than this are drawn only where one looks. */
export const virtualAbove = 200;

const LongBody = lazy(() => import("./table-long-body.tsx")) as <R>(props: TableProps<R>) => ReactNode;

/**
 * A table of `div role=row`: browsers' scroll anchoring misjudges `<tr>`. Its head sticks, its sum row sticks, and j, k
 * and Enter work when it stands in an element with the ref of `useListKeys`.
 */
export function Table<R>(props: TableProps<R>) {
  const w = useWords(uiWords);
  const { label, columns, rows, keyOf, to, selected, bar } = props;
  const isLong = rows.length > virtualAbove;
  const hasSum = columns.some(({ sum }) => sum !== undefined);
  return (
    <>
      <div className="table-box" data-tall={isLong || undefined}>
        <div
          className="table"
          role="table"
          aria-label={label}
          aria-rowcount={props.rowCount ?? rows.length + 1}
          style={tracks(columns)}
        >
          <TableHead {...props} />
          {isLong ? (
            <Suspense>
              <LongBody {...props} />
            </Suspense>
          ) : (
            <div className="table-body" role="rowgroup">
              {rows.map((row) => (
                <TableRow
                  key={keyOf(row)}
                  row={row}
                  columns={columns}
                  to={to?.(row)}
                  isSelected={selected?.has(keyOf(row))}
                />
              ))}
            </div>
          )}
          {hasSum && (
            <div className="table-row table-foot" role="row">
              {columns.map(({ id, sum, right, wideOnly }, at) => (
                <span key={id} role="cell" data-right={right || undefined} data-wide={wideOnly || undefined}>
                  {sum ?? (at === 0 ? w.total : "")}
                </span>
              ))}
            </div>
          )}
        </div>
      </div>
      {bar && selected && selected.size > 0 && (
        <div className="table-bar" role="status">
          <span className="strong">{w.selected(selected.size)}</span>
          {bar}
        </div>
      )}
    </>
  );
}

function tracks<R>(columns: readonly Column<R>[]): CSSProperties {
  const track = ({ width, right }: Column<R>): string => width ?? (right ? "minmax(88px, auto)" : "minmax(0, 2fr)");
  const style: Record<`--${string}`, string> = {
    // Rows are grids of their own, so "auto" tracks would differ from row to row.
    "--columns": columns.map(track).map(steady).join(" "),
    "--columns-phone": columns
      .filter(({ wideOnly }) => !wideOnly)
      .map(track)
      .map(steady)
      .join(" "),
  };
  return style;
}

const steady = (track: string): string => track.replace("minmax(88px, auto)", "minmax(88px, 1fr)");
