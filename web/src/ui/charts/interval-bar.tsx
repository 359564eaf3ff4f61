import { forDrawing } from "../../lib/format/decimal.ts";
import "./charts.css";

export type Interval = {
  readonly low: string;
  readonly middle: string;
  readonly high: string;
};

export type IntervalBarProps = Interval & {
  /** "Likely 46 a month, between −12 and 104" */
  readonly name: string;
  /** How an end is written: `+46`. */
  readonly show: (value: string) => string;
};

/** Ends of a common scale with room on both sides; zero is always in it. */
export function spanOf(intervals: readonly Interval[]): readonly [number, number] {
  const values = intervals.flatMap(({ low, high }) => [forDrawing(low), forDrawing(high)]);
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const room = (high - low || 1) * 0.14;
  return [low - room, high + room];
}

export const shareIn = ([low, high]: readonly [number, number], value: string): number =>
  Math.round(((forDrawing(value) - low) / (high - low)) * 10_000) / 100;

/** One uncertain gain: band, tick, zero line, ends named. */
export function IntervalBar({ name, low, middle, high, show }: IntervalBarProps) {
  const span = spanOf([{ low, middle, high }]);
  const at = (value: string): number => shareIn(span, value);
  const labels = [low, middle, high].filter(
    (value, index, all) => index === 1 || Math.abs(at(value) - at(all[1] ?? value)) > 8,
  );
  const isZeroFree = labels.every((value) => Math.abs(at(value) - at("0")) > 8);
  return (
    <div className="interval" role="img" aria-label={name}>
      <svg aria-hidden="true">
        <line className="interval-line" x1="0" x2="100%" y1="13" y2="13" />
        <IntervalShape low={at(low)} middle={at(middle)} high={at(high)} zero={at("0")} mid={13} />
      </svg>
      {isZeroFree && (
        <span className="interval-label" style={{ left: `${at("0")}%` }}>
          0
        </span>
      )}
      {labels.map((value) => (
        <span
          key={value}
          className={value === middle ? "interval-label strong" : "interval-label"}
          style={{ left: `${at(value)}%` }}
        >
          {show(value)}
        </span>
      ))}
    </div>
  );
}

type ShapeProps = {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  readonly zero: number;
  readonly mid: number;
  readonly dashed?: boolean;
};

/** All in percent of the width; `mid` in pixels from the top. */
export function IntervalShape({ low, middle, high, zero, mid, dashed = false }: ShapeProps) {
  return (
    <>
      <line
        className="interval-zero"
        data-dashed={dashed || undefined}
        x1={`${zero}%`}
        x2={`${zero}%`}
        y1={dashed ? -10 : mid - 11}
        y2={dashed ? 38 : mid + 11}
      />
      <rect className="interval-band" x={`${low}%`} width={`${high - low}%`} y={mid - 4} height="8" rx="4" />
      <svg x={`${middle}%`} overflow="visible" aria-hidden="true">
        <rect className="interval-mid" x="-1.5" width="3" y={mid - 8} height="16" rx="1.5" />
      </svg>
    </>
  );
}
