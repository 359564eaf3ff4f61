import { forDrawing } from "../lib/format/decimal.ts";
import "./spark-bars.css";

export type SparkBar = {
  /** A decimal text; only its height is drawn. */
  readonly value: string;
  /** The bar still grows: a week that is not over, a day at least. Drawn hatched. */
  readonly partial?: boolean;
};

export type SparkBarsProps = {
  /** The whole story in a sentence: "12 weeks; the last whole one made 212.40." */
  readonly name: string;
  readonly bars: readonly SparkBar[];
};

/** A dozen small bars in a row of a list. Zero-based; below zero hangs down. */
export function SparkBars({ name, bars }: SparkBarsProps) {
  const values = bars.map(({ value }) => forDrawing(value));
  const top = Math.max(0, ...values);
  const low = Math.min(0, ...values);
  const scale = 24 / (top - low || 1);
  return (
    <svg className="spark-bars" role="img" aria-label={name} width={bars.length * 7 - 2} height="26">
      {bars.map(({ partial }, at) => {
        const value = values[at] ?? 0;
        const height = Math.max(1, Math.abs(value) * scale);
        const y = 1 + (top - Math.max(0, value)) * scale;
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is what a bar is
        return <rect key={at} data-partial={partial || undefined} x={at * 7} y={y} width="5" height={height} rx="1" />;
      })}
    </svg>
  );
}
