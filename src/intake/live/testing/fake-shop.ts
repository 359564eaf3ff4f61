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
  const kept = new Map<string, ShopSale>();
  const listed = { products: [] as readonly PulledRecord[], payouts: [] as readonly PulledRecord[] };
  const failures: (Failure | undefined)[] = [];
  const answers: Page[] = [];
  const asked: (Ask & { stream: string })[] = [];
  const fetched: string[] = [];
  let between: (() => Promise<void>) | undefined;

  const pulling =
    (stream: string, all: () => readonly (PulledRecord | Rejected)[]) =>
    async (_: unknown, ask: Ask): Promise<Result<Page, Failure>> => {
      asked.push({ stream, ...ask });
      const failure = failures.shift();
      if (failure) return err(failure);
      const answer = answers.shift();
      if (answer) return ok(answer);
      const start = Number(ask.cursor ?? "0");
      return ok(pageOf(all(), start, pageSize, now()));
    };
  const newestFirst = (): readonly (PulledRecord | Rejected)[] =>
    [...kept.values()]
      .filter((sale) => sale.hidden !== true)
      .sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
      .map(recordOf);

  const sales: Stream = {
    id: "sales",
    title: "sales",
    newestFirst: true,
    looks: [recent, whole],
    pull: pulling("sales", newestFirst),
    fetch: async (_, id) => {
      fetched.push(id);
      const fetchedAt = now();
      const failure = failures.shift();
      if (failure) return err(failure);
      const sale = kept.get(id);
      const found = sale && sale.hidden !== true ? foundOf(recordOf(sale), fetchedAt) : { fetchedAt };
      await between?.();
      return ok(found);
    },
  };
  const products: Stream = {
    id: "products",
    title: "products",
    newestFirst: false,
    looks: [whole],
    pull: pulling("products", () => listed.products),
  };
  const payouts: Stream = {
    ...products,
    id: "payouts",
    title: "payouts",
    newestFirst: true,
    looks: [recent],
    pull: pulling("payouts", () => listed.payouts),
  };
  return {
    connector: {
      id: shopId,
      title: "Shop",
      baseUrl: "https://shop.example/v1",
      sandboxPath: "/v1",
      credentials: [],
      limits: [],
      streams: [sales, payouts, products],
      identify: async () => ok({ id: "me", name: "My shop", warnings: [] }),
      pings: { howTo: [], read: readPing },
    },
    sales,
    products,
    payouts,
    put: (...some) => {
      for (const sale of some) kept.set(sale.id, sale);
    },
    change: (id, change) => {
      kept.set(id, { ...(kept.get(id) as ShopSale), ...change });
    },
    list: (stream, records) => {
      listed[stream] = records;
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
      between = work;
    },
  };
}

function pageOf(all: readonly (PulledRecord | Rejected)[], start: number, size: number, fetchedAt: number): Page {
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

function foundOf(one: PulledRecord | Rejected, fetchedAt: number): Found {
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

export function recordOf(sale: ShopSale): PulledRecord | Rejected {
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
