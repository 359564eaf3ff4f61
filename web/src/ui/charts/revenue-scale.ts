import { forDrawing } from "../../lib/format/decimal.ts";

export type RevenuePoint = {
  readonly id: string;
  /** The day in words. */
  readonly label: string;
  /** Earned up to and with this day, decimal text. */
  readonly total: string;
  /** `partial`: the day is not over. `least`: some source has not been read to its end. */
  readonly state?: "whole" | "partial" | "least";
};

export type ForecastPoint = {
  readonly id: string;
  readonly label: string;
  readonly middle: string;
  readonly low: string;
  readonly high: string;
};

export type RevenueData = {
  readonly past: readonly RevenuePoint[];
  readonly forecast?: readonly ForecastPoint[];
  readonly target?: string | undefined;
};

export type Scale = { x(index: number): number; y(value: string): number };

/** Zero at the foot, a little air above the highest; days at equal steps from left to right. */
export function scaleOf({ past, forecast = [], target }: RevenueData): Scale {
  const values = [
    ...past.map(({ total }) => forDrawing(total)),
    ...forecast.map(({ high }) => forDrawing(high)),
    ...(target === undefined ? [] : [forDrawing(target)]),
  ];
  const top = Math.max(1, ...values) * 1.08;
  const low = Math.min(0, ...values);
  const count = Math.max(1, past.length + forecast.length - 1);
  const round = (value: number): number => Math.round(value * 100) / 100;
  return {
    x: (index) => round((index / count) * 100),
    y: (value) => round(100 - ((forDrawing(value) - low) / (top - low)) * 100),
  };
}

/** Stretches of the line: solid between whole days, dashed where either end is a day that is not over. */
export function stretches(past: readonly RevenuePoint[], { x, y }: Scale): readonly { d: string; partial: boolean }[] {
  const found: { d: string; partial: boolean }[] = [];
  past.forEach((point, at) => {
    const before = past[at - 1];
    if (!before) return;
    const partial = point.state === "partial" || before.state === "partial";
    const last = found.at(-1);
    const to = `L${x(at)},${y(point.total)}`;
    if (last?.partial === partial) last.d += to;
    else found.push({ d: `M${x(at - 1)},${y(before.total)}${to}`, partial });
  });
  return found;
}
