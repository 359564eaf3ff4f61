import { counted } from "../domain/text/amount-text.ts";
import { listed } from "../domain/text/listed.ts";
import { parseIsoTime } from "../domain/time/iso-time.ts";
import { momentName, spanName } from "../domain/time/written.ts";
import type { Matter } from "./matter.ts";
import type { PlatformStatus } from "./platform-status.ts";

/**
 * What is not right with platforms: one sentence for each failure, however many streams it stops. Moments are told on
 * the clocks of `zone`.
 */
export function platformMatters(platforms: readonly PlatformStatus[], zone: string): readonly Matter[] {
  return platforms.flatMap((platform) => [
    ...failures(platform, zone),
    ...notUnderstood(platform),
    ...skewed(platform),
  ]);
}

function failures({ title, streams, state, accessFailure, platform }: PlatformStatus, zone: string): readonly Matter[] {
  if (state === "paused") return [];
  const byWhy = Map.groupBy(
    streams.filter(({ failure }) => failure !== null),
    ({ failure }) => failure ?? "",
  );
  return [...byWhy].map(([why, stopped]) => {
    const since = stopped.map(({ failingSince }) => failingSince ?? "").sort()[0] ?? "";
    const from = momentName(parseIsoTime(since) ?? 0, zone);
    const what = listed(stopped.map((stream) => stream.title));
    return {
      code: "platform-failing",
      sentence: `${title}'s ${what} have not been read since ${from}: ${why}`,
      fix: `What was read before stays in the books. ${why === accessFailure ? `\`millrace connect ${platform}\` gives it new access.` : `It is tried again by itself; \`millrace sync ${platform}\` tries now and tells more.`}`,
    };
  });
}

function notUnderstood({ platform, title, streams }: PlatformStatus): readonly Matter[] {
  const count = streams.reduce((sum, { quarantined }) => sum + quarantined, 0);
  if (count === 0) return [];
  const was = count === 1 ? "was" : "were";
  return [
    {
      code: "records-quarantined",
      sentence: `${counted(count, "record")} of ${title} ${was} not understood and ${count === 1 ? "is" : "are"} not in the books.`,
      fix: `\`millrace platforms show ${platform}\` tells which and why.`,
    },
  ];
}

function skewed({ title, skewMs }: PlatformStatus): readonly Matter[] {
  if (skewMs === null) return [];
  return [
    {
      code: "clock-skew",
      sentence: skewSentence(title, skewMs),
      fix: "Set the machine to keep its time by itself (NTP); one of the two is wrong.",
    },
  ];
}

/** @param ms how far the clock of `title` is ahead of this machine's */
export function skewSentence(title: string, ms: number): string {
  return `This machine's clock is ${spanName(Math.abs(ms))} ${ms > 0 ? "behind" : "ahead of"} ${title}'s.`;
}
