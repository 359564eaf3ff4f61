import type { Plain } from "./log-value.ts";

/** An event whose texts have been redacted. */
export type PlainEvent = {
  readonly level: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly fields: Readonly<Record<string, Plain>>;
  readonly sentence: string;
};

/** One event for a person at a terminal: `14:31:02 warn  The sentence. name=value …` and a newline. */
export function plainLine(event: PlainEvent): string {
  const fields = Object.entries(event.fields).map(([name, value]) => ` ${printable(name)}=${shown(value)}`);
  const level = event.level.padEnd(5);
  return `${event.time.slice(11, 19)} ${level} ${printable(event.sentence)}${fields.join("")}\n`;
}

function shown(value: Plain): string {
  if (typeof value === "string" && /^[^\s"=]+$/.test(value)) return printable(value);
  // A stack trace belongs into the file; at the terminal the sentence and the error's message are enough.
  return printable(JSON.stringify(value, (name, inner) => (name === "stack" ? undefined : inner)));
}

/** Control characters, line separators and bidirectional marks: what could move the cursor or fake a line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unprintable = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** The text with every character that is not plain text written as `\u001b`. */
export function printable(text: string): string {
  return text.replace(unprintable, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
