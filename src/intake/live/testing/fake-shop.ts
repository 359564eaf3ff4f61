import type { Failure } from "../../../base/egress/failure.ts";
import { err, ok, type Result } from "../../../base/result.ts";
import type { SaleSighting, Sighting } from "../../../domain/facts/sighting.ts";
import type {
  Ask,
  Connector,
  Found,
  Hint,
  Look,
  Page,
  PingMessage,
  PulledRecord,
  Rejected,
  Stream,
} from "../../../spec/connector.ts";

export const shopId = "shop";
const dayMs = 86_400_000;

/** A sale as the shop keeps it; amounts in minor units of USD. */
export type ShopSale = {
  readonly id: string;
  readonly at: number;
  readonly gross: bigint;
  readonly fee?: bigint;
  readonly refunded?: bigint;
  readonly email?: string;
  readonly product?: string;
  /** Written so that nobody can read it. */
  readonly broken?: boolean;
  /** Never listed, as a purchase to try things out. */
  readonly hidden?: boolean;
};

export const recent: Look = { name: "recent", cron: "*/10 * * * *", reachMs: 2 * dayMs };
export const whole: Look = { name: "whole", cron: "0 3 1 * *" };

/**
 * A platform without a network: it lists what is put into it, newest first, a page at a time, and does wrong what it is
 * told to do wrong.
 */
export type FakeShop = {
  readonly connector: Connector;
  readonly sales: Stream;
  readonly products: Stream;
  readonly payouts: Stream;
  /** Puts a sale in, or changes one. */
  put(...sales: readonly ShopSale[]): void;
  change(id: string, change: Partial<ShopSale>): void;
  list(stream: "products" | "payouts", records: readonly PulledRecord[]): void;
  /** The next pulls fail so, one after the other. */
  fail(...failures: readonly (Failure | undefined)[]): void;
  /** Failures and answers that were not asked for are forgotten. */
  mend(): void;
  /** Answers with this page once, whatever was asked. */
  answer(...pages: readonly Page[]): void;
  /** What was asked of it. */
  readonly asked: readonly (Ask & { readonly stream: string })[];
  readonly fetched: readonly string[];
  /** Runs while a fetch by id is on its way, after the answer was made up. */
  meanwhile(work: (() => Promise<void>) | undefined): void;
};

export function fakeShop(now: () => number, pageSize = 2): FakeShop {
  const world: World = {
    now,
    pageSize,
    kept: new Map(),
    listed: { products: [], payouts: [] },
    failures: [],
    answers: [],
    asked: [],
    fetched: [],
    between: undefined,
  };
  const { kept, failures, answers, asked, fetched } = world;
  const streams = streamsOf(world);
  return {
    ...streams,
    connector: connectorOf(Object.values(streams)),
    put: (...some) => {
      for (const sale of some) kept.set(sale.id, sale);
    },
    change: (id, change) => {
      kept.set(id, { ...(kept.get(id) as ShopSale), ...change });
    },
    list: (stream, records) => {
      world.listed[stream] = records;
    },
    fail: (...some) => {
      failures.push(...some);
    },
    mend: () => {
      failures.length = 0;
      answers.length = 0;
    },
    answer: (...pages) => {
      answers.push(...pages);
    },
    asked,
    fetched,
    meanwhile: (work) => {
      world.between = work;
    },
  };
}

type Listed = PulledRecord | Rejected;
type World = {
  readonly now: () => number;
  readonly pageSize: number;
  readonly kept: Map<string, ShopSale>;
  readonly listed: { products: readonly PulledRecord[]; payouts: readonly PulledRecord[] };
  readonly failures: (Failure | undefined)[];
  readonly answers: Page[];
  readonly asked: (Ask & { stream: string })[];
  readonly fetched: string[];
  between: (() => Promise<void>) | undefined;
};

function connectorOf(streams: readonly Stream[]): Connector {
  return {
    id: shopId,
    title: "Shop",
    baseUrl: "https://shop.example/v1",
    sandboxPath: "/v1",
    credentials: [],
    limits: [],
    streams,
    identify: async () => ok({ id: "me", name: "My shop", warnings: [] }),
    pings: { howTo: [], read: readPing },
  };
}

