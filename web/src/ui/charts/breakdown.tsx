import type { ReactNode } from "react";
import { forDrawing } from "../../lib/format/decimal.ts";
import { Link } from "../../lib/route/link.tsx";
import { Meter } from "../meter.tsx";
import { Tile } from "../tile.tsx";
import "./charts.css";

export type BreakdownRow = {
  readonly id: string;
  readonly name: string;
  /** Mark and words beside the name. */
  readonly note?: ReactNode;
  /** The amount as it is shown, and as decimal text for the bar. */
  readonly amount: ReactNode;
  readonly value: string;
  readonly series?: 1 | 2 | 3 | 4 | 5;
  readonly to?: string;
};

/** What each platform, stream or product gave, with a bar from zero. No shares in percent. */
export function Breakdown({ name, rows }: { readonly name: string; readonly rows: readonly BreakdownRow[] }) {
  const top = Math.max(...rows.map(({ value }) => forDrawing(value)), 0) || 1;
  return (
    <ul className="breakdown" aria-label={name}>
      {rows.map((row) => {
        const inside = (
          <>
            <Tile name={row.name} series={row.series} />
            <span className="breakdown-name">
              {row.name} {row.note}
            </span>
            <span className="breakdown-amount num">{row.amount}</span>
            <Meter share={forDrawing(row.value) / top} series={row.series} size="thin" />
          </>
        );
        return (
          <li key={row.id}>
            {row.to ? (
              <Link className="breakdown-row" to={row.to}>
                {inside}
              </Link>
            ) : (
              <div className="breakdown-row">{inside}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
