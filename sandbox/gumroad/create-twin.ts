import { Hono } from "hono";
import type { Clock, Millis } from "../../src/base/clock.ts";
import { type Answer, toResponse } from "../answer.ts";
import { wordOf } from "../chance.ts";
import type { Delivery } from "../delivery.ts";
import type { FaultKind, FaultPlan } from "../fault-plan.ts";
import { createFaults, type Faults } from "../faults.ts";
import type { Listing } from "../spoil-rows.ts";
import type { Twin } from "../twin.ts";
import { answerCall } from "./api.ts";
import { type Books, booksOf, ledgerOf, type SaleTruth } from "./books.ts";
import { type HandSale, sellByHand } from "./by-hand.ts";
import { answerConsent } from "./consent.ts";
import type { App } from "./consent-state.ts";
import { changeToken, openDoor, wrong } from "./doors.ts";
import { advance, openShop } from "./live.ts";
import { settleNow } from "./payouts.ts";
import { createPings } from "./pings.ts";
import { readCall, readConsent, readDoor } from "./read-request.ts";
import type { ShopPlan } from "./shop-plan.ts";
import { newState, newToken, nowOf, type State } from "./state.ts";

export type GumroadTwinOptions = {
  /** Any text or number: the same one gives the same world. */
  readonly seed: string | number | bigint;
  readonly clock: Clock;
  readonly shop: ShopPlan;
  readonly faults?: FaultPlan;
  /** Absent: made of the seed. */
  readonly token?: string;
  /** What opens the control doors, in the header `x-sandbox-key`. Absent: made of the seed. */
  readonly controlKey?: string;
};

/** The simulated Gumroad. All amounts are whole US cents. */
export type GumroadTwin = Twin & {
  /** The access token in force. */
  readonly token: string;
  readonly controlKey: string;
  /** The seller's own application, for consents. */
  readonly app: App;
  /** The platform's id of the seller. */
  readonly sellerId: string;
  books(): Books;
  /** The truth of each listed sale, by id. */
  ledger(): ReadonlyMap<string, SaleTruth>;
  /** Pays out everything at once, so that both sides can be compared at rest. */
  settle(): void;
  /** Makes a sale happen; gives its id. */
  sell(wish: HandSale): string | undefined;
  changeToken(what: "revoke" | "restore" | "replace"): void;
  faultPlan: FaultPlan;
  readonly faultCounts: Readonly<Partial<Record<FaultKind, number>>>;
  /** Switches all faults off. */
  heal(): void;
};

/** Builds the twin: a function of seed, shop and clock, and of what is done to it. It has no timers. */
export function createGumroadTwin(options: GumroadTwinOptions): GumroadTwin {
  const { clock, shop } = options;
  const seed = wordOf(String(options.seed));
  const state = newState({ seed, clock, shop, ...(options.token ? { token: options.token } : {}) });
  const faults = createFaults(seed, clock, options.faults);
  const pings = createPings(state, faults);
  const controlKey = options.controlKey ?? newToken(seed, 0xc0);
  openShop(state);
  const app = appOf(state, faults, controlKey);
  return {
    id: "gumroad",
    advance: () => advance(state),
    fetch: async (request) => app.fetch(request),
    pingsDue: (now: Millis): readonly Delivery[] => {
      advance(state);
      return pings.due(now);
    },
    get token() {
      return state.token.value;
    },
    controlKey,
    app: state.consent.app,
    sellerId: state.ids.idOf("seller", 1),
    books: () => booksOf(lived(state)),
    ledger: () => ledgerOf(lived(state)),
    settle: () => void settleNow(lived(state), nowOf(state)),
    sell: (wish) => {
      const sale = sellByHand(lived(state), wish);
      return sale && state.ids.idOf("sale", sale.number);
    },
    changeToken: (what) => void changeToken(state, what),
    get faultPlan() {
      return faults.plan;
    },
    set faultPlan(plan) {
      faults.plan = plan;
    },
    get faultCounts() {
      return faults.counts;
    },
    heal: () => faults.heal(),
  };
}

function lived(state: State): State {
  advance(state);
  return state;
}

/** Addresses are the same with and without the platform's name before them, as it is mounted in a sandbox. */
function appOf(state: State, faults: Faults, controlKey: string): Hono {
  const kept = new Map<string, unknown[]>();
  const app = new Hono();
  const api = async (request: Request, path: string): Promise<Response> => {
    const answer = await answered(state, faults, request, path, kept);
    return toResponse(answer, faults.date(state.clock.now()));
  };
  const door = async (request: Request, name: string): Promise<Response> => {
    const allowed = request.headers.get("x-sandbox-key") === controlKey;
    if (!allowed) return toResponse(wrong(403, "This door needs the header x-sandbox-key."), state.clock.now());
    const call = await readDoor(request, name);
    return toResponse(openDoor(lived(state), faults, call), state.clock.now());
  };
  const consent = async (request: Request, path: string): Promise<Response> => {
    const asked = await readConsent(request, path);
    const answer = (await faults.before()) ?? faults.after(answerConsent(lived(state), asked), undefined);
    return toResponse(answer, faults.date(state.clock.now()));
  };
  // What is thrown is meant for whoever carries the answer: a connection that breaks.
  app.onError((error) => {
    throw error;
  });
  for (const base of ["", "/gumroad"]) {
    app.all(`${base}/v2/*`, (c) => api(c.req.raw, c.req.path.slice(base.length + 3)));
    app.all(`${base}/oauth/*`, (c) => consent(c.req.raw, c.req.path.slice(base.length + "/oauth".length)));
    app.all(`${base}/-/:name`, (c) => door(c.req.raw, c.req.param("name")));
  }
  return app;
}

async function answered(
  state: State,
  faults: Faults,
  request: Request,
  path: string,
  kept: Map<string, unknown[]>,
): Promise<Answer> {
  const call = await readCall(request, path);
  const failed = await faults.before();
  advance(state);
  if (failed) return failed;
  const now = nowOf(state);
  const asOf = Math.floor(faults.asOf(state.clock.now()) / 1_000);
  const answer = answerCall(state, call, { now, asOf });
  return faults.after(answer, call.method === "GET" ? listingOf(call.path, call.query, now, kept) : undefined);
}

const members: Readonly<Record<string, string>> = { "/sales": "sales", "/products": "products", "/payouts": "payouts" };

/** Which part of an answer can be spoilt; transactions of payouts cannot, for their numbers would not stay the same. */
function listingOf(
  path: string,
  query: URLSearchParams,
  now: number,
  kept: Map<string, unknown[]>,
): Listing | undefined {
  const record = path.startsWith("/sales/") && path !== "/sales/summary";
  const member = record ? "sale" : members[path];
  if (member === undefined) return undefined;
  const before = kept.get(member) ?? [];
  kept.set(member, before);
  const badField = member.startsWith("sale") ? "price" : undefined;
  return { member, pageKey: query.get("page_key") ?? undefined, badField, stretch: Math.floor(now / 21_600), before };
}
