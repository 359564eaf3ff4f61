import type { Answer } from "../answer.ts";
import { daySeconds, type Seconds } from "../moment.ts";
import { badRequest } from "./answer.ts";
import type { State } from "./state.ts";

/** Where a page begins: behind the row with this moment and row number. */
export type Place = { readonly at: Seconds; readonly number: number };

/** `20261112174108000000-418820331` */
export function pageKeyOf(state: State, { at, number }: Place): string {
  const digits = new Date(at * 1_000).toISOString().replace(/\D/g, "").slice(0, 14);
  return `${digits}000000-${state.ids.digitsOf(number)}`;
}

/** Reads a page key; undefined when it is none. */
export function placeOf(state: State, key: string): Place | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\d{6}-(\d{1,12})$/.exec(key);
  if (parts === null) return undefined;
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0, digits = 0] = parts.slice(1).map(Number);
  const at = Date.UTC(year, month - 1, day, hours, minutes, seconds) / 1_000;
  const number = state.ids.numberOfDigits(digits);
  return number === undefined || Number.isNaN(at) ? undefined : { at, number };
}

/** `next_page_key` and `next_page_url`: the query as it was asked, without the token, and with the key. */
export function nextPage(state: State, path: string, query: URLSearchParams, place: Place): Record<string, string> {
  const key = pageKeyOf(state, place);
  const next = new URLSearchParams(query);
  next.delete("access_token");
  next.delete("page_key");
  next.append("page_key", key);
  return { next_page_key: key, next_page_url: `${path}?${next}` };
}

/** A plain UTC day of the query as its first second; undefined when it is not given, an answer when it is none. */
export function dayParameter(query: URLSearchParams, name: string): Seconds | undefined | Answer {
  const text = query.get(name);
  if (text === null) return undefined;
  const parts = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const [year = 0, month = 0, day = 0] = parts?.slice(1).map(Number) ?? [];
  const at = Date.UTC(year, month - 1, day) / 1_000;
  const real = parts !== null && new Date(at * 1_000).getUTCDate() === day && month >= 1 && month <= 12;
  if (real) return at - (at % daySeconds);
  return badRequest(`Invalid date format provided in field '${name}'. Dates must be in the format YYYY-MM-DD.`);
}
