import { useWords } from "../../lib/words/words.ts";
import { uiWords } from "../words.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { ChartWalk } from "./chart-walk.tsx";
import { type RevenueData, type RevenuePoint, type Scale, scaleOf, stretches } from "./revenue-scale.ts";

export type RevenueChartProps = RevenueData & {
  /** "Earned so far 6,668 by 20 November. Likely 10,140 by 30 November, between 9,480 and 10,830. Target 10,000." */
  readonly name: string;
  /** An amount as it is written beside the chart, usually bare and whole. */
  readonly show: (value: string) => string;
  /** Which days are named below: `{ id: "2026-11-01", text: "1 Nov" }`. */
  readonly ticks: readonly { readonly id: string; readonly text: string }[];
  /** Heads of the table: day, earned, likely, from, to. */
  readonly columns: readonly [string, string, string, string, string];
};

/**
 * Earned over the month with where it is going: a solid line for whole days, dashed where a day is not over, a hatched
 * open top where the record is *at least*, one 80 % band around a dashed middle, the target dotted.
 */
export function RevenueChart({ name, past, forecast = [], target, show, ticks, columns }: RevenueChartProps) {
  const w = useWords(uiWords);
  const scale = scaleOf({ past, forecast, target });
  const ids = [...past, ...forecast].map(({ id }) => id);
  const last = past.at(-1);
  const end = forecast.at(-1);
  const places = [
    ...past.map((one, at) => ({
      id: one.id,
      x: scale.x(at),
      y: scale.y(one.total),
      text: `${one.label}: ${show(one.total)}`,
    })),
    ...forecast.map((one, at) => ({
      id: one.id,
      x: scale.x(past.length + at),
      y: scale.y(one.middle),
      text: `${one.label}: ${show(one.low)} … ${show(one.high)}`,
    })),
  ];
  const rows = [
    ...past.map(({ label, total }) => [label, show(total), "", "", ""]),
    ...forecast.map(({ label, middle, low, high }) => [label, "", show(middle), show(low), show(high)]),
  ];
  return (
    <ChartFigure name={name} columns={columns} rows={rows}>
      <div className="chart">
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          <Drawing past={past} forecast={forecast} target={target} scale={scale} />
        </svg>
        {last && (
          <span
            className="chart-now"
            data-least={last.state === "least" || undefined}
            style={{ left: `${scale.x(past.length - 1)}%`, top: `${scale.y(last.total)}%` }}
          />
        )}
        {target !== undefined && (
          <span className="chart-label" style={{ left: 0, top: `calc(${scale.y(target)}% - 20px)` }}>
            {w.target(show(target))}
          </span>
        )}
        {end && (
          <>
            <span className="chart-label chart-right chart-bound" style={{ top: `calc(${scale.y(end.high)}% - 8px)` }}>
              {show(end.high)}
            </span>
            <span className="chart-label chart-right strong" style={{ top: `${scale.y(end.middle)}%` }}>
              {show(end.middle)}
            </span>
            <span className="chart-label chart-right chart-bound" style={{ top: `calc(${scale.y(end.low)}% + 8px)` }}>
              {show(end.low)}
            </span>
          </>
        )}
        <ChartWalk name={name} places={places} />
      </div>
      <div className="chart-axis" aria-hidden="true">
        {ticks.map(({ id, text }) => {
          const x = scale.x(Math.max(0, ids.indexOf(id)));
          return (
            <span key={id} data-edge={x < 4 ? "left" : x > 96 ? "right" : undefined} style={{ left: `${x}%` }}>
              {text}
            </span>
          );
        })}
      </div>
    </ChartFigure>
  );
}

type DrawingProps = RevenueData & { readonly scale: Scale };

function Drawing({ past, forecast = [], target, scale }: DrawingProps) {
  const { x, y } = scale;
  const line = past.map(({ total }, at) => `L${x(at)},${y(total)}`).join("");
  const last = past.at(-1);
  const start = last ? [{ x: x(past.length - 1), middle: last.total, low: last.total, high: last.total }] : [];
  const fan = [...start, ...forecast.map((one, at) => ({ x: x(past.length + at), ...one }))];
  const points = (pick: "middle" | "low" | "high"): string[] => fan.map((one) => `${one.x},${y(one[pick])}`);
  return (
    <>
      <defs>
        <linearGradient id="chart-area" x1="0" y1="0" x2="0" y2="1">
          <stop className="chart-area-top" offset="0" />
          <stop className="chart-area-low" offset="1" />
        </linearGradient>
        <pattern id="chart-hatch" width="0.75" height="4" patternUnits="userSpaceOnUse">
          <path className="chart-hatch" d="M0,0V4" />
        </pattern>
      </defs>
      <path className="chart-grid" d="M0,79.2H100M0,58.3H100M0,37.5H100" />
      {target !== undefined && <path className="chart-target" d={`M0,${y(target)}H100`} />}
      {past.length > 0 && <path className="chart-area" d={`M0,100${line}L${x(past.length - 1)},100Z`} />}
      <Floors past={past} scale={scale} />
      {fan.length > 1 && (
        <>
          <polygon className="chart-band" points={[...points("high"), ...points("low").reverse()].join(" ")} />
          <polyline className="chart-middle" points={points("middle").join(" ")} />
        </>
      )}
      {stretches(past, scale).map(({ d, partial }) => (
        <path key={d} className="chart-line" data-partial={partial || undefined} d={d} />
      ))}
    </>
  );
}

/** A day that is "at least" is a floor: above it the top is open and hatched, never a line that levels off. */
function Floors({ past, scale: { x, y } }: { readonly past: readonly RevenuePoint[]; readonly scale: Scale }) {
  return past.map((point, at) => {
    const before = past[at - 1];
    if (point.state !== "least" || !before) return null;
    const [left, right] = [x(at - 1), x(at)];
    const [from, to] = [y(before.total), y(point.total)];
    return (
      <path
        key={point.id}
        className="chart-floor"
        d={`M${left},${from}L${right},${to}V${to - 16}L${left},${from - 16}Z`}
      />
    );
  });
}
