import { listed } from "../domain/text/listed.ts";
import { spanName } from "../domain/time/written.ts";
import { clockSkew } from "../store/clock-skew.ts";
import { listConnections } from "../store/connection.ts";
import type { Handle } from "../store/handle.ts";
import { countQuarantine } from "../store/quarantine.ts";
import { streamStates } from "../store/stream-state.ts";
import { bad, duration, type Finding, fine, warn } from "./finding.ts";

/** A stream that was not read for this long is told: the longest usual pause is six hours. */
const staleMs = 24 * 3_600_000;

/** Each connected platform: whether it can be read, how long ago it was, and what of it was not understood. */
export async function examinePlatforms(handle: Handle, now: number): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  const read = new Set<string>();
  for (const { id, platform, name, state, failure } of await listConnections(handle)) {
    if (state === "removed") continue;
    const about = `platform-${platform}`;
    if (state === "paused") {
      found.push(fine(about, `${name} (${platform}) is paused, so it is not read.`));
      continue;
    }
    read.add(platform);
    const states = await streamStates(handle, id);
    const failing = states.filter(({ failure: why }) => why !== undefined);
    for (const [why, stopped] of Map.groupBy(failing, (one) => one.failure ?? "")) {
      const since = Math.min(...stopped.flatMap(({ failingSince }) => failingSince ?? []), now);
      const what = listed(stopped.map(({ stream }) => stream));
      const sentence = `The ${what} of ${name} (${platform}) have not been read for ${ago(since, now)}: ${why}`;
      found.push(bad(about, sentence, why === failure ? access(platform) : again(platform)));
    }
    const last = Math.max(...states.flatMap(({ lookedAt }) => lookedAt ?? []), 0);
    if (failing.length === 0) found.push(readFinding(about, name, platform, last, now));
    const waiting = [...(await countQuarantine(handle, id)).values()].reduce((sum, n) => sum + n, 0);
    if (waiting > 0)
      found.push(
        warn(
          about,
          `${waiting} of the records of ${name} were not understood.`,
          `\`millrace platforms show ${platform}\` tells why.`,
        ),
      );
  }
  return [...found, ...(await examineClocks(handle, [...read]))];
}

function readFinding(about: string, name: string, platform: string, last: number, now: number): Finding {
  if (last === 0)
    return warn(about, `${name} (${platform}) is connected, but was never read to its end.`, again(platform));
  const told = `${name} (${platform}) was last read ${ago(last, now)} ago.`;
  return now - last > staleMs ? warn(about, told, "Start the engine, which reads it by itself.") : fine(about, told);
}

function again(platform: string): string {
  return `The engine tries again by itself; \`millrace sync ${platform}\` tries now and tells more.`;
}

function access(platform: string): string {
  return `\`millrace connect ${platform}\` gives it new access.`;
}

function ago(since: number, now: number): string {
  return duration(Math.max(now - since, 1_000));
}

/** Clocks that platforms' answers showed to differ from this machine's. */
async function examineClocks(handle: Handle, platforms: readonly string[]): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (const platform of platforms) {
    const ms = await clockSkew(handle, platform);
    if (ms === undefined) continue;
    const sentence = `This machine's clock is ${spanName(Math.abs(ms))} ${ms > 0 ? "behind" : "ahead of"} that of ${platform}.`;
    found.push(warn("clock", sentence, "Set the machine to keep its time by itself (NTP); one of the two is wrong."));
  }
  return found;
}
