import { pino } from "pino";
import type { Clock } from "./clock.ts";
import type { LineSink } from "./log-file.ts";
import { plainLine } from "./log-plain.ts";
import { type Plain, plainText, plainValue } from "./log-value.ts";
import type { Redactor } from "./redactor.ts";

/** What is noteworthy at which level: detail, the normal course, something to look at, something that failed. */
export type LogLevel = "debug" | "info" | "warn" | "error";

export const logLevels = ["debug", "info", "warn", "error", "silent"] as const;

/** Facts beside the sentence. Any value will do: errors with their causes, bigints, Maps; secrets are taken out. */
export type LogFields = Readonly<Record<string, unknown>>;

/** The port that rooms take. One call is one event and one line; none of them throws. */
export type Log = {
  debug(fields: LogFields, sentence: string): void;
  info(fields: LogFields, sentence: string): void;
  warn(fields: LogFields, sentence: string): void;
  error(fields: LogFields, sentence: string): void;
  /** The same log with `fields` in each of its events, e.g. `{ room: "intake" }`. */
  with(fields: LogFields): Log;
};

export type LogOptions = {
  /** Events below it are not even looked at; "silent" writes nothing. */
  readonly level: LogLevel | "silent";
  readonly clock: Clock;
  readonly redactor: Pick<Redactor, "redact">;
  /** Gets JSON lines: `{"level":"info","time":"2026-01-31T12:00:00.000Z",…fields,"msg":"…"}`. */
  readonly file?: LineSink | undefined;
  /** Gets the same events as plain text, for a person at a terminal. */
  readonly terminal?: ((line: string) => void) | undefined;
};

/** Names that the log itself writes; a field of that name gets a "_" behind it. */
const ownNames = new Set(["level", "time", "msg"]);

/**
 * A log whose every text, field, name of a field, error, cause and stack trace has passed the redactor, and whose
 * every event is one line whatever its values contain.
 */
export function createLog(options: LogOptions): Log {
  const redact = options.redactor.redact;
  const file = pino(
    {
      level: options.level,
      base: null,
      timestamp: () => `,"time":"${timeText(options.clock)}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line: string) => options.file?.write(oneLine(line)) },
  );
  const make = (always: Readonly<Record<string, Plain>>): Log => {
    const event = (level: LogLevel) => (fields: LogFields, sentence: string) => {
      if (!file.isLevelEnabled(level)) return;
      try {
        const clean = { ...always, ...cleanFields(fields, redact) };
        const text = plainText(sentence, redact);
        file[level]({ ...clean, msg: text });
        options.terminal?.(plainLine({ level, time: timeText(options.clock), fields: clean, sentence: text }));
      } catch {
        // Nothing that is logged, and no place it is logged to, may stop what the engine is doing.
      }
    };
    return {
      debug: event("debug"),
      info: event("info"),
      warn: event("warn"),
      error: event("error"),
      with: (fields) => make({ ...always, ...cleanFields(fields, redact) }),
    };
  };
  return make({});
}

/** Says nothing; for tests. */
export const silentLog: Log = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  with: () => silentLog,
};

/** One event as `recordingLog` keeps it. */
export type LoggedEvent = { readonly level: LogLevel; readonly fields: LogFields; readonly sentence: string };

/** Keeps what is said, for tests that check that something was said. */
export function recordingLog(): Log & { readonly events: readonly LoggedEvent[] } {
  const events: LoggedEvent[] = [];
  const make = (always: LogFields): Log => {
    const keep = (level: LogLevel) => (fields: LogFields, sentence: string) => {
      events.push({ level, fields: { ...always, ...fields }, sentence });
    };
    return {
      debug: keep("debug"),
      info: keep("info"),
      warn: keep("warn"),
      error: keep("error"),
      with: (fields) => make({ ...always, ...fields }),
    };
  };
  return { ...make({}), events };
}

function timeText(clock: Clock): string {
  return new Date(clock.now()).toISOString();
}

function cleanFields(fields: LogFields, redact: (text: string) => string): Record<string, Plain> {
  const clean = plainValue(fields, redact);
  if (clean === null || typeof clean !== "object" || Array.isArray(clean)) return { fields: clean };
  const out: Record<string, Plain> = Object.create(null);
  for (const [name, value] of Object.entries(clean)) out[ownNames.has(name) ? `${name}_` : name] = value;
  return out;
}

/**
 * JSON already writes newlines and most control characters as escapes. These remain and could end a line, steer a
 * terminal or turn the reading direction around: DEL and C1, line and paragraph separators, bidirectional marks.
 */
const unruly = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

function oneLine(line: string): string {
  return line.replace(unruly, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
