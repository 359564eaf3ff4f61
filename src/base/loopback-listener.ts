import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock, Millis } from "./clock.ts";

/** Where a browser on this machine comes back to, once. */
export type LoopbackListener = {
  /** `http://127.0.0.1:PORT/callback`; the port is any free one. */
  readonly address: string;
  /**
   * What the browser brought in the query, or undefined when it did not come in time or `signal` aborted. The first
   * request for the exact path ends it, whatever it brings; others are turned away unread.
   */
  once(waitMs: Millis, signal?: AbortSignal): Promise<URLSearchParams | undefined>;
  close(): Promise<void>;
};

/** Listens on 127.0.0.1 only, so that nobody outside this machine can answer. */
export async function listenOnLoopback(path: string, clock: Clock): Promise<LoopbackListener> {
  let arrived: (query: URLSearchParams) => void = () => undefined;
  const came = new Promise<URLSearchParams>((resolve) => {
    arrived = resolve;
  });
  let open = true;
  const server = createServer({ requestTimeout: requestMs, headersTimeout: requestMs }, (request, response) => {
    const query = open ? queryOf(request, path, portOf(server)) : undefined;
    if (query === undefined) {
      answer(response, 404, "There is nothing here.");
      return;
    }
    open = false;
    answer(
      response,
      200,
      "Millrace has the answer. Go back to the terminal or the page where you began: it tells how it went.",
    );
    arrived(query);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    address: `http://127.0.0.1:${portOf(server)}${path}`,
    once: async (waitMs, signal) => {
      const enough = new AbortController();
      const both = signal ? AbortSignal.any([signal, enough.signal]) : enough.signal;
      // Ended early by the answer or by the caller: either way there is nothing more to wait for.
      const late = clock.sleep(waitMs, both).catch(() => undefined);
      const first = await Promise.race([came, late]);
      enough.abort();
      return first ?? undefined;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

const requestMs = 10_000;

function portOf(server: Server): number {
  return (server.address() as AddressInfo | null)?.port ?? 0;
}

/** The query of the one request that is meant: a page elsewhere that names this machine otherwise is turned away. */
function queryOf(request: IncomingMessage, path: string, port: number): URLSearchParams | undefined {
  if (request.method !== "GET" || request.headers.host !== `127.0.0.1:${port}`) return undefined;
  const url = request.url ?? "";
  const at = url.indexOf("?");
  return (at < 0 ? url : url.slice(0, at)) === path ? new URLSearchParams(at < 0 ? "" : url.slice(at + 1)) : undefined;
}

/** A page without anything of the request in it, which no history, frame or script gets hold of. */
function answer(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'",
    connection: "close",
  });
  response.end(`${sentence}\n`);
}
