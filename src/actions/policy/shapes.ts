import { nearest } from "../../base/nearest.ts";
import { parseDay } from "../../domain/time/day.ts";
import { type Located, type LocatedMap, refuse } from "./read-yaml.ts";

/** Refuses what stands at this place of a rule file. */
export function wrong(at: Located, what: string, fix?: string): never {
  return refuse(at.path, at.line, what, fix);
}

/** A mapping whose names are all among `allowed`. */
export function mapOf(at: Located, what: string, allowed: readonly string[]): LocatedMap {
  const map = anyMap(at, what);
  for (const [name, value] of map) {
    if (!allowed.includes(name)) wrong(value, `"${name.slice(0, 60)}" is not a field of ${what}`, meant(name, allowed));
  }
  return map;
}

/** A mapping with any names. */
export function anyMap(at: Located, what: string): LocatedMap {
  return at.value instanceof Map ? at.value : wrong(at, `${what} must be a mapping of names to values`);
}

/** What a mapping holds under a name. */
export function must(map: LocatedMap, name: string, at: Located, what: string): Located {
  return map.get(name) ?? wrong(at, `${what} has no "${name}"`);
}

export function listOf(at: Located, what: string): readonly Located[] {
  return Array.isArray(at.value) ? at.value : wrong(at, `${what} must be a list`);
}

/** Text that is not empty. Numbers that look like codes have to stand in quotes. */
export function textOf(at: Located, what: string): string {
  if (typeof at.value === "number") wrong(at, `${what} must be a text`, "Write it in quotes.");
  if (typeof at.value !== "string" || at.value.trim() === "") wrong(at, `${what} must be a text`);
  return at.value.trim();
}

/** A list of at least one text, none of them twice. */
export function textsOf(at: Located, what: string): readonly string[] {
  const items = listOf(at, what);
  if (items.length === 0) wrong(at, `${what} is empty`);
  const seen = new Set<string>();
  for (const item of items) {
    const text = textOf(item, `an entry of ${what}`);
    if (seen.has(text)) wrong(item, `${what} names "${text.slice(0, 60)}" twice`);
    seen.add(text);
  }
  return [...seen];
}

export function numberOf(at: Located, what: string): number {
  return typeof at.value === "number" ? at.value : wrong(at, `${what} must be a whole number`);
}

export function flagOf(at: Located, what: string): boolean {
  return typeof at.value === "boolean" ? at.value : wrong(at, `${what} must be true or false`);
}

/** One of a few words. */
export function oneOf<T extends string>(at: Located, what: string, words: readonly T[]): T {
  const text = textOf(at, what);
  return words.find((word) => word === text) ?? wrong(at, `${what} must be one of ${words.join(", ")}`);
}

/** A real date written YYYY-MM-DD. */
export function dayOf(at: Located, what: string): string {
  const text = textOf(at, what);
  return parseDay(text) === undefined ? wrong(at, `${what} must be a real date written YYYY-MM-DD`) : text;
}

/** "Did you mean …?" for a name that is close to a known one. */
export function meant(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  return near ? `Did you mean "${near}"?` : "";
}
