import { counted } from "../domain/text/amount-text.ts";
import type { Matter } from "./matter.ts";
import type { PlatformStatus } from "./platform-status.ts";

/** What is not right with platforms: one sentence for each failure, however many streams it stops. */
export function platformMatters(platforms: readonly PlatformStatus[]): readonly Matter[] {
  return platforms.flatMap((platform) => [...failures(platform), ...notUnderstood(platform), ...skewed(platform)]);
}

function failures({ platform, streams, state }: PlatformStatus): readonly Matter[] {
  if (state === "paused") return [];
  const byWhy = Map.groupBy(
    streams.filter(({ failure }) => failure !== null),
    ({ failure }) => failure ?? "",
  );
  return [...byWhy].map(([sentence, stopped]) => {
    const what = stopped.map(({ title }) => title).join(", ");
    const since = stopped.map(({ failingSince }) => failingSince ?? "").sort()[0] ?? "";
    return {
      code: "platform-failing",
      sentence: `${sentence} ${first(what)} cannot be read since ${since.slice(0, 16).replace("T", " ")} UTC.`,
      fix: `What was read stays in the books. \`millrace sync ${platform}\` tries again; \`millrace connect ${platform}\` gives a new access.`,
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
  const minutes = Math.round(Math.abs(skewMs) / 60_000);
  return [
    {
      code: "clock-skew",
      sentence: `This machine's clock is ${counted(minutes, "minute")} ${skewMs > 0 ? "behind" : "ahead of"} ${title}'s.`,
      fix: "Set the machine to keep its time by itself (NTP); one of the two is wrong.",
    },
  ];
}

function first(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
