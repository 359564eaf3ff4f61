import type { Clock, Millis } from "../../base/clock.ts";
import type { Log } from "../../base/log.ts";
import { messageOf } from "../../base/message-of.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import type { ChangeMarks } from "../../store/change-marks.ts";
import { changedTopics } from "./changed-topics.ts";

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

const encoder = new TextEncoder();

/** One look a second for all clients together, and none while nobody listens. */
export function openHub({ clock, log, marks, ends }: HubOptions): Hub {
  const clients = new Map<Client, Stay>();
  let looking = false;
  const tell = (text: string): void => {
    const bytes = encoder.encode(text);
    for (const client of [...clients.keys()]) {
      // The queue counts what the client has not taken yet; below zero it holds more than its mark.
      if ((client.desiredSize ?? 0) < bytes.byteLength - waitingBytesMax / 2) drop(client);
      else client.enqueue(bytes);
    }
  };
  const drop = (client: Client): void => {
    clients.delete(client);
    client.error(new Error("the client is too slow"));
  };
  const end = (due: (stay: Stay) => boolean): void => {
    for (const [client, stay] of [...clients]) {
      if (!due(stay)) continue;
      clients.delete(client);
      client.close();
    }
  };
  const askAgain = async (): Promise<void> => {
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
    if (gone.size > 0) end((stay) => gone.has(stay));
  };
  ends?.addEventListener("abort", () => end(() => true), { once: true });
  const look = async (): Promise<void> => {
    let known: ChangeMarks | undefined;
    let toldAt = clock.now();
    while (clients.size > 0) {
      // Before anything is told: what changed is for those who may read.
      await askAgain();
      const found: ChangeMarks | undefined = await marks().catch((cause: unknown) => {
        log.warn({ room: "api", reason: messageOf(cause) }, "What changed could not be looked up.");
        return known;
      });
      const changed = known && found ? changedTopics(known, found) : [];
      known = found;
      if (changed.length > 0) {
        tell(event("change", { at: isoTime(clock.now()), topics: changed }));
        toldAt = clock.now();
      } else if (clock.now() - toldAt >= beatMs) {
        tell(": beat\n\n");
        toldAt = clock.now();
      }
      end(({ until }) => until <= clock.now());
      // Woken early by the engine's stop, and then nobody is left.
      await clock.sleep(everyMs, ends).catch(() => undefined);
    }
    looking = false;
  };
  return {
    clients: () => clients.size,
    join: (mayStay = async () => true) => {
      if (clients.size >= clientsMax || ends?.aborted) return undefined;
      let own: Client;
      return new ReadableStream<Uint8Array>(
        {
          start: (client) => {
            own = client;
            const now = clock.now();
            clients.set(client, { until: now + streamMs, mayStay, askAt: now + askEveryMs });
            client.enqueue(encoder.encode(`retry: 3000\n${event("hello", { at: isoTime(clock.now()) })}`));
            if (looking) return;
            looking = true;
            void look();
          },
          cancel: () => void clients.delete(own),
        },
        new ByteLengthQueuingStrategy({ highWaterMark: waitingBytesMax / 2 }),
      );
    },
  };
}

function event(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
