import { type Exact, isObject, Numeral } from "./exact.ts";

/**
 * One text for all writings of the same record: members in the order of their names, without the members of the
 * record itself that are named in `without`. Equal texts say the same.
 */
export function canonicalText(value: Exact, without: ReadonlySet<string> = new Set()): string {
  if (!isObject(value)) return written(value);
  return written(Object.fromEntries(Object.entries(value).filter(([name]) => !without.has(name))));
}

function written(value: Exact): string {
  if (value instanceof Numeral) return value.source;
  if (isList(value)) return `[${value.map(written).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, inner]) => `${JSON.stringify(name)}:${written(inner)}`).join(",")}}`;
}

/** `Array.isArray` does not narrow a readonly list away. */
function isList(value: Exact): value is readonly Exact[] {
  return Array.isArray(value);
}
