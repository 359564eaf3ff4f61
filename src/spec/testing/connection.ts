import { fixedClock, type Millis } from "../../base/clock.ts";
import { createHttp } from "../../base/egress/create-http.ts";
import { type NetworkOptions, networkTransport } from "../../base/egress/network-transport.ts";
import { seededRandom } from "../../base/random.ts";
import type { Connector, ConnectorContext } from "../connector.ts";
import { type Answering, openRecordedServer, type RecordedRequest } from "./recorded-server.ts";

/** A connector at work against recorded answers, over real HTTP on this machine. */
export type Connection = {
  readonly context: ConnectorContext;
  readonly requests: readonly RecordedRequest[];
};

export type ConnectionOptions = {
  readonly credentials: Readonly<Record<string, string>>;
  readonly accountId?: string;
  readonly signal?: AbortSignal;
  /** How long an answer may take; real milliseconds. */
  readonly patienceMs?: Millis;
};

/** Runs `use` with a connection and closes it afterwards. Time stands still, so that pauses between tries take none. */
export async function withConnection<T>(
  connector: Connector,
  answering: Answering,
  options: ConnectionOptions,
  use: (connection: Connection) => Promise<T>,
): Promise<T> {
  const server = await openRecordedServer(`/${connector.id}${connector.sandboxPath}`, answering);
  const transport = networkTransport(patience(options.patienceMs));
  const http = createHttp({
    service: connector.id,
    title: connector.title,
    baseUrl: `${server.origin}/${connector.id}${connector.sandboxPath}`,
    sandbox: true,
    limits: connector.limits,
    transport,
    clock: fixedClock(testedAt),
    random: seededRandom(1n),
  });
  const context: ConnectorContext = {
    http,
    credential: (name) => options.credentials[name] ?? "",
    ...(options.accountId === undefined ? {} : { accountId: options.accountId }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  };
  try {
    return await use({ context, requests: server.requests });
  } finally {
    await transport.close();
    await server.close();
  }
}

function patience(ms: Millis | undefined): NetworkOptions {
  return ms === undefined ? {} : { connectMs: ms / 2, headersMs: ms / 2 };
}

/** 2026-11-20T00:00:00Z. */
export const testedAt: Millis = 1_795_132_800_000;
