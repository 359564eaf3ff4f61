import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { GumroadTwin } from "../../sandbox/gumroad/create-twin.ts";

/** An answer on its way, to be changed. */
export type WireAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** Makes something bad of an answer; "hang-up" ends the connection instead. `path` is as the API has it: "/v2/sales". */
export type Spoil = (answer: WireAnswer, path: string) => WireAnswer | "hang-up";

export type GumroadServer = {
  /** What `MILLRACE_SANDBOX` is set to. */
  readonly url: string;
  /** What is done to each answer from now on. */
  spoil: Spoil | undefined;
  /** How many calls came in. */
  readonly calls: () => number;
  close(): Promise<void>;
};

/** Serves the simulated Gumroad over HTTP on this machine, with a hand on every answer. */
export async function serveGumroad(twin: GumroadTwin): Promise<GumroadServer> {
  let calls = 0;
  const server = createServer((request, response) => {
    calls += 1;
    void answer(twin, request, response, served.spoil);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const served: GumroadServer = {
    url: `http://127.0.0.1:${port}`,
    spoil: undefined,
    calls: () => calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return served;
}

async function answer(
  twin: GumroadTwin,
  request: IncomingMessage,
  response: ServerResponse,
  spoil: Spoil | undefined,
): Promise<void> {
  const pieces: Uint8Array[] = [];
  for await (const piece of request) pieces.push(piece as Uint8Array);
  const method = request.method ?? "GET";
  const real = await twin.fetch(
    new Request(`http://twin${request.url}`, {
      method,
      headers: Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]),
      ...(pieces.length === 0 ? {} : { body: Buffer.concat(pieces) }),
    }),
  );
  const whole: WireAnswer = {
    status: real.status,
    headers: Object.fromEntries(real.headers),
    body: await real.text(),
  };
  const path = (request.url ?? "").replace(/^\/gumroad|\?.*$/g, "");
  const spoilt = spoil ? spoil(whole, path) : whole;
  if (spoilt === "hang-up") {
    request.socket.destroy();
    return;
  }
  // The simulated platform has a clock of its own.
  response.sendDate = false;
  const { "content-length": _, ...headers } = spoilt.headers;
  response.writeHead(spoilt.status, headers);
  response.end(spoilt.body);
}
