import { clock, dayAndClock, dayKey, type Here } from "../../lib/format/time.ts";

/** `14:31` today, with the day otherwise: what ran in the night is told to the minute. */
export function when(moment: string | number, here: Here): string {
  const isToday = dayKey(moment, here.zone) === dayKey(here.now, here.zone);
  return isToday ? clock(moment, here) : dayAndClock(moment, here);
}
