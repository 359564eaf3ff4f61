import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import { useWords } from "../lib/words/words.ts";
import { Icon } from "./icon.tsx";
import type { Column, Sort, TableProps } from "./table.tsx";
import { uiWords } from "./words.ts";

export function TableHead<R>({ columns, sort, onSort }: TableProps<R>) {
  return (
    <div className="table-row table-head" role="row">
      {columns.map((column) => (
        <span
          key={column.id}
          role="columnheader"
          data-right={column.right || undefined}
          data-wide={column.wideOnly || undefined}
          aria-sort={column.sortable ? (sort?.column === column.id ? sort.direction : "none") : undefined}
        >
          {column.sortable && onSort ? <SortButton column={column} sort={sort} onSort={onSort} /> : column.title}
        </span>
      ))}
    </div>
  );
}

type SortProps<R> = {
  readonly column: Column<R>;
  readonly sort: Sort | undefined;
  readonly onSort: (sort: Sort) => void;
};

function SortButton<R>({ column, sort, onSort }: SortProps<R>) {
  const w = useWords(uiWords);
  const own = sort?.column === column.id ? sort.direction : undefined;
  const arrow = own === undefined ? ChevronsUpDown : own === "ascending" ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      className="table-sort"
      title={w.sortBy(column.title)}
      onClick={() => onSort({ column: column.id, direction: own === "descending" ? "ascending" : "descending" })}
    >
      {column.title}
      <Icon of={arrow} />
    </button>
  );
}
