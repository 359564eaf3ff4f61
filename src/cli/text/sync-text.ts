import { count } from "../../domain/text/amount-text.ts";
import type { StreamSynced } from "../../operations/sync-connection.ts";

/** What came of one stream: a line, and where it failed a second one with what to do. */
export function syncedLine({ title, summary, failure }: StreamSynced): readonly string[] {
  if (summary) return [`  ${title}: ${summary.note}. ${count(summary.records)} read.`];
  if (!failure) return [];
  return [`  ${title}: ${failure.sentence}`, `    What was read is kept.${failure.fix ? ` ${failure.fix}` : ""}`];
}
