/**
 * The elements of the array that stands in a JSON object's member `name`, each exactly as it is written: what is kept
 * as evidence is the platform's own text, not our copy of its meaning. `text` must be valid JSON; undefined when it is
 * no object or the member no array.
 */
export function elementsOf(text: string, name: string): readonly string[] | undefined {
  const member = memberOf(text, name);
  if (member === undefined || !member.startsWith("[")) return undefined;
  const out: string[] = [];
  let at = skipSpace(member, 1);
  while (at < member.length && member[at] !== "]") {
    const end = endOfValue(member, at);
    out.push(member.slice(at, end));
    at = skipSpace(member, end);
    if (member[at] === ",") at = skipSpace(member, at + 1);
  }
  return out;
}

/** The value of a JSON object's member `name` as it is written; the last one where the name repeats, as readers do. */
export function memberOf(text: string, name: string): string | undefined {
  let at = skipSpace(text, 0);
  if (text[at] !== "{") return undefined;
  let found: string | undefined;
  at = skipSpace(text, at + 1);
  while (at < text.length && text[at] !== "}") {
    const keyEnd = endOfValue(text, at);
    const key: unknown = JSON.parse(text.slice(at, keyEnd));
    const start = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const end = endOfValue(text, start);
    if (key === name) found = text.slice(start, end);
    at = skipSpace(text, end);
    if (text[at] === ",") at = skipSpace(text, at + 1);
  }
  return found;
}

/** What a look over valid JSON text tells before it is read. */
export type Survey = {
  /** How deep objects and arrays lie in each other: 0 for a plain value. */
  readonly depth: number;
  /** Whether JavaScript would write each of its numbers as it stands there, so that nothing is lost by reading it. */
  readonly plainNumbers: boolean;
};

/** Looks over JSON text once. */
export function surveyOf(text: string): Survey {
  let depth = 0;
  let deepest = 0;
  let plainNumbers = true;
  for (let at = 0; at < text.length; ) {
    const sign = text.charCodeAt(at);
    if (sign === quote) {
      at = endOfText(text, at);
      continue;
    }
    if (isNumeral(sign)) {
      const end = endOfPlain(text, at);
      plainNumbers &&= plainNumber.test(text.slice(at, end));
      at = end;
      continue;
    }
    if (isOpening(sign)) deepest = Math.max(deepest, ++depth);
    else if (isClosing(sign)) depth--;
    at++;
  }
  return { depth: deepest, plainNumbers };
}

/** Whole numbers of up to 15 digits, and decimals that a float holds and writes back without an exponent; never "-0". */
const plainNumber = /^(?:0|-?[1-9][0-9]{0,14}|-?(?:0|[1-9][0-9]{0,8})\.[0-9]{0,5}[1-9])$/;

const quote = 0x22;
const backslash = 0x5c;

/** "{" or "[" */
function isOpening(sign: number): boolean {
  return sign === 0x7b || sign === 0x5b;
}

/** "}" or "]" */
function isClosing(sign: number): boolean {
  return sign === 0x7d || sign === 0x5d;
}

/** A digit or "-" */
function isNumeral(sign: number): boolean {
  return (sign >= 0x30 && sign <= 0x39) || sign === 0x2d;
}

function isSpace(sign: number): boolean {
  return sign === 0x20 || (sign >= 0x09 && sign <= 0x0d);
}

/** Where the value that begins at `start` ends. */
function endOfValue(text: string, start: number): number {
  const first = text.charCodeAt(start);
  if (first === quote) return endOfText(text, start);
  if (!isOpening(first)) return endOfPlain(text, start);
  let depth = 0;
  for (let at = start; at < text.length; ) {
    const sign = text.charCodeAt(at);
    if (sign === quote) {
      at = endOfText(text, at);
      continue;
    }
    at++;
    if (isOpening(sign)) depth++;
    else if (isClosing(sign) && --depth === 0) return at;
  }
  return text.length;
}

/** A quotation mark ends a text unless an odd number of backslashes stands before it. */
function endOfText(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let before = at - 1;
    while (text.charCodeAt(before) === backslash) before--;
    if ((at - before) % 2 === 1) return at + 1;
  }
  return text.length;
}

function endOfPlain(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    const sign = text.charCodeAt(at);
    // A comma ends it, and so does what encloses it.
    if (sign === 0x2c || isClosing(sign) || isSpace(sign)) break;
    at++;
  }
  return at;
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (isSpace(text.charCodeAt(at))) at++;
  return at;
}
