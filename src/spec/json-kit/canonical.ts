import { type Exact, type ExactObject, isObject, Numeral } from "./exact.ts";

/**
 * One text for all writings of the same record: members in the order of their names, without the members of the
 * record itself that are named in `without`. Equal texts say the same.
 */
export function canonicalText(value: Exact, without: ReadonlySet<string> = none): string {
  return isObject(value) ? writtenObject(value, without) : written(value);
}

const none: ReadonlySet<string> = new Set();

function written(value: Exact): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (value instanceof Numeral) return value.source;
  if (isList(value)) return `[${value.map(written).join(",")}]`;
  return isObject(value) ? writtenObject(value, none) : String(value);
}

function writtenObject(value: ExactObject, without: ReadonlySet<string>): string {
  let text = "";
  for (const { name, begin } of inOrder(value)) {
    if (without.has(name)) continue;
    text += `${text === "" ? "" : ","}${begin}${written(value[name] ?? null)}`;
  }
  return `{${text}}`;
}

/** A member's name, and how its text begins: `"price":`. */
type Member = { readonly name: string; readonly begin: string };

/** Records of one platform have few sets of names, and thousands of records have each: their order is looked up. */
const known = new Map<string, readonly Member[]>();
const knownMax = 1_000;
const knownLengthMax = 4_000;

function inOrder(value: ExactObject): readonly Member[] {
  const names = Object.keys(value);
  const key = JSON.stringify(names);
  const found = known.get(key);
  if (found !== undefined) return found;
  const members = names.sort().map((name) => ({ name, begin: `${JSON.stringify(name)}:` }));
  if (key.length > knownLengthMax) return members;
  if (known.size >= knownMax) known.clear();
  known.set(key, members);
  return members;
}

/** `Array.isArray` does not narrow a readonly list away. */
function isList(value: Exact): value is readonly Exact[] {
  return Array.isArray(value);
}
