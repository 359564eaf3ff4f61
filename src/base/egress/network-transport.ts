import { lookup as systemLookup } from "node:dns";
import http, { type ClientRequest, type IncomingMessage } from "node:http";
import https from "node:https";
import { isIP, type LookupFunction, type Socket } from "node:net";
import { networkInterfaces } from "node:os";
import { limits } from "../limits.ts";
import { isLoopback, isPublic, sameAddress } from "./addresses.ts";
import { type Transport, type WireAnswer, WireError, type WireRequest } from "./transport.ts";
import { unpacked } from "./unpacked.ts";
import { wireErrorOf } from "./wire-error-of.ts";

export type NetworkOptions = {
  readonly connectMs?: number;
  readonly headersMs?: number;
  /** How names become addresses; the system's way when absent. */
  readonly lookup?: LookupFunction;
};

type Setup = { readonly connectMs: number; readonly headersMs: number; readonly agents: Agents };
type Agents = { readonly pick: (request: WireRequest, secure: boolean) => http.Agent; readonly close: () => void };

/**
 * The machine's network. Built on Node's own client, the only one that lets the address be checked on both runtimes:
 * first what a name is looked up to, all of it, and once more what was really connected to. One lookup serves both,
 * so a name that changes its address in between gains nothing.
 */
export function networkTransport(options: NetworkOptions = {}): Transport {
  const agents = createAgents(options.lookup ?? systemLookup);
  const setup: Setup = {
    connectMs: options.connectMs ?? limits.httpConnectMsMax,
    headersMs: options.headersMs ?? limits.httpHeadersMsMax,
    agents,
  };
  return {
    send: (request) => new Promise((resolve, reject) => exchange(request, setup, { resolve, reject })),
    close: async () => agents.close(),
  };
}

type Settle = { readonly resolve: (answer: WireAnswer) => void; readonly reject: (error: WireError) => void };

function exchange(request: WireRequest, setup: Setup, settle: Settle): void {
  const url = new URL(request.url);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (request.signal?.aborted) {
    settle.reject(new WireError("stopped", "stopped before it was sent"));
    return;
  }
  if (isIP(host) !== 0 && !allowed(host, request.loopback)) {
    settle.reject(refused());
    return;
  }
  const secure = url.protocol === "https:";
  const sent = (secure ? https : http).request(url, {
    method: request.method,
    headers: { ...request.headers, "accept-encoding": "identity", ...lengthOf(request) },
    agent: setup.agents.pick(request, secure),
  });
  let reason: WireError | undefined;
  const timers = new Set<NodeJS.Timeout>();
  const stop = (error: WireError): void => {
    reason ??= error;
    sent.destroy(error);
  };
  const late = (ms: number, what: string): NodeJS.Timeout => {
    const timer = setTimeout(() => stop(new WireError("timeout", `${what} took more than ${ms} ms`)), ms);
    timers.add(timer);
    return timer;
  };
  const onAbort = (): void => stop(new WireError("stopped", "stopped by the caller"));
  const end = (): void => {
    for (const timer of timers) clearTimeout(timer);
    request.signal?.removeEventListener("abort", onAbort);
  };
  const failed = (error: unknown): void => {
    end();
    settle.reject(reason ?? wireErrorOf(error));
  };
  request.signal?.addEventListener("abort", onAbort, { once: true });
  late(request.timeoutMs, "The whole answer");
  let headersTimer: NodeJS.Timeout | undefined;
  watchSocket(sent, request.loopback, {
    stop,
    connecting: () => late(setup.connectMs, "Connecting"),
    connected: () => {
      headersTimer = late(setup.headersMs, "The beginning of the answer");
    },
  });
  sent.on("error", failed);
  sent.on("response", (incoming) => {
    clearTimeout(headersTimer);
    collect(incoming, request.bytesMax, stop).then((answer) => {
      end();
      settle.resolve(answer);
    }, failed);
  });
  sent.end(request.body);
}

function lengthOf(request: WireRequest): Record<string, number> {
  return request.body === undefined ? {} : { "content-length": Buffer.byteLength(request.body) };
}

