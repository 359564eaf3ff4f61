import { createHmac, type KeyObject } from "node:crypto";
import { limits } from "../base/limits.ts";
import type { BuyerSighting } from "../domain/facts/sighting.ts";
import type { Handle, Tx } from "../store/handle.ts";
import { reserveIds } from "../store/reserve-ids.ts";
import { addSubjects, findSubjects, readSubject, releaseSubjects } from "../store/subject.ts";
import { lookupEmail } from "../vault/lookup.ts";
import { fetchKeys, newKeys, openSealed, type Sealing, standingKey } from "./sealing.ts";

/** A buyer's id and the key that seals all that names them. */
export type KnownBuyer = { readonly id: bigint; readonly keyId: bigint; readonly key: KeyObject };

/** What is known of a buyer. Only ever opened for a person who asks to see it. */
export type BuyerDetails = { readonly email?: string; readonly name?: string; readonly platformId?: string };

/**
 * The buyers of some sightings, by the sighting; new ones are stored, sealed under a key of their own. A buyer is the
 * same by e-mail, or by the platform's id where no e-mail is told; sightings that tell neither have no buyer. An erased
 * buyer who buys again is a new one.
 */
export async function knowBuyers(
  tx: Tx,
  sealing: Sealing,
  bookId: bigint,
  sightings: readonly { readonly source: string; readonly buyer: BuyerSighting }[],
): Promise<ReadonlyMap<BuyerSighting, KnownBuyer>> {
  const lookupKey = (await standingKey(tx, sealing, "lookup")).key;
  const byFingerprint = new Map<string, { lookup: Uint8Array; buyer: BuyerSighting }>();
  const fingerprintOf = new Map<BuyerSighting, string>();
  for (const { source, buyer } of sightings) {
    const lookup = fingerprint(lookupKey, source, buyer);
    if (!lookup) continue;
    const hex = Buffer.from(lookup).toString("hex");
    fingerprintOf.set(buyer, hex);
    if (!byFingerprint.has(hex)) byFingerprint.set(hex, { lookup, buyer });
  }
  const known = await findKnown(tx, sealing, bookId, byFingerprint);
  const fresh = [...byFingerprint].filter(([hex]) => !known.has(hex));
  for (const [hex, buyer] of await addFresh(tx, sealing, bookId, fresh)) known.set(hex, buyer);
  return new Map([...fingerprintOf].map(([buyer, hex]) => [buyer, known.get(hex) as KnownBuyer]));
}

/** The bytes that stand for a buyer; undefined where nothing tells who it is. */
export function buyerFingerprint(
  key: KeyObject,
  by: { readonly email: string } | { readonly source: string; readonly platformId: string },
): Uint8Array | undefined {
  return "email" in by ? lookupEmail(key, by.email) : fingerprint(key, by.source, { platformId: by.platformId });
}

type Fresh = readonly (readonly [hex: string, { readonly lookup: Uint8Array; readonly buyer: BuyerSighting }])[];

function fingerprint(key: KeyObject, source: string, buyer: BuyerSighting): Uint8Array | undefined {
  if (buyer.email) return lookupEmail(key, buyer.email);
  if (!buyer.platformId) return undefined;
  return createHmac("sha256", key).update(`platform:${source.length}:${source}:${buyer.platformId}`, "utf8").digest();
}

/** Of erased buyers nothing is known; they no longer answer to their fingerprint. */
async function findKnown(
  tx: Tx,
  sealing: Sealing,
  bookId: bigint,
  wanted: ReadonlyMap<string, { readonly lookup: Uint8Array }>,
): Promise<Map<string, KnownBuyer>> {
  const rows = await findSubjects(
    tx,
    bookId,
    [...wanted.values()].map((one) => one.lookup),
  );
  const keys = await fetchKeys(
    tx,
    sealing,
    [...rows.values()].map((row) => row.keyId),
  );
  const known = new Map<string, KnownBuyer>();
  const erased: bigint[] = [];
  for (const [hex, row] of rows) {
    const key = keys.get(row.keyId);
    if (key) known.set(hex, { id: row.id, keyId: row.keyId, key });
    else erased.push(row.id);
  }
  await releaseSubjects(tx, erased);
  return known;
}

async function addFresh(
  tx: Tx,
  sealing: Sealing,
  bookId: bigint,
  fresh: Fresh,
): Promise<ReadonlyMap<string, KnownBuyer>> {
  if (fresh.length === 0) return new Map();
  const keys = await newKeys(tx, sealing, "subject", fresh.length);
  const ids = await reserveIds(tx, "subject", fresh.length);
  const added = new Map<string, KnownBuyer>();
  const rows = fresh.map(([hex, { lookup, buyer }], i) => {
    const key = keys[i] as (typeof keys)[number];
    const id = ids[i] as bigint;
    added.set(hex, { id, keyId: key.id, key: key.key });
    const details = Buffer.from(JSON.stringify(detailsOf(buyer)), "utf8");
    return { id, lookup, keyId: key.id, sealed: sealing.seal(details, key.key, { kind: "subject", id }) };
  });
  await addSubjects(tx, bookId, rows, sealing.clock.now());
  return added;
}

function detailsOf(buyer: BuyerSighting): BuyerDetails {
  const cut = (text: string): string => text.slice(0, limits.nameLengthMax);
  return {
    ...(buyer.email ? { email: cut(buyer.email) } : {}),
    ...(buyer.name ? { name: cut(buyer.name) } : {}),
    ...(buyer.platformId ? { platformId: cut(buyer.platformId) } : {}),
  };
}

/** What is known of a buyer, or undefined when they were erased. */
export async function openBuyer(handle: Handle, sealing: Sealing, id: bigint): Promise<BuyerDetails | undefined> {
  const row = await readSubject(handle, id);
  if (!row) return undefined;
  const plain = await openSealed(handle, sealing, row.keyId, row.sealed, { kind: "subject", id });
  return plain && (JSON.parse(Buffer.from(plain).toString("utf8")) as BuyerDetails);
}
