import { assert } from "../../base/assert.ts";
import type { Clock } from "../../base/clock.ts";
import { sha256, toHex } from "../../base/hash.ts";
import { limits } from "../../base/limits.ts";
import type { Log } from "../../base/log.ts";
import type { Connector, Hint } from "../../spec/connector.ts";
import { type Connection, connectionOfPing } from "../../store/connection.ts";
import type { Store, Tx } from "../../store/handle.ts";
import { countOpenHints, openHints } from "../../store/hint.ts";
import { addObservations, type NewObservation } from "../../store/observation.ts";
import { type Sealing, standingKey } from "../sealing.ts";
import { pingKeyOf } from "./connections.ts";

/** A message as it came in over HTTP. */
export type IncomingPing = {
  /** The secret part of the address it came to. */
  readonly address: string;
  readonly contentType: string;
  readonly body: string;
};

/** What became of a message. Nothing of this is told to the sender. */
export type TakenPing =
  | { readonly kind: "kept"; readonly hints: number }
  /** Nobody has this address, or nobody uses it any more. */
  | { readonly kind: "unknown" }
  /** It cannot be read, or speaks of another account; `why` is a clause for the log. */
  | { readonly kind: "foreign"; readonly why: string };

export type PingCounts = { readonly kept: number; readonly unknown: number; readonly foreign: number };

export type PingDoor = {
  /** Stores a message durably before it resolves. Rejects when that cannot be done: the sender then tries again. */
  take(ping: IncomingPing): Promise<TakenPing>;
  /** Since the program began. */
  counts(): PingCounts;
};

export type PingDoorOptions = {
  readonly store: Store;
  readonly sealing: Sealing;
  readonly clock: Clock;
  readonly log: Log;
  /** By the platform's id. */
  readonly connectorOf: (platform: string) => Connector | undefined;
  /** Called in the transaction that keeps hints of a connection, to have them followed. */
  readonly enqueue: (tx: Tx, connection: Connection) => Promise<unknown>;
  /** Open hints of one connection from which on messages only ask to look at the newest. */
  readonly openHintsMax?: number;
};

type Waiting = {
  readonly ping: IncomingPing;
  readonly connection: Connection;
  readonly source: string;
  readonly hints: readonly Hint[];
  readonly done: PromiseWithResolvers<TakenPing>;
};

const openHintsMax = 10_000;
/** Messages kept in one transaction: those that came while the one before was being made durable. */
const togetherMax = 500;
const tellEveryMs = 60_000;

/**
 * The door for messages of platforms. A message is a hint: it is kept as it came, sealed, and opens hints in one small
 * transaction; nothing of it is booked. Messages that arrive at once share a transaction, so that a burst costs a few.
 */
export function createPingDoor(options: PingDoorOptions): PingDoor {
  const counts = { kept: 0, unknown: 0, foreign: 0 };
  const queue: Waiting[] = [];
  let working = false;
  let toldAt = Number.NEGATIVE_INFINITY;

  const refuse = (taken: Exclude<TakenPing, { kind: "kept" }>): TakenPing => {
    counts[taken.kind] += 1;
    const now = options.clock.now();
    // Anybody can send anything: a flood must not fill the log.
    if (now - toldAt >= tellEveryMs || now < toldAt) {
      toldAt = now;
      const why = taken.kind === "unknown" ? "nobody has its address" : taken.why;
      options.log.warn({ unknown: counts.unknown, foreign: counts.foreign }, `A message was left aside: ${why}.`);
    }
    return taken;
  };
  const work = async (): Promise<void> => {
    working = true;
    while (queue.length > 0) {
      // A turn for the network, so that all that has arrived is in the line: a commit to SQLite lets nobody else go on,
      // and each message would have one of its own.
      await options.clock.sleep(0);
      const some = queue.splice(0, togetherMax);
      try {
        await options.store.transaction((tx) => keep(tx, options, some));
        counts.kept += some.length;
        for (const { done, hints } of some) done.resolve({ kind: "kept", hints: hints.length });
      } catch (cause) {
        options.sealing.keyring.clear();
        for (const { done } of some) done.reject(cause);
      }
    }
    working = false;
  };
  return {
    take: async (ping) => {
      const read = await readPing(options, ping);
      if (read.kind !== "read") return refuse(read);
      const done = Promise.withResolvers<TakenPing>();
      queue.push({ ...read, ping, done });
      if (!working) void work();
      return done.promise;
    },
    counts: () => ({ ...counts }),
  };
}

type Read =
  | { readonly kind: "read"; readonly connection: Connection; readonly source: string; readonly hints: readonly Hint[] }
  | Exclude<TakenPing, { kind: "kept" }>;

async function readPing({ store, connectorOf }: PingDoorOptions, ping: IncomingPing): Promise<Read> {
  const key = pingKeyOf(ping.address);
  const connection = key && (await connectionOfPing(store, key));
  if (!connection || connection.state === "removed") return { kind: "unknown" };
  const connector = connectorOf(connection.platform);
  if (!connector?.pings) return { kind: "foreign", why: "its platform sends no messages" };
  const { contentType, body } = ping;
  const hints = connector.pings.read({ contentType, body, accountId: connection.accountId });
  if (!hints.ok) return { kind: "foreign", why: hints.error };
  const odd = hints.value.some(({ id = "" }) => id.length > limits.objectIdLengthMax);
  if (odd) return { kind: "foreign", why: "it names an id that is too long" };
  return { kind: "read", connection, source: connector.id, hints: hints.value };
}

async function keep(tx: Tx, options: PingDoorOptions, some: readonly Waiting[]): Promise<void> {
  const now = options.clock.now();
  const { id: keyId, key } = await standingKey(tx, options.sealing, "records");
  const rows = some.map(({ ping, connection, source }): NewObservation => {
    const body = Buffer.from(ping.body, "utf8");
    const bodyHash = sha256(body);
    const hex = toHex(bodyHash);
    const deliveryId = `ping/${connection.id}/${hex}`;
    return {
      bookId: connection.bookId,
      source,
      kind: "webhook",
      // By content: a platform that sends a message again says nothing more by it.
      deliveryId,
      objectKey: `${source}/ping/${hex.slice(0, 32)}`,
      asOf: now,
      receivedAt: now,
      keyId,
      body: options.sealing.seal(body, key, { kind: "observation", id: deliveryId }),
      bodyHash,
    };
  });
  for (const [id, waiting] of Map.groupBy(some, ({ connection }) => connection.id)) {
    const [first] = waiting;
    assert(first !== undefined, "a group has a member");
    await openAll(tx, options, id, waiting, now);
    await options.enqueue(tx, first.connection);
  }
  await addObservations(tx, rows, "kept");
}

/** Whoever knows the address can send hints without end; past a bound they all come to "look at the newest". */
async function openAll(
  tx: Tx,
  options: PingDoorOptions,
  connectionId: bigint,
  waiting: readonly Waiting[],
  now: number,
): Promise<void> {
  const isFull = (await countOpenHints(tx, connectionId)) >= (options.openHintsMax ?? openHintsMax);
  const hints = waiting
    .flatMap((one) => one.hints)
    .map(({ stream, id = "", about, test = false }) => ({
      connectionId,
      stream,
      objectId: isFull ? "" : id,
      about: isFull ? "the newest" : about,
      test: !isFull && test,
    }));
  // One statement cannot write a row twice: of equal hints the last one stands.
  await openHints(tx, [...new Map(hints.map((hint) => [`${hint.stream}\n${hint.objectId}`, hint])).values()], now);
}