type Watch = {
  readonly stop: (error: WireError) => void;
  readonly connecting: () => NodeJS.Timeout;
  readonly connected: () => void;
};

/** Looks at the address that was really connected to, whatever was looked up. */
function watchSocket(sent: ClientRequest, loopback: boolean, watch: Watch): void {
  sent.on("socket", (socket: Socket) => {
    const check = (): void => {
      if (!allowed(socket.remoteAddress ?? "", loopback)) watch.stop(refused());
    };
    // It never got as far as an address; its own error tells why.
    if (socket.destroyed) return;
    if (!socket.connecting) {
      check();
      watch.connected();
      return;
    }
    const timer = watch.connecting();
    // Before the listener that sends what is waiting, so that nothing is sent to a wrong address.
    socket.prependOnceListener("connect", check);
    socket.once("encrypted" in socket ? "secureConnect" : "connect", () => {
      clearTimeout(timer);
      watch.connected();
    });
  });
}

async function collect(
  incoming: IncomingMessage,
  bytesMax: number,
  stop: (error: WireError) => void,
): Promise<WireAnswer> {
  const tooLarge = (): WireError => new WireError("too-large", `the answer is larger than ${bytesMax} bytes`);
  if (Number(incoming.headers["content-length"] ?? 0) > bytesMax) {
    stop(tooLarge());
    throw tooLarge();
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  await new Promise<void>((resolve, reject) => {
    incoming.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      chunks.push(chunk);
      if (bytes > bytesMax) stop(tooLarge());
    });
    const cutShort = (cause?: unknown): void =>
      reject(new WireError("cut-short", `the answer ended after ${bytes} bytes`, { cause }));
    incoming.on("error", cutShort);
    incoming.on("close", () => (incoming.complete ? resolve() : cutShort()));
  });
  const headers = flat(incoming.headers);
  const body = await unpacked(Buffer.concat(chunks, bytes), headers["content-encoding"], bytesMax);
  return { status: incoming.statusCode ?? 0, headers, body };
}

function flat(headers: IncomingMessage["headers"]): Record<string, string> {
  const out: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) out[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return out;
}

function refused(): WireError {
  return new WireError("address-refused", "the address is not one that may be connected to");
}

function allowed(address: string, loopback: boolean): boolean {
  if (loopback) return isLoopback(address);
  return isPublic(address) && !ownAddresses().some((own) => sameAddress(own, address));
}

function ownAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((cards) => (cards ?? []).map((card) => card.address));
}

/**
 * Connections are kept for the next reading call. Another kind of call gets a new one: a kept connection may have been
 * closed by the other side a moment ago, and then nobody knows whether the call arrived.
 */
function createAgents(lookup: LookupFunction): Agents {
  const made: http.Agent[] = [];
  const make = (secure: boolean, loopback: boolean, keepAlive: boolean): http.Agent => {
    const options = { keepAlive, maxSockets: limits.httpSocketsPerHostMax, lookup: checkedLookup(lookup, loopback) };
    const agent = secure ? new https.Agent(options) : new http.Agent(options);
    made.push(agent);
    return agent;
  };
  const pools = new Map<string, http.Agent>();
  const pick = (request: WireRequest, secure: boolean): http.Agent => {
    const keep = request.method === "GET" || request.method === "HEAD";
    const name = `${secure} ${request.loopback} ${keep}`;
    const agent = pools.get(name) ?? make(secure, request.loopback, keep);
    pools.set(name, agent);
    return agent;
  };
  return {
    pick,
    close: () => {
      for (const agent of made) agent.destroy();
    },
  };
}

/** A name of which a single address is not allowed is refused as a whole: no honest service has such a name. */
function checkedLookup(lookup: LookupFunction, loopback: boolean): LookupFunction {
  return (host, options, done) =>
    lookup(host, options, (error, found, family) => {
      if (error) return done(error, found, family);
      const addresses = typeof found === "string" ? [found] : found.map((one) => one.address);
      const fine = addresses.length > 0 && addresses.every((address) => allowed(address, loopback));
      return fine ? done(null, found, family) : done(refused(), [], family);
    });
}
