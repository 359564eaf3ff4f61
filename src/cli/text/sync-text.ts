import { count } from "../../domain/text/amount-text.ts";
import { listed } from "../../domain/text/listed.ts";
import type { StreamSynced } from "../../operations/sync-connection.ts";

/**
 * What came of each stream: a line, and where it failed a second one with what to do. One failure is told once, however
 * many streams it keeps from being read.
 */
export function syncedLines(streams: readonly StreamSynced[]): readonly string[] {
  const told = new Set<string>();
  return streams.flatMap(({ title, summary, failure }) => {
    if (summary) return [`  ${title}: ${summary.note}. ${count(summary.records)} read.`];
    if (!failure || told.has(failure.sentence)) return [];
    told.add(failure.sentence);
    const titles = streams.filter((one) => one.failure?.sentence === failure.sentence).map((one) => one.title);
    return [
      `  ${listed(titles)}: ${failure.sentence}`,
      `    What was read is kept.${failure.fix ? ` ${failure.fix}` : ""}`,
    ];
  });
}

/** Whether a stream could not be read for a reason of the platform's: one that the engine reads just now is read. */
export function isFailed({ failure }: StreamSynced): boolean {
  return failure !== undefined && failure.code !== "look-running";
}
