import { type FileHandle, open } from "node:fs/promises";
import type { LogLevel } from "./log.ts";

/** One event as the log file holds it. */
export type LoggedLine = {
  readonly level: LogLevel;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly sentence: string;
  /** What stands beside the sentence, as JSON values; cut where it is long. */
  readonly fields: Readonly<Record<string, string>>;
};

export type TailAsked = {
  /** Only events at this level or above it. */
  readonly level: LogLevel;
  /** At most so many. */
  readonly limit: number;
};

/** However long the log is, no more than this is read of it. */
const bytesMax = 2_000_000;
const fieldCharsMax = 300;
const sentenceCharsMax = 2_000;
const order: readonly LogLevel[] = ["debug", "info", "warn", "error"];

/**
 * The newest events of a log file, the newest first; those of the file before it too, while there is room. Of a log
 * that is not there, nothing. Lines that are no events are passed over.
 */
export async function tailLog(path: string, { level, limit }: TailAsked): Promise<readonly LoggedLine[]> {
  const found: LoggedLine[] = [];
  let left = bytesMax;
  for (const file of [path, `${path}.1`]) {
    const text = await endOf(file, left);
    if (text === undefined) break;
    left -= Buffer.byteLength(text);
    for (const line of text.split("\n").reverse()) {
      if (found.length >= limit) return found;
      const event = eventIn(line);
      if (event && order.indexOf(event.level) >= order.indexOf(level)) found.push(event);
    }
    if (left <= 0) break;
  }
  return found;
}

/** Up to `bytes` from the end of a file, from a line's beginning on; undefined when it cannot be read. */
async function endOf(path: string, bytes: number): Promise<string | undefined> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, "r");
    const { size } = await file.stat();
    const length = Math.min(size, bytes);
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await file.read(buffer, 0, length, size - length);
    const text = buffer.subarray(0, bytesRead).toString("utf8");
    return length < size ? text.slice(text.indexOf("\n") + 1) : text;
  } catch {
    // Rotated away a moment ago, or never written: then there is nothing to show of it.
    return undefined;
  } finally {
    await file?.close();
  }
}

function eventIn(line: string): LoggedLine | undefined {
  const value = parsed(line);
  if (typeof value !== "object" || value === null) return undefined;
  const { level, time, msg, ...fields } = value as Readonly<Record<string, unknown>>;
  const known = order.find((one) => one === level);
  if (known === undefined || typeof time !== "string" || typeof msg !== "string") return undefined;
  const texts = Object.entries(fields).map(([name, field]) => [name, fieldText(field)] as const);
  return { level: known, time, sentence: msg.slice(0, sentenceCharsMax), fields: Object.fromEntries(texts) };
}

/** Stack traces belong into the file; on a page the sentence and the error's message are enough. */
function fieldText(field: unknown): string {
  if (typeof field === "string") return field.slice(0, fieldCharsMax);
  const text = JSON.stringify(field, (name, inner: unknown) => (name === "stack" ? undefined : inner)) ?? "";
  return text.slice(0, fieldCharsMax);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
