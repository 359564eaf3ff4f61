import { fixedClock } from "../../src/base/clock.ts";
import { createGumroadTwin, type GumroadTwin, type GumroadTwinOptions } from "../gumroad/create-twin.ts";
import type { ShopPlan } from "../gumroad/shop-plan.ts";
import { type Sandbox, serveSandbox } from "../serve.ts";
import { presetShop } from "../world/presets.ts";

/** The moment at which tests look at a shop, a Friday morning. */
export const testTime = Date.UTC(2026, 10, 20, 9);

export const dayMs = 86_400_000;

/** What the API says, read. */
export type Said = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Row;
};

export type OpenTwin = {
  readonly twin: GumroadTwin;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly served: Sandbox;
  get(path: string): Promise<Said>;
  ask(method: string, path: string, parameters?: Readonly<Record<string, string>>): Promise<Said>;
  /** A control door, with its key. */
  door(method: string, name: string, body?: unknown): Promise<Said>;
  [Symbol.asyncDispose](): Promise<void>;
};

/** A shop without customers: nothing happens but what is done by hand. */
export function quietShop(changes: Partial<ShopPlan> = {}): ShopPlan {
  return { ...presetShop("small", testTime - 30 * dayMs), ordersPerDay: 0, ...changes };
}

/** A shop of some days with a few orders a day. */
export function livelyShop(days = 60, changes: Partial<ShopPlan> = {}): ShopPlan {
  return { ...presetShop("small", testTime - days * dayMs), ...changes };
}

/** Opens a twin on a standing clock and serves it over HTTP; its messages go out only when a test asks. */
export async function openTwin(options: Partial<GumroadTwinOptions> = {}): Promise<OpenTwin> {
  const clock = fixedClock(testTime);
  const twin = createGumroadTwin({ seed: "test", clock, shop: quietShop(), ...options });
  // The loop that sends messages gets a clock that waits for the end: tests take the messages themselves.
  const waiting = { now: clock.now, sleep: (_ms: number, signal?: AbortSignal) => ended(signal) };
  const silent = { ...twin, pingsDue: () => [], fetch: twin.fetch };
  const served = await serveSandbox({ port: 0, twins: [silent], clock: waiting });
  const said = async (path: string, init: RequestInit): Promise<Said> => {
    const response = await fetch(`${served.url}/gumroad${path}`, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parsed(text) };
  };
  const headers = (): Record<string, string> => ({ authorization: `Bearer ${twin.token}` });
  return {
    twin,
    clock,
    served,
    get: (path) => said(path, { headers: headers() }),
    ask: (method, path, parameters = {}) =>
      said(path, { method, headers: headers(), body: new URLSearchParams(parameters) }),
    door: (method, name, body) =>
      said(`/-/${name}`, {
        method,
        headers: { "x-sandbox-key": twin.controlKey },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    [Symbol.asyncDispose]: () => served.close(),
  };
}

function ended(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => signal?.addEventListener("abort", () => resolve(), { once: true }));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON is looked at as text.
    return undefined;
  }
}

/** Every row of a list, page after page. */
export async function walk(open: OpenTwin, path: string, member: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let next: string | undefined = path; next !== undefined; ) {
    const { json } = await open.get(next);
    rows.push(...json[member]);
    next = json.next_page_url;
  }
  return rows;
}

/** What JSON has in it, to be looked at as it comes. */
export type Row = ReturnType<typeof JSON.parse>;
