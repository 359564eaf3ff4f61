import { limits } from "../limits.ts";
import { err, ok, type Result } from "../result.ts";
import type { Failure } from "./failure.ts";
import type { Answer } from "./http.ts";

/**
 * The body of an answer as JSON. A number that JavaScript cannot hold exactly (more than 15 digits, and no whole number
 * up to 2^53) comes as the text that stood there; every other number is the one that was written. Of two members
 * with one name the later counts; a member called `__proto__` is left out.
 */
export function jsonOf(answer: Answer, title: string): Result<unknown, Failure> {
  const fail = (kind: Failure["kind"], code: string, what: string): Result<never, Failure> =>
    err({ kind, code, sentence: `${title} ${what}.`, status: answer.status });
  const text = answer.text;
  if (text.trim() === "") return fail("transient", "empty", "answered with nothing where data was expected");
  if (looksLikePage(text)) return fail("transient", "html-page", "answered with a web page where data was expected");
  const value = parsed(text);
  if (value !== undefined) {
    if (!deeper(value.json, limits.jsonDepthMax)) return ok(value.json);
    return fail("fatal", "too-deep", `answered with data more than ${limits.jsonDepthMax} levels deep`);
  }
  if (isBeginning(text)) return fail("transient", "cut-short", "answered with data that ends in the middle");
  return fail("transient", "not-json", "answered with something that is not the data expected");
}

function looksLikePage(text: string): boolean {
  return /^\uFEFF?\s*<(?:!doctype|!--|html|head|body|\?xml)/i.test(text.slice(0, 200));
}

/**
 * Numbers with many digits or an exponent, and the name of the prototype, however written. All of them are rare: what
 * only looks so within an id is no number, since none stands behind a quotation mark.
 */
const special = /(?:^|[:[,])\s*-?[\d.]*(?:[\d.]{16}|\d[eE][+-]?\d)|__proto__|\\u005f/i;

function parsed(text: string): { readonly json: unknown } | undefined {
  try {
    return { json: special.test(text) ? JSON.parse(text, exactly) : JSON.parse(text) };
  } catch {
    // Not JSON, or nested beyond what the runtime can follow: the caller looks at the text for the reason.
    return undefined;
  }
}

function exactly(this: unknown, name: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (name === "__proto__") return undefined;
  if (typeof value !== "number" || context?.source === undefined) return value;
  return isExact(value, context.source) ? value : context.source;
}

/** Fifteen digits survive the way into a double and back (IEEE 754); whole numbers do up to 2^53. */
function isExact(value: number, source: string): boolean {
  if (Number.isSafeInteger(value) && /^-?\d+$/.test(source)) return true;
  const digits = (source.split(/[eE]/)[0] ?? "").replace(/[-.]/g, "").replace(/^0+/, "").replace(/0+$/, "");
  if (digits === "") return true;
  return digits.length <= 15 && Number.isFinite(value) && Math.abs(value) > 1e-300;
}

function deeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  for (const inner of Array.isArray(value) ? value : Object.values(value)) {
    if (typeof inner === "object" && deeper(inner, levels - 1)) return true;
  }
  return false;
}

/** Whether the text may have been whole JSON once: it begins like it, and a bracket or a text is still open at its end. */
function isBeginning(text: string): boolean {
  if (!/^\uFEFF?\s*[[{"]/.test(text)) return false;
  let open = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (quoted) {
      if (letter === "\\") at += 1;
      else if (letter === '"') quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === "{" || letter === "[") open += 1;
    else if (letter === "}" || letter === "]") open -= 1;
  }
  return quoted || open > 0;
}
