import type { Millis } from "../../base/clock.ts";
import type { KnownAt, KnownBalance, KnownConnection, KnownPayout, KnownProduct, KnownSale } from "../known-at.ts";
import { daysOf } from "../strategy-kit/days-of.ts";

/** A thing as it was known from `knownAt` on, until a later word about the same key. */
export type Learnt<T> = T & { readonly knownAt: Millis };

/** All that became known over a time; what was known at one moment of it is a view. */
export type KnownHistory = {
  readonly title: string;
  readonly book: KnownAt["book"];
  readonly sales: readonly Learnt<KnownSale>[];
  readonly products: readonly Learnt<KnownProduct>[];
  readonly payouts: readonly Learnt<KnownPayout>[];
  readonly balances: readonly Learnt<KnownBalance>[];
  readonly connections: readonly Learnt<KnownConnection>[];
  readonly outside?: unknown;
};

export const noHistory: KnownHistory = {
  title: "nothing is known",
  book: { slug: "main", name: "Main", homeCurrency: "USD", timeZone: "UTC" },
  sales: [],
  products: [],
  payouts: [],
  balances: [],
  connections: [],
};

/** What was known at `at`. */
export function viewAt(history: KnownHistory, at: Millis): KnownAt {
  const sales = newest(history.sales, at, ({ key }) => key);
  return {
    at,
    book: history.book,
    salesFrom: 0,
    sales,
    products: newest(history.products, at, ({ key }) => key),
    payouts: newest(history.payouts, at, ({ key }) => key),
    balances: newest(history.balances, at, ({ source, currency }) => `${source} ${currency}`),
    connections: newest(history.connections, at, ({ source, name }) => `${source} ${name}`),
    days: daysOf(sales, history.book.timeZone),
    outside: history.outside,
  };
}

function newest<T extends object>(all: readonly Learnt<T>[], at: Millis, keyOf: (one: T) => string): readonly T[] {
  const known = new Map<string, Learnt<T>>();
  for (const one of all) {
    const before = known.get(keyOf(one));
    if (one.knownAt <= at && (before === undefined || before.knownAt <= one.knownAt)) known.set(keyOf(one), one);
  }
  return [...known.values()].map((one) => {
    const { knownAt: _, ...thing } = one;
    return thing as unknown as T;
  });
}

const listNames = ["sales", "products", "payouts", "balances", "connections"] as const;
export type ListName = (typeof listNames)[number];

/** The history as it lay there at `at`: what came later is not in it. */
export function cutAt(history: KnownHistory, at: Millis): KnownHistory {
  return eachList(history, (list) => list.filter(({ knownAt }) => knownAt <= at));
}

/** Another future: of what came after `at` nothing stays as it was. */
export function otherFuture(history: KnownHistory, at: Millis): KnownHistory {
  return eachList(history, (list) =>
    list.filter((one, i) => one.knownAt <= at || i % 2 === 0).map((one) => (one.knownAt <= at ? one : later(one))),
  );
}

function later<T extends Learnt<object>>(one: T): T {
  const changed = Object.entries(one).map(([name, value]) => [
    name,
    typeof value === "bigint" ? value * 7n + 1n : value,
  ]);
  return { ...(Object.fromEntries(changed) as T), knownAt: one.knownAt + 1 };
}

/** The history without one of its lists. */
export function without(history: KnownHistory, name: ListName): KnownHistory {
  return { ...history, [name]: [] };
}

/** The names of its lists. */
export function lists(): readonly ListName[] {
  return listNames;
}

function eachList(
  history: KnownHistory,
  change: <T extends Learnt<object>>(list: readonly T[]) => readonly T[],
): KnownHistory {
  return {
    ...history,
    sales: change(history.sales),
    products: change(history.products),
    payouts: change(history.payouts),
    balances: change(history.balances),
    connections: change(history.connections),
  };
}

const momentsMax = 24;

/** Moments at which the history is looked at: its end, and others spread over it. */
export function momentsOf(history: KnownHistory): readonly Millis[] {
  const times = listNames.flatMap((name) => history[name].map(({ knownAt }) => knownAt));
  if (times.length === 0) return [0];
  const [first, last] = times.reduce(
    ([low, high], at) => [Math.min(low, at), Math.max(high, at)],
    [Infinity, -Infinity],
  );
  const span = Math.max(1, last - first);
  const inside = Array.from({ length: momentsMax }, (_, i) => Math.round(first + (span * i) / momentsMax));
  // Silence is news too: some moments lie after the last thing that became known.
  return [...inside, last, ...[7, 30, 90].map((days) => last + days * 86_400_000)];
}
