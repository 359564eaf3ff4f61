import type { ReactNode } from "react";
import { type Interval, IntervalShape, shareIn, spanOf } from "./interval-bar.tsx";

export type IntervalsRow = Interval & {
  readonly id: string;
  readonly name: ReactNode;
  /** "Acts by itself · 412 carts" */
  readonly note?: ReactNode;
  /** The middle as it is shown: `+212`. */
  readonly value: ReactNode;
  /** The band crosses zero, or too little is known: drawn in grey. */
  readonly unsure?: boolean;
  /** "212, between 88 and 340" */
  readonly sentence: string;
};

export type IntervalsProps = {
  readonly name: string;
  readonly rows: readonly IntervalsRow[];
  /** Values named on the axis, with their text. */
  readonly ticks: readonly { readonly value: string; readonly text: string }[];
};

/** What each kind brought, on one scale with a common zero line. */
export function Intervals({ name, rows, ticks }: IntervalsProps) {
  const span = spanOf(rows);
  const at = (value: string): number => shareIn(span, value);
  return (
    <figure aria-label={name}>
      <ul className="intervals">
        {rows.map((row) => (
          <li key={row.id}>
            <span>
              <span className="intervals-name">{row.name}</span>
              {row.note && <span className="intervals-note">{row.note}</span>}
            </span>
            <span className="interval" role="img" aria-label={row.sentence} data-unsure={row.unsure || undefined}>
              <svg aria-hidden="true">
                <IntervalShape
                  low={at(row.low)}
                  middle={at(row.middle)}
                  high={at(row.high)}
                  zero={at("0")}
                  mid={14}
                  dashed
                />
              </svg>
            </span>
            <span className="intervals-value">{row.value}</span>
          </li>
        ))}
      </ul>
      <div className="intervals-axis" aria-hidden="true">
        <span>
          {ticks.map(({ value, text }) => (
            <span key={value} className="interval-label" style={{ left: `${at(value)}%` }}>
              {text}
            </span>
          ))}
        </span>
      </div>
    </figure>
  );
}
