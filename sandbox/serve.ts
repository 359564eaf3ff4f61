import { type HttpBindings, serve as listen, type ServerType } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { Hono } from "hono";
import type { Clock } from "../src/base/clock.ts";
import { ProblemError, problem } from "../src/base/problem.ts";
import { CutConnection } from "./answer.ts";
import { keepDelivering, type SendPing } from "./delivery.ts";
import { sendPing } from "./send-ping.ts";
import { createSinkTwins, type SandboxSink, sandboxSinks, sinkRoutes } from "./sinks/serve-sinks.ts";
import type { Twin } from "./twin.ts";

export type SandboxOptions = {
  /** 0 takes any free one. */
  readonly port: number;
  readonly twins: readonly Twin[];
  readonly clock: Clock;
  /** How messages go out; absent: over HTTP, to this machine only. */
  readonly send?: SendPing;
};

/** `url` is what `MILLRACE_SANDBOX` is set to: each platform is at `<url>/<its id>`. */
export type Sandbox = { readonly url: string; readonly sinks: readonly SandboxSink[]; close(): Promise<void> };

/** Serves simulated platforms and places for messages on this machine only, and sends their messages. */
export async function serveSandbox({ port, twins, clock, send = sendPing }: SandboxOptions): Promise<Sandbox> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.onError((error, c) => {
    if (!(error instanceof CutConnection)) throw error;
    const { outgoing } = c.env;
    const length = Buffer.byteLength(error.sent) + 1;
    outgoing.writeHead(error.status, { "content-type": "application/json", "content-length": length });
    outgoing.write(error.sent, () => outgoing.destroy());
    return RESPONSE_ALREADY_SENT;
  });
  for (const twin of twins) app.all(`/${twin.id}/*`, (c) => twin.fetch(c.req.raw));
  const sinks = createSinkTwins({ now: clock.now });
  app.route("/", sinkRoutes(sinks));
  app.get("/", (c) => c.text(`Simulated platforms: ${twins.map((twin) => `/${twin.id}/`).join(", ")}\n`));
  const server = await opened(app.fetch, port);
  const address = server.address();
  const actual = typeof address === "object" && address !== null ? address.port : port;
  const stop = new AbortController();
  const delivering = keepDelivering(twins, clock, send, stop.signal);
  const url = `http://127.0.0.1:${actual}`;
  return {
    url,
    sinks: sandboxSinks(sinks, url),
    close: async () => {
      stop.abort();
      await delivering;
      await closed(server);
    },
  };
}

function opened(fetch: Parameters<typeof listen>[0]["fetch"], port: number): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = listen({ fetch, hostname: "127.0.0.1", port }, () => resolve(server));
    server.on("error", (cause: NodeJS.ErrnoException) => {
      const busy = cause.code === "EADDRINUSE";
      const sentence = busy
        ? `Port ${port} is taken by another program.`
        : `The sandbox cannot listen on port ${port} (${cause.code ?? "unknown reason"}).`;
      reject(
        new ProblemError(problem("port-busy", sentence, { fix: "Choose another port, or 0 for any." }), { cause }),
      );
    });
  });
}

function closed(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ("closeAllConnections" in server) server.closeAllConnections();
  });
}
