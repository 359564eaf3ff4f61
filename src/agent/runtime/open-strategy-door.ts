import type { Clock } from "../../base/clock.ts";
import { createHttp } from "../../base/egress/create-http.ts";
import type { Http, RateLimit } from "../../base/egress/http.ts";
import type { Transport } from "../../base/egress/transport.ts";
import type { Log } from "../../base/log.ts";
import type { Random } from "../../base/random.ts";
import type { StrategyDoor } from "./door.ts";
import { answerBytesMax } from "./protocol.ts";

export type StrategyDoorOptions = {
  /** Made when the first host is read: most installations need none. */
  readonly transport: () => Transport;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
};

/** All strategies together ask one host at most so often. */
const politeness: readonly RateLimit[] = [{ name: "reads of strategies", permits: 30, perMs: 60_000 }];
const hostsMax = 100;

/** The way to hosts that strategies declare: by HTTPS, reading only, through the same door as everything else. */
export function openStrategyDoor(options: StrategyDoorOptions): StrategyDoor {
  const { clock, random, log } = options;
  const doors = new Map<string, Http>();
  let transport: Transport | undefined;
  const doorTo = (host: string): Http => {
    const known = doors.get(host);
    if (known) return known;
    transport ??= options.transport();
    const baseUrl = `https://${host}`;
    const made = createHttp({ service: host, title: host, baseUrl, limits: politeness, transport, clock, random, log });
    // The oldest is forgotten, and with it how often it was asked: more hosts than any installation reads.
    if (doors.size >= hostsMax) doors.delete([...doors.keys()][0] ?? "");
    doors.set(host, made);
    return made;
  };
  return {
    read: async (url, signal) => {
      const query = Object.fromEntries(url.searchParams);
      const call = { method: "GET", path: url.pathname, query, bytesMax: answerBytesMax, signal } as const;
      const answer = await doorTo(url.host).call(call);
      return answer.ok
        ? { ok: true, status: answer.value.status, text: answer.value.text }
        : { ok: false, sentence: answer.error.sentence };
    },
  };
}
