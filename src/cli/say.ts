import { jsonText } from "../audit/program-text.ts";
import { printable } from "../base/log-plain.ts";
import type { Problem } from "../base/problem.ts";
import type { Output } from "./context.ts";

/** One problem as a person reads it: what happened, what was kept, what to do. */
export function problemText(found: Problem): string {
  return printable([found.sentence, found.kept, found.fix].filter((part) => part).join(" "));
}

/** Writes one line of text; what moves a cursor or fakes a line is shown, not obeyed. */
export function sayLine(output: Output, text: string): void {
  output.write(`${printable(text)}\n`);
}

/** C1 controls and direction marks that JSON leaves as they are, but a terminal would obey. */
const unruly = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Writes a value as indented JSON. Bigints become decimal text, bytes hex; absent members are left out. */
export function sayJson(output: Output, value: unknown): void {
  output.write(`${jsonText(value).replace(unruly, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`)}\n`);
}
