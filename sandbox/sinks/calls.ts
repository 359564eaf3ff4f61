import { type Context, Hono } from "hono";
import type { Fault, SinkTwin, TwinEnv, TwinOptions } from "./twin.ts";

export type Books<Received> = {
  readonly twin: SinkTwin<Received>;
  readonly take: (message: Received) => void;
  /** The fault that this call shall have, if any; "cut" comes into effect after the answer is made. */
  readonly fault: () => Fault | undefined;
};

/** The books of one twin, and the two faults that all services have in common. */
export function openBooks<Received>(id: string, { now }: TwinOptions): Books<Received> {
  const received: Received[] = [];
  const faults: Fault[] = [];
  let calls = 0;
  let current: Fault | undefined;
  const app = new Hono<TwinEnv>();
  app.use(async (c, next) => {
    calls += 1;
    current = faults.shift();
    if (current === "server") return c.html("<h1>503 Service Temporarily Unavailable</h1>", 503);
    await next();
    // Limits that reset at a moment are measured against it.
    c.header("Date", new Date(now()).toUTCString());
    if (current === "cut") cut(c);
    return undefined;
  });
  const twin: SinkTwin<Received> = {
    id,
    app,
    received,
    calls: () => calls,
    failNext: (...more) => void faults.push(...more),
  };
  return { twin, take: (message) => void received.push(message), fault: () => current };
}

function cut(c: Context<TwinEnv>): void {
  c.env.incoming?.socket.destroy();
}

/** The body as a JSON object; undefined when it is none. */
export async function objectOf(c: Context<TwinEnv>): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    const value: unknown = await c.req.json();
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    // What is no JSON is told from what is by the caller.
    return undefined;
  }
}
