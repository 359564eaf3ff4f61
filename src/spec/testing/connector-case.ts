import { expect } from "vitest";
import type { Connector, PingMessage } from "../connector.ts";
import { type Connection, type ConnectionOptions, withConnection } from "./connection.ts";
import type { Answering, RecordedRequest } from "./recorded-server.ts";

/** What the suite needs to know of a platform to try its connector. */
export type ConnectorCase = {
  readonly connector: Connector;
  readonly credentials: Readonly<Record<string, string>>;
  readonly accountId: string;
  /** A shop without trouble; each stream that has pages should have two. Answers must depend on the request alone. */
  readonly healthy: Answering;
  /** Whether a request asks for the list of a stream, not for one of its records. */
  readonly lists: (stream: string, request: RecordedRequest) => boolean;
  /** The body of such an answer with its first record made unreadable, and nothing else. */
  readonly spoilt: (stream: string, body: string) => string;
  /** A message about a sale of the account, and the same message about somebody else's. */
  readonly ping?: { readonly own: PingMessage; readonly foreign: PingMessage };
};

/** Runs `use` against the healthy shop, or the given answers. */
export function connected<T>(
  subject: ConnectorCase,
  use: (connection: Connection) => Promise<T>,
  more: { readonly answering?: Answering } & Partial<ConnectionOptions> = {},
): Promise<T> {
  const { answering = subject.healthy, ...options } = more;
  const { credentials, accountId } = subject;
  return withConnection(subject.connector, answering, { credentials, accountId, ...options }, use);
}

/** Fails when the value shows a secret of the case, in whatever part of it. */
export function expectNoSecret(subject: ConnectorCase, value: unknown): void {
  const shown = JSON.stringify(value, (_, inner: unknown) => (typeof inner === "bigint" ? String(inner) : inner));
  for (const secret of Object.values(subject.credentials)) expect(shown).not.toContain(secret);
}
