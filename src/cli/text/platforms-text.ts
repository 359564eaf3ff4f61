import { count } from "../../domain/text/amount-text.ts";
import { parseIsoTime } from "../../domain/time/iso-time.ts";
import { momentName } from "../../domain/time/written.ts";
import { skewSentence } from "../../operations/platform-matters.ts";
import type { PlatformStatus, StreamStatus } from "../../operations/platform-status.ts";
import type { QuarantinedRecord } from "../../operations/quarantined-records.ts";
import type { Paint } from "./paint.ts";
import { table } from "./table.ts";

/** The platforms one after the other: the account, then each of its streams, then what is left of limits. */
export function platformsText(platforms: readonly PlatformStatus[], zone: string, paint: Paint, width: number): string {
  if (platforms.length === 0)
    return "No platform is connected. `millrace connect gumroad` connects one; files are imported with `millrace import`.\n";
  return platforms.map((one) => platformText(one, zone, paint, width)).join("\n");
}

function platformText(platform: PlatformStatus, zone: string, paint: Paint, width: number): string {
  const { title, account, state, streams, limits, skewMs } = platform;
  const head = `${paint.strong(title)} · ${account}${state === "paused" ? ` · ${paint.notable("paused")}` : ""}\n`;
  const rows = streams.map((stream) => [
    `  ${stream.title}`,
    stream.readAt === null ? "not read to its end yet" : `read ${local(stream.readAt, zone)}`,
    notes(stream, zone),
  ]);
  const lines = table([{ title: "" }, { title: "" }, { title: "", mayShrink: true }], rows, width, paint);
  const failures = [...new Set(streams.flatMap(({ failure }) => failure ?? []))].map(
    (why) => `  ${paint.notable(why)}\n`,
  );
  const clock = skewMs === null ? "" : `  ${paint.notable(skewSentence(title, skewMs))}\n`;
  const left = limits
    // One that is whole again within seconds is nothing to tell a person.
    .filter(({ remaining, permits, perMs }) => perMs >= 60_000 && remaining < permits * 0.3)
    .map(({ name, remaining, permits }) => `  ${count(remaining)} of ${count(permits)} left of its limit on ${name}\n`);
  return `${head}${lines}${failures.join("")}${clock}${left.join("")}`;
}

function notes({ reading, quarantined, failure, failingSince }: StreamStatus, zone: string): string {
  const parts = [
    reading === null ? "" : `reading: ${count(reading)} so far`,
    quarantined === 0 ? "" : `${count(quarantined)} not understood`,
    failure === null ? "" : `not readable${failingSince === null ? "" : ` since ${local(failingSince, zone)}`}`,
  ];
  return parts.filter((part) => part !== "").join(", ");
}

function local(iso: string, zone: string): string {
  return momentName(parseIsoTime(iso) ?? 0, zone);
}

/** Records that wait, one to a line with its reason below. */
export function quarantineText(records: readonly QuarantinedRecord[], zone: string): string {
  if (records.length === 0) return "Every record was understood.\n";
  return records
    .map(
      ({ account, stream, id, reason, seenAt }) =>
        `${account}, ${stream}, ${id || "without an id"} (${local(seenAt, zone)})\n  ${reason}\n`,
    )
    .join("");
}
