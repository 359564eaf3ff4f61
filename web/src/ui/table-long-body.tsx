import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import type { TableProps } from "./table.tsx";
import { TableRow } from "./table-row.tsx";

/** Draws only the rows in sight and a few around them; a hundred thousand scroll as easily as ten. */
export default function TableLongBody<R>(props: TableProps<R>) {
  const { columns, rows, keyOf, to, selected, rowHeight = 44, onEnd } = props;
  const body = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => body.current?.closest<HTMLElement>(".table-box") ?? null,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : keyOf(row);
    },
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rows.length - 20) onEnd?.();
  }, [last, rows.length, onEnd]);
  return (
    <div className="table-body table-virtual" role="rowgroup" ref={body} style={{ height: virtual.getTotalSize() }}>
      {shown.map(({ index, key, start }) => {
        const row = rows[index];
        return row === undefined ? null : (
          <TableRow
            key={key}
            ref={virtual.measureElement}
            row={row}
            columns={columns}
            to={to?.(row)}
            index={index}
            isSelected={selected?.has(keyOf(row))}
            style={{ transform: `translateY(${start}px)` }}
          />
        );
      })}
    </div>
  );
}
