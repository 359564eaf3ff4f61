import type { ReactNode } from "react";
import { forDrawing } from "../../lib/format/decimal.ts";
import { Link } from "../../lib/route/link.tsx";
import "./charts.css";

export type WaterfallRow = {
  readonly id: string;
  readonly name: ReactNode;
  readonly amount: ReactNode;
  /** `kept`: what is there, from zero. `taken`: hatched, between the two. `part`: a part of what is kept, lighter. */
  readonly kind: "kept" | "taken" | "part";
  /** Ends of the bar, decimal texts. */
  readonly from: string;
  readonly till: string;
  /** Draws a line above: the sum of what stands before. */
  readonly total?: boolean;
  readonly to?: string;
};

/** From sales to you: labels left, amounts right. It is its own table. */
export function Waterfall({ name, rows }: { readonly name: string; readonly rows: readonly WaterfallRow[] }) {
  const top = Math.max(...rows.flatMap(({ from, till }) => [forDrawing(from), forDrawing(till)]), 0) || 1;
  return (
    <ul className="falls" aria-label={name}>
      {rows.map((row) => {
        const ends = [forDrawing(row.from) / top, forDrawing(row.till) / top].sort((a, b) => a - b);
        const [left = 0, right = 0] = ends.map((end) => Math.max(0, end) * 100);
        return (
          <li key={row.id} data-total={row.total || undefined}>
            <span className="falls-name">{row.name}</span>
            <svg className="falls-track" aria-hidden="true">
              {row.kind === "taken" && <Hatch />}
              <rect
                className={`falls-${row.kind}`}
                x={`${left}%`}
                width={`${Math.max(1.2, right - left)}%`}
                height="18"
                rx="4"
              />
            </svg>
            {row.to ? (
              <Link className="falls-amount" to={row.to}>
                {row.amount}
              </Link>
            ) : (
              <span className="falls-amount">{row.amount}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Hatch() {
  return (
    <defs>
      <pattern
        id="falls-hatch"
        className="falls-hatch"
        width="5"
        height="5"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width="5" height="5" />
        <line x1="0" x2="0" y1="0" y2="5" />
      </pattern>
    </defs>
  );
}
