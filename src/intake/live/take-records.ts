import { sha256 } from "../../base/hash.ts";
import type { Facts } from "../../domain/facts/facts.ts";
import { factsOf } from "../../domain/facts/from-sighting.ts";
import { joinFacts } from "../../domain/facts/join.ts";
import { objectKey } from "../../domain/facts/object.ts";
import type { BuyerSighting, Sighting } from "../../domain/facts/sighting.ts";
import { lockBook } from "../../store/book.ts";
import type { Tx } from "../../store/handle.ts";
import { saveListedProducts } from "../../store/listed-product.ts";
import { addObservations, type NewObservation } from "../../store/observation.ts";
import { readSeen, type Seen, saveSeen } from "../../store/seen.ts";
import { replaceStatements, type StatementRow } from "../../store/statement-line.ts";
import { type AbsorbContext, type Absorbed, absorb, type ObjectNews } from "../absorb.ts";
import { type KnownBuyer, knowBuyers } from "../buyers.ts";
import { standingKey } from "../sealing.ts";
import { absorbContextOf, type Live } from "./live.ts";
import { type KeyedRecord, type Piece, withoutRepeats } from "./piece.ts";
import { payoutCurrency } from "./record-fault.ts";

/** What a piece of a page did. */
export type Taken = {
  readonly absorbed: readonly Absorbed[];
  /** Records never seen before, and known ones that say something else now. */
  readonly fresh: readonly KeyedRecord[];
  readonly changed: number;
};

export const nothingTaken: Taken = { absorbed: [], fresh: [], changed: 0 };

/**
 * Takes records into the books in the caller's transaction: those that say something new are observed, sealed, and then
 * absorbed. A page that says nothing new writes nothing.
 */
export async function takeRecords(tx: Tx, live: Live, stream: string, piece: Piece): Promise<Taken> {
  await lockBook(tx, live.book.id);
  const records = withoutRepeats(piece.records);
  const known = await readSeen(tx, live.book.id, [...new Set(records.map((one) => one.recordKey))]);
  const news = records.filter((one) => !isSame(known.get(one.recordKey), one));
  if (news.length === 0) return nothingTaken;
  const context = absorbContextOf(live, live.clock.now());
  const buyers = await buyersOf(tx, live, news);
  await observe(tx, live, stream, piece.fetchedAt, context, news, buyers);
  const absorbed = await absorb(tx, context, newsOf(live, piece.fetchedAt, news, buyers));
  const newest = newestWords(news, known, piece.fetchedAt);
  await saveSeen(
    tx,
    live.book.id,
    newest.map((one) => ({ recordKey: one.recordKey, sameness: one.sameness, asOf: piece.fetchedAt })),
  );
  await keepProducts(tx, live, newest, piece.fetchedAt);
  await keepStatements(tx, live, newest);
  const fresh = [
    ...new Map(news.filter((one) => !known.has(one.recordKey)).map((one) => [one.recordKey, one])).values(),
  ];
  return { absorbed, fresh, changed: new Set(news.map((one) => one.recordKey)).size - fresh.length };
}

function isSame(seen: Seen | undefined, { sameness }: KeyedRecord): boolean {
  return seen !== undefined && Buffer.compare(seen.sameness, sameness) === 0;
}

/**
 * Of each record its newest word, where that is newer than the one remembered: by the moment it speaks for, then by its
 * hash, exactly as facts are joined. What is remembered is thus always what the facts hold, whatever came in which order.
 */
function newestWords(
  news: readonly KeyedRecord[],
  known: ReadonlyMap<string, Seen>,
  fetchedAt: number,
): readonly KeyedRecord[] {
  const newest = new Map<string, KeyedRecord>();
  for (const one of news) {
    const seen = known.get(one.recordKey);
    if (seen && (seen.asOf > fetchedAt || (seen.asOf === fetchedAt && Buffer.compare(seen.sameness, one.sameness) > 0)))
      continue;
    const other = newest.get(one.recordKey);
    if (!other || other.by < one.by) newest.set(one.recordKey, one);
  }
  return [...newest.values()];
}

