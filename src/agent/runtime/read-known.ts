import type { Millis } from "../../base/clock.ts";
import { chart, segment } from "../../domain/books/account.ts";
import { ownSource } from "../../domain/books/txn.ts";
import { decodeFacts } from "../../domain/facts/codec.ts";
import { objectKey } from "../../domain/facts/object.ts";
import { resolveMovement } from "../../domain/facts/resolve-movement.ts";
import { addMeasures, measuresOfLeg, noMeasures } from "../../domain/measures/measures.ts";
import { dayMs } from "../../domain/time/civil.ts";
import type { KnownBalance, KnownConnection, KnownPayout, KnownProduct, KnownSale } from "../../spec/known-at.ts";
import { keptBalances, summedBalances } from "../../store/balance.ts";
import type { Book } from "../../store/book.ts";
import { listConnections } from "../../store/connection.ts";
import type { Handle } from "../../store/handle.ts";
import { listedProducts } from "../../store/listed-product.ts";
import { type FactsRow, factsOfKind } from "../../store/object-facts.ts";
import { legsBookedBy, newestRecordedAt, type SeenSale, salesSeenBy, standingOf } from "../../store/strategy-view.ts";
import { streamStates } from "../../store/stream-state.ts";
import { rowsPerPart, salesMax, type ViewHead, type ViewPart } from "./protocol.ts";

/** What a view is made from: a book, and the moment. */
export type Look = {
  readonly handle: Handle;
  readonly book: Book;
  readonly at: Millis;
  /** The present moment: of some things only their state of now is kept. */
  readonly now: Millis;
};

/**
 * What was known of a book at a moment, piece by piece, so that nobody waits for it: an object counts from when it was
 * first seen, money from when it was booked. What was heard of an object since is taken away again; of what is not kept
 * over time, the state is unknown for moments that are past.
 */
export async function* readKnown(look: Look, historyDays: number): AsyncGenerator<ViewPart> {
  for (const rows of pieces(await productsKnown(look))) yield { list: "products", rows };
  for (const rows of pieces(await payoutsKnown(look))) yield { list: "payouts", rows };
  yield { list: "balances", rows: await balancesKnown(look) };
  yield { list: "connections", rows: await connectionsKnown(look) };
  let after: SeenSale | undefined;
  for (let count = 0; count < salesMax; count += rowsPerPart) {
    const span = { from: salesFrom(look, historyDays), at: look.at };
    const page = await salesSeenBy(look.handle, look.book.id, span, rowsPerPart, after);
    if (page.length > 0) yield { list: "sales", rows: await salesThen(look, page) };
    if (page.length < rowsPerPart) return;
    after = page.at(-1);
  }
}

/** The part of a view that is no list. */
export function headOf(look: Look, historyDays: number): ViewHead {
  const { slug, name, homeCurrency, timeZone } = look.book;
  return { at: look.at, book: { slug, name, homeCurrency, timeZone }, salesFrom: salesFrom(look, historyDays) };
}

function salesFrom({ at }: Look, historyDays: number): Millis {
  return at - historyDays * dayMs;
}

/** Sales as the books had them: those that changed since with what was booked of them by then, or not at all. */
async function salesThen(look: Look, page: readonly SeenSale[]): Promise<readonly KnownSale[]> {
  const changed = page.filter(({ changedSince }) => changedSince).map((sale) => sale.objectKey);
  const legs = Map.groupBy(await legsBookedBy(look.handle, look.book.id, changed, look.at), (leg) => leg.objectKey);
  return page.flatMap((sale) => {
    const { objectKey: key, source, status, occurredAt, productId, productName, country, currency } = sale;
    const about = { key, source, occurredAt, productId, productName, country, currency };
    if (!sale.changedSince) {
      const { gross, refunded, fees, taxes, net } = sale;
      return [{ ...about, status, gross, refunded, fees, taxes, net }];
    }
    const then = legs.get(key)?.filter((leg) => leg.currency === currency);
    if (then === undefined) return [];
    const sum = then.reduce((total, leg) => addMeasures(total, measuresOfLeg(leg)), noMeasures);
    const { gross, refunded, fees, taxes, net, chargebacks } = sum;
    return [{ ...about, status: statusThen(gross, refunded, chargebacks), gross, refunded, fees, taxes, net }];
  });
}

function statusThen(gross: bigint, refunded: bigint, chargebacks: bigint): string {
  if (chargebacks > 0n) return "disputed";
  if (refunded <= 0n) return "completed";
  return refunded >= gross ? "refunded" : "partly-refunded";
}

async function productsKnown({ handle, book, at }: Look): Promise<readonly KnownProduct[]> {
  const listed = await listedProducts(handle, book.id);
  return listed
    .filter(({ firstSeenAt }) => firstSeenAt <= at)
    .map((one) => {
      const asNow = one.changedAt <= at;
      return {
        key: `${one.source}/product/${one.externalId}`,
        source: one.source,
        productId: one.productId,
        name: one.name,
        state: asNow ? one.state : ("unknown" as const),
        price: asNow ? one.price : undefined,
        currency: one.currency,
        url: one.url,
        firstSeenAt: one.firstSeenAt,
      };
    });
}

