import type { KeyObject } from "node:crypto";
import { assert } from "../base/assert.ts";
import type { Clock } from "../base/clock.ts";
import { ProblemError } from "../base/problem.ts";
import type { Random } from "../base/random.ts";
import { addDataKeys, findDataKey, readDataKeys } from "../store/data-key.ts";
import type { Handle, Tx } from "../store/handle.ts";
import { reserveIds } from "../store/reserve-ids.ts";
import type { DataKeys } from "../vault/data-key.ts";
import { createKeyring, type Keyring } from "../vault/keyring.ts";
import { type Belonging, createSeal, open, type Seal } from "../vault/seal.ts";

/** Seals what is observed, each buyer's under the buyer's own key, so that one buyer can be erased. */
export type Sealing = {
  readonly dataKeys: DataKeys;
  readonly keyring: Keyring;
  readonly seal: Seal;
  readonly clock: Clock;
};

/** A sealing over the installation's key-encryption keys. */
export function createSealing(dataKeys: DataKeys, clock: Clock, random: Random): Sealing {
  return { dataKeys, keyring: createKeyring(dataKeys), seal: createSeal(random), clock };
}

/** The id and key for records that name no buyer, or for finding buyers; made on first use. */
export async function standingKey(
  tx: Tx,
  sealing: Sealing,
  purpose: "records" | "lookup" | "signing",
): Promise<{ readonly id: bigint; readonly key: KeyObject }> {
  const row = await findDataKey(tx, purpose);
  if (!row) {
    const [made] = await newKeys(tx, sealing, purpose, 1);
    assert(made !== undefined, "one key was asked for and one made");
    return made;
  }
  return { id: row.id, key: unwrapped(sealing, row) };
}

/** New data keys, stored in this transaction and at hand from now on. */
export async function newKeys(
  tx: Tx,
  sealing: Sealing,
  purpose: "records" | "lookup" | "signing" | "subject" | "credential",
  count: number,
): Promise<readonly { readonly id: bigint; readonly key: KeyObject }[]> {
  const ids = await reserveIds(tx, "data_key", count);
  const at = BigInt(sealing.clock.now());
  const made = ids.map((id) => sealing.dataKeys.make(id, purpose, at));
  await addDataKeys(
    tx,
    made.map((one) => one.row),
  );
  for (const one of made) sealing.keyring.put(one.row.id, one.key);
  return made.map((one) => ({ id: one.row.id, key: one.key }));
}

/** Brings the keys with these ids to hand, so that `keyAtHand` finds them. */
export async function fetchKeys(
  handle: Handle,
  sealing: Sealing,
  ids: Iterable<bigint>,
): Promise<ReadonlyMap<bigint, KeyObject>> {
  const keys = new Map<bigint, KeyObject>();
  const absent: bigint[] = [];
  for (const id of new Set(ids)) {
    const key = sealing.keyring.get(id);
    if (key) keys.set(id, key);
    else absent.push(id);
  }
  for (const row of await readDataKeys(handle, absent)) {
    if (row.wrapped !== null) keys.set(row.id, unwrapped(sealing, row));
  }
  return keys;
}

function unwrapped(sealing: Sealing, row: Parameters<DataKeys["unwrap"]>[0]): KeyObject {
  const key = sealing.keyring.unwrap(row);
  if (!key.ok) throw new ProblemError(key.error);
  return key.value;
}

/** Opens a sealed value; undefined when its key was destroyed (the buyer was erased). */
export async function openSealed(
  handle: Handle,
  sealing: Sealing,
  keyId: bigint,
  sealed: Uint8Array,
  belonging: Belonging,
): Promise<Uint8Array | undefined> {
  const [row] = await readDataKeys(handle, [keyId]);
  if (row?.wrapped == null) {
    // Another process may have destroyed it: what is at hand here would still open what was erased.
    sealing.keyring.forget(keyId);
    return undefined;
  }
  const key = unwrapped(sealing, row);
  const plain = open(sealed, key, belonging);
  if (!plain.ok) throw new ProblemError(plain.error);
  return plain.value;
}
