import type { Quota } from "../base/egress/http.ts";
import { isoTime } from "../domain/time/iso-time.ts";
import type { Connector } from "../spec/connector.ts";
import type { Book } from "../store/book.ts";
import { clockSkew } from "../store/clock-skew.ts";
import { type Connection, listConnections } from "../store/connection.ts";
import { countQuarantine } from "../store/quarantine.ts";
import { type StreamState, streamStates } from "../store/stream-state.ts";
import { listWalks } from "../store/walk.ts";
import type { Workplace } from "./workplace.ts";

/** One stream of a connection, as a person sees it. Moments ISO UTC. */
export type StreamStatus = {
  readonly stream: string;
  readonly title: string;
  /** When it was last read to its end; null before that. */
  readonly readAt: string | null;
  /** Why it cannot be read now, and since when. */
  readonly failure: string | null;
  readonly failingSince: string | null;
  /** Records that could not be understood and wait. */
  readonly quarantined: number;
  /** How many records the look under way has read, while one is. */
  readonly reading: number | null;
};

export type PlatformStatus = {
  readonly id: string;
  readonly platform: string;
  readonly title: string;
  /** The account's name at the platform. */
  readonly account: string;
  readonly state: "on" | "paused";
  readonly connectedAt: string;
  readonly streams: readonly StreamStatus[];
  /** Why nothing of it can be read until a person gives new access; null where that is not so. */
  readonly accessFailure: string | null;
  /** How far the platform's clock is ahead of this machine's, when that is minutes. */
  readonly skewMs: number | null;
  /** What is left of the platform's limits, as this process knows it. */
  readonly limits: readonly Quota[];
};

/** The platforms that a book is connected to; removed ones are left out. */
export async function platformStatus(workplace: Workplace, book: Book): Promise<readonly PlatformStatus[]> {
  const connections = await listConnections(workplace.store, book.id);
  const out: PlatformStatus[] = [];
  for (const connection of connections) {
    if (connection.state === "removed") continue;
    out.push(await statusOf(workplace, connection, connection.state));
  }
  return out;
}

async function statusOf(
  workplace: Workplace,
  connection: Connection,
  state: PlatformStatus["state"],
): Promise<PlatformStatus> {
  const { store, platforms } = workplace;
  const connector = platforms.connectors.find(({ id }) => id === connection.platform);
  const states = await streamStates(store, connection.id);
  const waiting = await countQuarantine(store, connection.id);
  const walks = await listWalks(store, connection.id);
  return {
    id: connection.id.toString(),
    platform: connection.platform,
    title: connector?.title ?? connection.platform,
    account: connection.name,
    state,
    connectedAt: isoTime(connection.createdAt),
    streams: (connector?.streams ?? []).map((stream) =>
      streamStatus(
        stream,
        states.find((one) => one.stream === stream.id),
        waiting.get(stream.id) ?? 0,
        walks.filter((walk) => walk.stream === stream.id).reduce((sum, walk) => sum + walk.records, 0),
      ),
    ),
    accessFailure: connection.failure ?? null,
    skewMs: (await clockSkew(store, connection.platform)) ?? null,
    limits: connector ? platforms.http(connector).quota() : [],
  };
}

function streamStatus(
  stream: Connector["streams"][number],
  state: StreamState | undefined,
  quarantined: number,
  reading: number,
): StreamStatus {
  return {
    stream: stream.id,
    title: stream.title,
    readAt: state?.lookedAt === undefined ? null : isoTime(state.lookedAt),
    failure: state?.failure ?? null,
    failingSince: state?.failingSince === undefined ? null : isoTime(state.failingSince),
    quarantined,
    reading: reading > 0 ? reading : null,
  };
}
