import { err, ok, type Result } from "../../base/result.ts";
import { memberOf, surveyOf } from "./slices.ts";

/**
 * A JSON value of whose numbers no digit is lost: a number is one that JavaScript writes as it was written (`-5`, `4.6`);
 * any other (`29.10`, `1e3`, more than 15 digits) is a `Numeral`.
 */
export type Exact = null | boolean | string | number | Numeral | readonly Exact[] | ExactObject;
export type ExactObject = { readonly [name: string]: Exact };

/** A number as its source text, where that is not how JavaScript writes it. */
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
  const { depth, plainNumbers } = surveyOf(text);
  if (depth > depthMax) return err(`is nested deeper than ${depthMax} levels`);
  try {
    // Asking for each number how it was written makes reading several times slower, and few records need it.
    return ok((plainNumbers ? JSON.parse(text) : JSON.parse(text, keepNumeral)) as Exact);
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
  if (typeof value !== "number" || context?.source === undefined || context.source === String(value)) return value;
  return new Numeral(context.source);
}

/** A number's digits as they were written; undefined for what is no number. */
export function digitsOf(value: Exact | undefined): string | undefined {
  if (typeof value === "number") return String(value);
  return value instanceof Numeral ? value.source : undefined;
}

/** Whether a value is an object with members, which a list and a numeral are not. */
export function isObject(value: Exact | undefined): value is ExactObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Numeral);
}
