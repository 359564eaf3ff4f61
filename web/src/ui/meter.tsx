export type MeterProps = {
  /** 0 to 1. */
  readonly share: number;
  /** The chart colour of a platform; water without. */
  readonly series?: 1 | 2 | 3 | 4 | 5 | undefined;
  readonly size?: "thin" | "normal";
};

/** A bar that repeats an amount standing beside it. For progress use `Progress`. */
export function Meter({ share, series, size = "normal" }: MeterProps) {
  const width = `${Math.min(100, Math.max(0, share * 100)).toFixed(2)}%`;
  return (
    <span className="meter" data-series={series} data-size={size} aria-hidden="true">
      <svg>
        <title>{width}</title>
        <rect width={width} height="100%" rx="4" />
      </svg>
    </span>
  );
}
