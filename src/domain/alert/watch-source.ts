import type { Millis } from "../../base/clock.ts";
import { dayMs } from "../time/civil.ts";
import type { Observation } from "./observation.ts";
import { hourMs } from "./rules.ts";
import { momentText, spanName } from "./sizes.ts";

/** One source and when it was last read to its end. */
export type SourceRead = {
  readonly source: string;
  readonly title: string;
  /** Absent when it never was. */
  readonly lastReadAt?: Millis;
  /** When it was connected. */
  readonly connectedAt: Millis;
  /** How often it should be read. */
  readonly everyMs: Millis;
  /** Why it cannot be read, a sentence, where that is known. */
  readonly reason?: string;
};

/** Three times overdue, and by an hour at least, is worth a look; six times, and by a day, serious. */
export function watchSource(read: SourceRead, now: Millis): Observation {
  const { source, title, lastReadAt, connectedAt, everyMs, reason } = read;
  const key = `source/${source}` as const;
  const age = now - (lastReadAt ?? connectedAt);
  const stale = age > Math.max(3 * everyMs, hourMs);
  if (!stale) return { key, present: false, title: `${title} is read up to now again.` };
  const long = age > Math.max(6 * everyMs, dayMs);
  const never = `${title} was connected at ${momentText(connectedAt)} and has not been read to its end since.`;
  return {
    key,
    present: true,
    severity: long ? "serious" : "worth-a-look",
    signature: "stale",
    title: `${title} has not been read for ${spanName(age)}.`,
    lines: [
      ...(reason === undefined ? [] : [reason]),
      lastReadAt === undefined
        ? never
        : `It was last read at ${momentText(lastReadAt)}; it should be every ${spanName(everyMs)}.`,
      `Figures that need ${title} say "at least" until then.`,
    ],
  };
}
