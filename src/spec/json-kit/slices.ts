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

/** How deep objects and arrays lie in each other in valid JSON text: 0 for a plain value. */
export function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === '"') at = endOfText(text, at) - 1;
    else if (sign === "{" || sign === "[") deepest = Math.max(deepest, ++depth);
    else if (sign === "}" || sign === "]") depth--;
  }
  return deepest;
}

/** Where the value that begins at `start` ends. */
function endOfValue(text: string, start: number): number {
  if (text[start] === '"') return endOfText(text, start);
  if (text[start] !== "{" && text[start] !== "[") return endOfPlain(text, start);
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const sign = text[at];
    if (sign === '"') at = endOfText(text, at) - 1;
    else if (sign === "{" || sign === "[") depth++;
    else if ((sign === "}" || sign === "]") && --depth === 0) return at + 1;
  }
  return text.length;
}

function endOfText(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

function endOfPlain(text: string, start: number): number {
  let at = start;
  while (at < text.length && !/[\s,\]}]/.test(text[at] ?? "")) at++;
  return at;
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && /\s/.test(text[at] ?? "")) at++;
  return at;
}
