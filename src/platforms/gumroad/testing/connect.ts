import { type Connection, withConnection } from "../../../spec/testing/connection.ts";
import type { Answering } from "../../../spec/testing/recorded-server.ts";
import { connector } from "../connector.ts";
import { answering, sellerId, token } from "./shop.ts";

/** Runs `use` against the recorded shop, or the given answers, over real HTTP on this machine. */
export function connect<T>(
  use: (connection: Connection) => Promise<T>,
  answers: Answering = answering(),
  given: string = token,
): Promise<T> {
  return withConnection(connector, answers, { credentials: { token: given }, accountId: sellerId }, use);
}
