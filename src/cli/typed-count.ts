import { wrongUse } from "./wrong-use.ts";

/** A whole number that somebody typed, from 1 to `max`. */
export function typedCount(text: string, option: string, max: number): number {
  const n = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (n >= 1 && n <= max) return n;
  return wrongUse(`${option} must be a whole number from 1 to ${max}, not "${text}".`);
}
