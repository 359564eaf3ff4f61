import type { Socket } from "node:net";
import { onTestFinished } from "vitest";
import { type Clock, fixedClock } from "../../clock.ts";
import { seededRandom } from "../../random.ts";
import { createHttp, type HttpOptions } from "../create-http.ts";
import { networkTransport } from "../network-transport.ts";
import { type Transport, type WireAnswer, WireError, type WireRequest } from "../transport.ts";
import { type WireServer, wireServer } from "./wire-server.ts";

export const start = Date.UTC(2026, 10, 21, 12);

/** A door to a real server on loopback; both are closed when the test is over. */
export async function shop(answer: (socket: Socket, nth: number) => void, more: Partial<HttpOptions> = {}) {
  const server: WireServer = await wireServer(answer);
  const transport = networkTransport();
  onTestFinished(() => transport.close().then(server.close));
  const clock = fixedClock(start);
  const http = createHttp(options({ baseUrl: `${server.url}/shop/v2`, sandbox: true, transport, clock, ...more }));
  return { http, server, clock };
}

export function options(
  more: Partial<HttpOptions> & { readonly transport: Transport; readonly clock: Clock },
): HttpOptions {
  return {
    service: "gumroad",
    title: "Gumroad",
    baseUrl: "https://api.shop.example/v2",
    limits: [],
    random: seededRandom(1n),
    ...more,
  };
}

/** A service in memory; what it is asked is kept. */
export function memory(answer: (request: WireRequest, nth: number) => Partial<WireAnswer> | WireError) {
  const asked: WireRequest[] = [];
  const transport: Transport = {
    send: async (request) => {
      asked.push(request);
      const said = answer(request, asked.length - 1);
      if (said instanceof WireError) throw said;
      return { status: 200, headers: {}, body: new Uint8Array(), ...said };
    },
    close: async () => {},
  };
  return { transport, asked };
}

export const requests = (server: WireServer): number => server.heard.join("").match(/^(?:GET|POST) /gm)?.length ?? 0;
