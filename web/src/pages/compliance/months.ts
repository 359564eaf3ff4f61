import { dayKey, type Here, month } from "../../lib/format/time.ts";

/** One month as its first and last day, and how it is written. */
export type Month = { readonly id: string; readonly from: string; readonly to: string; readonly text: string };

const shown = 13;

/** This month and the twelve before, the newest first; this one ends today. */
export function monthsUntil(here: Here): readonly Month[] {
  const today = dayKey(here.now, here.zone);
  const year = Number(today.slice(0, 4));
  const current = Number(today.slice(5, 7)) - 1;
  return Array.from({ length: shown }, (_, back) => {
    const first = new Date(Date.UTC(year, current - back, 1));
    const last = new Date(Date.UTC(year, current - back + 1, 0));
    const id = first.toISOString().slice(0, 7);
    // The middle of a month is in that month in every zone.
    const text = month(first.getTime() + 14 * 86_400_000, here);
    return { id, from: `${id}-01`, to: back === 0 ? today : last.toISOString().slice(0, 10), text };
  });
}
