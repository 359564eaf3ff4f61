import type { Clock } from "../../src/base/clock.ts";
import { chanceOf } from "../chance.ts";
import { type EventQueue, eventQueue } from "../event-queue.ts";
import type { Seconds } from "../moment.ts";
import { type Buyer, buyerOf } from "../world/buyers.ts";
import { type ConsentState, newConsentState } from "./consent-state.ts";
import { type IdCoder, idCoder } from "./ids.ts";
import type { Entry, Payout, Product, Sale, Subscription, Webhook, WebhookName } from "./records.ts";
import type { FeePolicy, ShopPlan } from "./shop-plan.ts";

/** All that the simulated platform knows. Times are whole seconds. */
export type State = {
  readonly seed: number;
  readonly clock: Clock;
  readonly shop: ShopPlan;
  readonly ids: IdCoder;
  readonly sellerId: string;
  /** The id of a product's number. */
  readonly productId: (number: number) => string;
  readonly queue: EventQueue;
  /** How far the world has been lived. */
  livedUntil: Seconds;
  /** By row number; place 0 is nobody's. */
  readonly sales: (Sale | undefined)[];
  /** What lists show, by `created_at` and row number upward. */
  readonly listed: Sale[];
  readonly subscriptions: Subscription[];
  readonly products: Product[];
  readonly entries: Entry[];
  /** Places of entries that no payout has taken. */
  unpaid: number[];
  readonly payouts: Payout[];
  readonly webhooks: Webhook[];
  nextWebhook: number;
  fees: readonly FeePolicy[];
  token: { value: string; live: boolean; scopes: ReadonlySet<string> | "all" };
  tokenTurn: number;
  readonly consent: ConsentState;
  /** Where what happens is told, if anybody listens. */
  announce: (news: News) => void;
  readonly buyer: (number: number) => Buyer;
  /** Tracking addresses of what was sent, by row number. */
  readonly shipped: Map<number, string | null>;
  bio: string | null;
};

/** Something that platforms send messages about. */
export type News = {
  readonly name: WebhookName;
  readonly at: Seconds;
  readonly sale?: Sale;
  readonly subscription?: Subscription;
  /** Members of the message beside the usual ones. */
  readonly more?: Readonly<Record<string, unknown>>;
};

export type StateOptions = {
  readonly seed: number;
  readonly clock: Clock;
  readonly shop: ShopPlan;
  readonly token?: string;
};

export function newState({ seed, clock, shop, token }: StateOptions): State {
  const opensAt = Math.floor(shop.opensAt / 1_000);
  const ids = idCoder(seed);
  return {
    seed,
    clock,
    shop,
    ids,
    sellerId: ids.idOf("seller", 1),
    productId: rememberedIds((number) => ids.idOf("product", number)),
    queue: eventQueue(),
    livedUntil: opensAt - 1,
    sales: [undefined],
    listed: [],
    subscriptions: [],
    products: shop.products.map((plan, number) => ({
      number,
      plan,
      published: true,
      deleted: false,
      salesCount: 0,
      salesCents: 0,
      createdAt: opensAt - 86_400 * (shop.products.length - number),
    })),
    entries: [],
    unpaid: [],
    payouts: [],
    webhooks: [],
    nextWebhook: 1,
    fees: shop.fees,
    token: { value: token ?? newToken(seed, 0), live: true, scopes: "all" },
    tokenTurn: 0,
    consent: newConsentState((turn) => newToken(seed, 1_000_000 + turn)),
    announce: () => undefined,
    buyer: rememberedBuyers(seed),
    shipped: new Map(),
    bio: null,
  };
}

/** A token of the platform's form: 43 characters. The `turn` makes others of the same seed. */
export function newToken(seed: number, turn: number): string {
  const chance = chanceOf(seed, 0x70e1, turn);
  return Buffer.from(Array.from({ length: 32 }, () => chance.below(256))).toString("base64url");
}

/** Products are few and named in every sale. */
function rememberedIds(make: (number: number) => string): (number: number) => string {
  const kept: string[] = [];
  return (number) => {
    const id = kept[number] ?? make(number);
    kept[number] = id;
    return id;
  };
}

/** Buyers are derived anew when they are asked for; the last few thousand are kept. */
function rememberedBuyers(seed: number): (number: number) => Buyer {
  const kept = new Map<number, Buyer>();
  return (number) => {
    const known = kept.get(number);
    if (known !== undefined) return known;
    const made = buyerOf(seed, number);
    if (kept.size >= 4_096) kept.clear();
    kept.set(number, made);
    return made;
  };
}

/** The platform's present, in whole seconds. */
export function nowOf(state: State): Seconds {
  return Math.floor(state.clock.now() / 1_000);
}

/** The sale of a row number that is known to exist. */
export function saleAt(state: State, number: number): Sale {
  const sale = state.sales[number];
  if (sale === undefined) throw new RangeError(`there is no sale ${number}`);
  return sale;
}

/** The product of a number that is known to exist. */
export function productAt(state: State, number: number): Product {
  const product = state.products[number];
  if (product === undefined) throw new RangeError(`there is no product ${number}`);
  return product;
}
