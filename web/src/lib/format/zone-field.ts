import { dayKey } from "./time.ts";

/** `2026-11-13T18:00` of a moment as the clocks of a zone show it: what the browser's date field takes. */
export function fieldText(moment: number, zone: string): string {
  const options: Intl.DateTimeFormatOptions = { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  return `${dayKey(moment, zone)}T${new Intl.DateTimeFormat("en-GB", options).format(moment)}`;
}

/** The moment of such a text in that zone; NaN of anything else. An hour that a clock skips is taken as the one after. */
export function momentOf(text: string, zone: string): number {
  const asUtc = Date.parse(`${text}Z`);
  if (Number.isNaN(asUtc)) return asUtc;
  const offsetAt = (moment: number): number => Date.parse(`${fieldText(moment, zone)}Z`) - moment;
  const whole = asUtc - (asUtc % 60_000);
  const first = whole - offsetAt(whole);
  return whole - offsetAt(first);
}