type Buyers = ReadonlyMap<BuyerSighting, KnownBuyer>;

async function buyersOf(tx: Tx, live: Live, news: readonly KeyedRecord[]): Promise<Buyers> {
  const named = news.flatMap(({ record }) =>
    record.sightings
      .flatMap((sighting) => buyerIn(sighting) ?? [])
      .map((buyer) => ({ source: live.connector.id, buyer })),
  );
  return named.length === 0 ? new Map() : knowBuyers(tx, live.sealing, live.book.id, named);
}

function buyerIn(sighting: Sighting): BuyerSighting | undefined {
  return sighting.kind === "sale" ? sighting.buyer : undefined;
}

async function observe(
  tx: Tx,
  live: Live,
  stream: string,
  fetchedAt: number,
  context: AbsorbContext,
  news: readonly KeyedRecord[],
  buyers: Buyers,
): Promise<void> {
  const records = await standingKey(tx, live.sealing, "records");
  const standing = { keyId: records.id, key: records.key };
  const rows = news.map(({ record, key, by }): NewObservation => {
    const buyer = record.sightings.map(buyerIn).find((one) => one !== undefined);
    const under = (buyer && buyers.get(buyer)) ?? standing;
    // The moment first: what comes together lies together in the index.
    const deliveryId = `${live.connection.id}/${stream}/${fetchedAt}/${record.id}/${by}`;
    const body = Buffer.from(record.raw, "utf8");
    return {
      bookId: live.book.id,
      source: live.connector.id,
      kind: record.statement === undefined ? "poll" : "report",
      deliveryId,
      objectKey: key,
      asOf: fetchedAt,
      receivedAt: context.now,
      keyId: under.keyId,
      body: live.sealing.seal(body, under.key, { kind: "observation", id: deliveryId }),
      bodyHash: sha256(body),
    };
  });
  await addObservations(tx, rows, "kept");
}

/** What the records say of each object, merged: several of them may speak of one. */
function newsOf(live: Live, at: number, news: readonly KeyedRecord[], buyers: Buyers): readonly ObjectNews[] {
  const source = live.connector.id;
  const objects = new Map<string, ObjectNews>();
  for (const { record, by } of news) {
    record.sightings.forEach((sighting, place) => {
      const key = objectKey(source, sighting.kind, sighting.id);
      const buyer = buyerIn(sighting);
      const facts: Facts = factsOf(sighting, { at, by }, { file: "live", line: place }, buyer && buyers.get(buyer)?.id);
      const known = objects.get(key);
      objects.set(key, {
        objectKey: key,
        source,
        externalId: sighting.id,
        news: known ? joinFacts(known.news, facts) : facts,
      });
    });
  }
  return [...objects.values()];
}

async function keepProducts(tx: Tx, live: Live, newest: readonly KeyedRecord[], seenAt: number): Promise<void> {
  const rows = newest.flatMap(({ record: { product } }) =>
    product
      ? [
          {
            ...product,
            source: live.connector.id,
            price: product.price,
            url: product.url ?? "",
            metadata: JSON.stringify(product.metadata),
          },
        ]
      : [],
  );
  await saveListedProducts(tx, live.book.id, rows, seenAt);
}

async function keepStatements(tx: Tx, live: Live, newest: readonly KeyedRecord[]): Promise<void> {
  const told = newest.flatMap(({ record, key }) => {
    const currency = payoutCurrency(record);
    return record.statement && currency !== undefined ? [{ key, currency, lines: record.statement }] : [];
  });
  const rows = told.flatMap(({ key, currency, lines }) =>
    lines.map(
      (line, i): StatementRow => ({
        payoutKey: key,
        line: i,
        sort: line.sort,
        objectKey: line.object ? objectKey(live.connector.id, line.object.kind, line.object.id) : "",
        on: line.on,
        currency,
        net: line.net,
        gross: line.gross,
        fees: line.fees,
        label: line.label,
      }),
    ),
  );
  await replaceStatements(
    tx,
    live.book.id,
    told.map((one) => one.key),
    rows,
  );
}