function streamsOf(world: World): Pick<FakeShop, "sales" | "payouts" | "products"> {
  const { listed } = world;
  const list = (id: string, looks: readonly Look[], newestFirst: boolean, all: () => readonly Listed[]): Stream => ({
    id,
    title: id,
    newestFirst,
    looks,
    pull: async (_, ask) => pull(world, id, ask, all),
  });
  return {
    sales: {
      ...list("sales", [recent, whole], true, () => newestSales(world)),
      fetch: (_, id) => fetchSale(world, id),
    },
    payouts: list("payouts", [recent], true, () => listed.payouts),
    products: list("products", [whole], false, () => listed.products),
  };
}

function newestSales({ kept }: World): readonly Listed[] {
  return [...kept.values()]
    .filter((sale) => sale.hidden !== true)
    .sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
    .map(recordOf);
}

function pull(world: World, stream: string, ask: Ask, all: () => readonly Listed[]): Result<Page, Failure> {
  world.asked.push({ stream, ...ask });
  const failure = world.failures.shift();
  if (failure) return err(failure);
  const answer = world.answers.shift();
  return ok(answer ?? pageOf(all(), Number(ask.cursor ?? "0"), world.pageSize, world.now()));
}

async function fetchSale(world: World, id: string): Promise<Result<Found, Failure>> {
  world.fetched.push(id);
  const fetchedAt = world.now();
  const failure = world.failures.shift();
  if (failure) return err(failure);
  const sale = world.kept.get(id);
  const found = sale && sale.hidden !== true ? foundOf(recordOf(sale), fetchedAt) : { fetchedAt };
  await world.between?.();
  return ok(found);
}

function pageOf(all: readonly Listed[], start: number, size: number, fetchedAt: number): Page {
  const some = all.slice(start, start + size);
  const more = start + size < all.length;
  return {
    records: some.filter((one): one is PulledRecord => "sightings" in one),
    rejected: some.filter((one): one is Rejected => "reason" in one),
    ...(more ? { next: String(start + size) } : {}),
    fetchedAt,
    total: all.length,
  };
}

function foundOf(one: Listed, fetchedAt: number): Found {
  return "reason" in one ? { rejected: one, fetchedAt } : { record: one, fetchedAt };
}

/** The shop's own text of a sale. */
export function saleText({ id, at, gross, fee, refunded, email, product }: ShopSale): string {
  return JSON.stringify({
    id,
    created_at: at,
    price: gross.toString(),
    fee: fee?.toString(),
    refunded: refunded?.toString(),
    email,
    product_name: product ?? "Pen",
  });
}

export function recordOf(sale: ShopSale): Listed {
  const raw = saleText(sale);
  if (sale.broken) return { id: sale.id, reason: "its price is not a number", raw };
  return { id: sale.id, at: sale.at, raw, sameness: raw, sightings: [sightingOf(sale)] };
}

function sightingOf({ id, at, gross, fee, refunded, email, product = "Pen" }: ShopSale): SaleSighting {
  return {
    kind: "sale",
    id,
    at,
    currency: "USD",
    gross,
    product: { id: product, name: product },
    ...(fee === undefined ? {} : { fees: { platform: fee } }),
    ...(refunded === undefined ? {} : { refunded }),
    ...(email === undefined ? {} : { buyer: { email } }),
  };
}

/** A record of any stream. */
export function recordWith(id: string, sightings: readonly Sighting[], more: Partial<PulledRecord> = {}): PulledRecord {
  const raw = JSON.stringify({ id, ...more, sightings }, (_, value) =>
    typeof value === "bigint" ? value.toString() : (value as unknown),
  );
  return { id, raw, sameness: raw, sightings, ...more };
}

/** `seller=me&sale=ID[&test=1]`; a message without a sale asks to look at the newest. */
function readPing({ body, accountId }: PingMessage): Result<readonly Hint[], string> {
  const words = new URLSearchParams(body);
  if (words.get("seller") !== accountId) return err("it names another seller");
  const id = words.get("sale");
  return ok([
    {
      stream: words.get("stream") ?? "sales",
      ...(id === null ? {} : { id }),
      about: "a sale",
      ...(words.has("test") ? { test: true } : {}),
    },
  ]);
}

export const passing: Failure = { kind: "transient", code: "timeout", sentence: "Shop did not answer in time." };
export const refused: Failure = { kind: "auth", code: "access-refused", sentence: "Shop refused the access token." };
export const odd: Failure = { kind: "fatal", code: "bad-request", sentence: "Shop did not understand the request." };
