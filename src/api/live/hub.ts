import type { Clock, Millis } from "../../base/clock.ts";
import type { Log } from "../../base/log.ts";
import { messageOf } from "../../base/message-of.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import type { ChangeMarks } from "../../store/change-marks.ts";
import { changedTopics, type Topic } from "./changed-topics.ts";

export type Hub = {
  /**
   * A stream of events, until the client leaves, is too slow or may not stay; undefined when there are too many clients.
   * `mayStay` is asked every minute; where it fails, the client stays until it can be asked again.
   */
  join(mayStay?: () => Promise<boolean>): ReadableStream<Uint8Array> | undefined;
  clients(): number;
};

export type HubOptions = {
  readonly clock: Clock;
  readonly log: Log;
  readonly marks: () => Promise<ChangeMarks>;
  /** The kinds of what the audit record says since the entry `seq`: "ledger.post", "person.sign-in". */
  readonly acts: (seq: bigint) => Promise<readonly string[]>;
  /** Ends all streams when the engine stops. */
  readonly ends?: AbortSignal | undefined;
};

const everyMs = 1_000;
/** Something comes this often, so that a connection that died is noticed by both sides. */
const beatMs = 20_000;
const clientsMax = 1_000;
/** A stream ends after this long and the client comes back with what it is allowed then. */
const streamMs = 15 * 60_000;
/** Whether a client may stay is asked this often: a right that is taken away ends its stream soon. */
const askEveryMs = 60_000;
/** What may wait for one client. A client that has not taken this much in is forgotten; it comes back by itself. */
const waitingBytesMax = 16_384;

type Client = ReadableStreamDefaultController<Uint8Array>;
type Stay = { readonly until: Millis; readonly mayStay: () => Promise<boolean>; askAt: Millis };
type Clients = Map<Client, Stay>;

const encoder = new TextEncoder();

/** One look a second for all clients together, and none while nobody listens. */
export function openHub({ clock, log, marks, acts, ends }: HubOptions): Hub {
  const clients: Clients = new Map();
  let looking = false;
  ends?.addEventListener("abort", () => end(clients, () => true), { once: true });
  const look = async (): Promise<void> => {
    let known: ChangeMarks | undefined;
    let toldAt = clock.now();
    const tellOf = (text: string): void => {
      tell(clients, text);
      toldAt = clock.now();
    };
    while (clients.size > 0) {
      // Before anything is told: what changed is for those who may read.
      await askAgain(clients, clock, log);
      const found = await newsSince(known, { marks, acts, log });
      known = found.marks;
      if (found.topics.length > 0) tellOf(event("change", { at: isoTime(clock.now()), topics: found.topics }));
      else if (clock.now() - toldAt >= beatMs) tellOf(": beat\n\n");
      end(clients, ({ until }) => until <= clock.now());
      // Woken early by the engine's stop, and then nobody is left.
      await clock.sleep(everyMs, ends).catch(() => undefined);
    }
    looking = false;
  };
  return {
    clients: () => clients.size,
    join: (mayStay = async () => true) => {
      if (clients.size >= clientsMax || ends?.aborted) return undefined;
      return streamOf(clients, clock, mayStay, () => {
        if (looking) return;
        looking = true;
        void look();
      });
    },
  };
}

/** The stream of one client, who is greeted and counted until it leaves. */
function streamOf(
  clients: Clients,
  clock: Clock,
  mayStay: Stay["mayStay"],
  joined: () => void,
): ReadableStream<Uint8Array> {
  let own: Client;
  return new ReadableStream<Uint8Array>(
    {
      start: (client) => {
        own = client;
        const now = clock.now();
        clients.set(client, { until: now + streamMs, mayStay, askAt: now + askEveryMs });
        client.enqueue(encoder.encode(`retry: 3000\n${event("hello", { at: isoTime(now) })}`));
        joined();
      },
      cancel: () => void clients.delete(own),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: waitingBytesMax / 2 }),
  );
}

function tell(clients: Clients, text: string): void {
  const bytes = encoder.encode(text);
  for (const client of [...clients.keys()]) {
    // The queue counts what the client has not taken yet; below zero it holds more than its mark.
    if ((client.desiredSize ?? 0) >= bytes.byteLength - waitingBytesMax / 2) client.enqueue(bytes);
    else {
      clients.delete(client);
      client.error(new Error("the client is too slow"));
    }
  }
}

function end(clients: Clients, isDue: (stay: Stay) => boolean): void {
  for (const [client, stay] of [...clients]) {
    if (!isDue(stay)) continue;
    clients.delete(client);
    client.close();
  }
}

/** Ends the streams of those who may not read any more. Who cannot be asked about stays. */
async function askAgain(clients: Clients, clock: Clock, log: Log): Promise<void> {
  const gone = new Set<Stay>();
  for (const stay of [...clients.values()]) {
    if (stay.askAt > clock.now()) continue;
    stay.askAt = clock.now() + askEveryMs;
    const may = await stay.mayStay().catch((cause: unknown) => {
      log.warn({ room: "api", reason: messageOf(cause) }, "Whether a live stream may go on could not be looked up.");
      return true;
    });
    if (!may) gone.add(stay);
  }
  if (gone.size > 0) end(clients, (stay) => gone.has(stay));
}

type News = { readonly marks: ChangeMarks | undefined; readonly topics: readonly Topic[] };

/** How things stand and what of it is new; nothing where it cannot be looked up, and then the next look tells it. */
async function newsSince(
  known: ChangeMarks | undefined,
  { marks, acts, log }: Pick<HubOptions, "marks" | "acts" | "log">,
): Promise<News> {
  try {
    const found = await marks();
    if (!known) return { marks: found, topics: [] };
    const done = known.audit === found.audit ? [] : await acts(BigInt(known.audit || 0));
    return { marks: found, topics: changedTopics(known, found, done) };
  } catch (cause) {
    log.warn({ room: "api", reason: messageOf(cause) }, "What changed could not be looked up.");
    return { marks: known, topics: [] };
  }
}

function event(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
