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
  for (const { id, platform, name, state } of await listConnections(handle)) {
    if (state === "removed") continue;
    const about = `platform-${platform}`;
    if (state === "paused") {
      found.push(fine(about, `${name} (${platform}) is paused, so it is not read.`));
      continue;
    }
    const states = await streamStates(handle, id);
    const sentences = [...new Set(states.flatMap(({ failure }) => failure ?? []))];
    for (const sentence of sentences) {
      const since = Math.min(...states.flatMap(({ failingSince }) => failingSince ?? []), now);
      found.push(bad(about, `${sentence} It fails since ${duration(Math.max(now - since, 1_000))}.`, again(platform)));
    }
    const last = Math.max(...states.flatMap(({ lookedAt }) => lookedAt ?? []), 0);
    if (sentences.length === 0) found.push(readFinding(about, name, platform, last, now));
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
  return found;
}

function readFinding(about: string, name: string, platform: string, last: number, now: number): Finding {
  if (last === 0)
    return warn(about, `${name} (${platform}) is connected, but was never read to its end.`, again(platform));
  const age = Math.max(now - last, 1_000);
  return age > staleMs
    ? warn(
        about,
        `${name} (${platform}) was last read ${duration(age)} ago.`,
        "Start the engine, which reads it by itself.",
      )
    : fine(about, `${name} (${platform}) was read ${duration(age)} ago.`);
}

function again(platform: string): string {
  return `\`millrace sync ${platform}\` tries again; \`millrace connect ${platform}\` gives a new access.`;
}
