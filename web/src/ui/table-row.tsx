import type { CSSProperties, Ref } from "react";
import { Link } from "../lib/route/link.tsx";
import type { Column } from "./table.tsx";

export type TableRowProps<R> = {
  readonly row: R;
  readonly columns: readonly Column<R>[];
  readonly to?: string | undefined;
  readonly isSelected?: boolean | undefined;
  /** Its place among all rows, for long tables. */
  readonly index?: number;
  readonly style?: CSSProperties;
  readonly ref?: Ref<HTMLDivElement>;
};

/** One row. With `to`, the whole row opens, and the first cell is the link that says what. */
export function TableRow<R>({ row, columns, to, isSelected, index, style, ref }: TableRowProps<R>) {
  return (
    <div
      ref={ref}
      className="table-row"
      role="row"
      data-index={index}
      data-opens={to === undefined ? undefined : true}
      aria-rowindex={index === undefined ? undefined : index + 2}
      aria-selected={isSelected}
      style={style}
    >
      {columns.map(({ id, cell, right, wideOnly }, at) => (
        <span key={id} role="cell" data-right={right || undefined} data-wide={wideOnly || undefined}>
          {at === 0 && to !== undefined ? (
            <Link to={to} className="table-link" data-row>
              {cell(row)}
            </Link>
          ) : (
            cell(row)
          )}
        </span>
      ))}
    </div>
  );
}
