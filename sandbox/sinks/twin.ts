import type { Hono } from "hono";

/** What a simulated service is made with. */
export type TwinOptions = {
  /** The time in milliseconds, for limits and for what it writes into its books. */
  readonly now: () => number;
};

/** A simulated place for messages. Its routes begin at "/" with the path that the real service has. */
export type SinkTwin<Received> = {
  /** Where it lives in the sandbox: `http://127.0.0.1:PORT/<id>`. */
  readonly id: string;
  readonly app: Hono<TwinEnv>;
  /** What it took, in order: what people would see. */
  readonly received: readonly Received[];
  /** How many calls came, refused ones included. */
  readonly calls: () => number;
  /** The next calls go wrong in these ways, one each. */
  readonly failNext: (...faults: readonly Fault[]) => void;
};

/**
 * `server`: 503 with a web page. `cut`: the message is taken, but the connection breaks before the answer. `busy`: 429
 * in the service's own form although its limit is not reached.
 */
export type Fault = "server" | "cut" | "busy";

/** What Node's server gives beside the request. */
export type TwinEnv = { Bindings: { incoming?: { readonly socket: { destroy(): void } } } };