async function payoutsKnown(look: Look): Promise<readonly KnownPayout[]> {
  const { handle, book, at } = look;
  const rows = (await factsOfKind(handle, book.id, "payout")).filter(({ firstSeenAt }) => firstSeenAt <= at);
  const changed = rows.filter(({ lastSeenAt }) => lastSeenAt > at).map((row) => row.objectKey);
  const legs = Map.groupBy(await legsBookedBy(handle, book.id, changed, at), (leg) => leg.objectKey);
  const arrivals = await arrivedBy(look, rows);
  return rows.flatMap((row) => {
    const known = row.lastSeenAt > at ? payoutThen(row, legs.get(row.objectKey) ?? []) : payoutNow(row);
    return known ? [{ ...known, arrivedAt: arrivals.get(row.objectKey) }] : [];
  });
}

type Bare = Omit<KnownPayout, "arrivedAt">;

function payoutNow(row: FactsRow): Bare | undefined {
  const movement = resolveMovement(decodeFacts(row.facts));
  if (movement.kind === "incomplete" || movement.kind === "superseded") return undefined;
  const { status, occurredAt: sentAt, currency, amount } = movement;
  return { key: row.objectKey, source: row.source, status, sentAt, currency, amount };
}

/** What was booked as put on its way by then, and not taken back. */
function payoutThen(row: FactsRow, legs: Awaited<ReturnType<typeof legsBookedBy>>): Bare | undefined {
  const transit = chart.transit(row.source);
  const own = legs.filter(({ debit, credit }) => debit === transit || credit === transit);
  const [first] = own;
  if (first === undefined) return undefined;
  const amount = own.reduce((sum, leg) => sum + (leg.debit === transit ? leg.amount : -leg.amount), 0n);
  const status = amount > 0n ? ("completed" as const) : ("returned" as const);
  return { key: row.objectKey, source: row.source, status, sentAt: first.occurredAt, currency: first.currency, amount };
}

/** When payouts arrived, by their keys; an arrival recorded under a worse-known key of a payout counts for the better. */
async function arrivedBy({ handle, book, at }: Look, rows: readonly FactsRow[]): Promise<ReadonlyMap<string, Millis>> {
  const prefix = `${ownSource}/arrival/`;
  const keys = rows.map((row) => `${prefix}${row.objectKey}`);
  const better = new Map<string, string>();
  for (const row of rows) {
    const movement = resolveMovement(decodeFacts(row.facts));
    if (movement.kind === "superseded") better.set(row.objectKey, objectKey(row.source, "payout", movement.by));
  }
  const found = new Map<string, Millis>();
  for (const { objectKey: key, occurredAt } of await standingOf(handle, book.id, keys, at)) {
    const payout = key.slice(prefix.length);
    found.set(better.get(payout) ?? payout, occurredAt);
  }
  return found;
}

const balancePrefix = "assets:platform:";

async function balancesKnown({ handle, book, at }: Look): Promise<readonly KnownBalance[]> {
  const newest = await newestRecordedAt(handle, book.id);
  const rows =
    newest === undefined || newest <= at
      ? await keptBalances(handle, book.id, balancePrefix)
      : await summedBalances(handle, book.id, { recordedUntil: at }, balancePrefix);
  return rows.flatMap((row) => {
    const source = row.path.split(":")[2] ?? "";
    const amount = row.debitPosted - row.creditPosted;
    const touched = row.debitPosted + row.creditPosted > 0n;
    return row.path === chart.balance(source) && touched ? [{ source, currency: row.currency, amount }] : [];
  });
}

async function connectionsKnown({ handle, book, at, now }: Look): Promise<readonly KnownConnection[]> {
  const known: KnownConnection[] = [];
  for (const one of await listConnections(handle, book.id)) {
    if (one.createdAt > at) continue;
    const base = { source: segment(one.platform), name: one.name, connectedAt: one.createdAt };
    if (at < now) {
      known.push({ ...base, state: "unknown", readUntil: undefined });
      continue;
    }
    const streams = await streamStates(handle, one.id);
    const looks = streams.map(({ lookedAt }) => lookedAt);
    const failing = one.failure !== undefined || streams.some(({ failure }) => failure !== undefined);
    const readUntil =
      looks.includes(undefined) || looks.length === 0 ? undefined : Math.min(...looks.map((look) => look ?? 0));
    known.push({ ...base, state: one.state === "on" && failing ? "failing" : one.state, readUntil });
  }
  return known;
}

function* pieces<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let i = 0; i < rows.length; i += rowsPerPart) yield rows.slice(i, i + rowsPerPart);
}
