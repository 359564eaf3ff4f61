import { err, ok, type Result } from "../../base/result.ts";
import { depthOf, memberOf } from "./slices.ts";

/** A JSON value whose numbers are still as they were written: `29.10` is not yet a float. */
export type Exact = null | boolean | string | Numeral | readonly Exact[] | ExactObject;
export type ExactObject = { readonly [name: string]: Exact };

/** A number as its source text. */
export class Numeral {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

/** Deeper nesting than any platform's record has; readers go down it by calling themselves. */
const depthMax = 40;

/** Reads JSON text without losing a digit. The error is a clause: "is not JSON", "is nested deeper than 40 levels". */
export function parseExact(text: string): Result<Exact, string> {
  if (depthOf(text) > depthMax) return err(`is nested deeper than ${depthMax} levels`);
  try {
    return ok(JSON.parse(text, keepNumeral) as Exact);
  } catch {
    return err("is not JSON");
  }
}

/** The member `name` of an object in valid JSON text; null when it has none. */
export function exactMember(text: string, name: string): Exact {
  const read = parseExact(memberOf(text, name) ?? "null");
  return read.ok ? read.value : null;
}

/** The third argument is newer than the library's types: what the value looked like in the text. */
function keepNumeral(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === "number" ? new Numeral(context?.source ?? String(value)) : value;
}

/** Whether a value is an object with members, which a list and a numeral are not. */
export function isObject(value: Exact | undefined): value is ExactObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Numeral);
}
