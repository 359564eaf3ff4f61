import { systemClock } from "../../src/base/clock.ts";
import { createHttp } from "../../src/base/egress/create-http.ts";
import { networkTransport } from "../../src/base/egress/network-transport.ts";
import { uuidV7 } from "../../src/base/ids.ts";
import { systemRandom } from "../../src/base/random.ts";
import { addConnection } from "../../src/intake/live/connections.ts";
import type { Live } from "../../src/intake/live/live.ts";
import type { Connector } from "../../src/spec/connector.ts";
import type { BenchBooks } from "./books.ts";
import type { Shop } from "./shop.ts";

/** The shop connected to the books, through the real way out. */
export async function connectShop(
  { deps: { store, sealing }, book }: BenchBooks,
  shop: Shop,
  connector: Connector,
): Promise<{ readonly live: Live; close(): Promise<void> }> {
  const named = {
    book,
    platform: connector.id,
    accountId: shop.sellerId,
    name: "Bench",
    credentials: { token: shop.token },
  };
  const by = { actor: "bench", now: systemClock.now() };
  const connection = await store.transaction((tx) => addConnection(tx, sealing, systemRandom, named, by));
  const transport = networkTransport();
  const http = createHttp({
    service: connector.id,
    title: connector.title,
    baseUrl: `${shop.url}/${connector.id}${connector.sandboxPath}`,
    sandbox: true,
    limits: connector.limits,
    transport,
    clock: systemClock,
    random: systemRandom,
  });
  const ids = uuidV7(systemClock, systemRandom);
  const context = { http, credential: () => shop.token, accountId: shop.sellerId };
  return {
    live: { store, sealing, clock: systemClock, ids, actor: "bench", book, connection, connector, context },
    close: () => transport.close(),
  };
}
