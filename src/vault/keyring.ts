import type { KeyObject } from "node:crypto";
import { assert } from "../base/assert.ts";
import type { Problem } from "../base/problem.ts";
import { ok, type Result } from "../base/result.ts";
import type { DataKeyRow, DataKeys } from "./data-key.ts";

/** About 300 bytes each: three megabytes for the buyers that are busy. */
export const KEYRING_KEYS_MAX = 10_000;

/** Unwrapped data keys at hand, the least recently used making room. In memory only; no I/O. */
export type Keyring = {
  /** The key if it is at hand. */
  get(id: bigint): KeyObject | undefined;
  /** Puts a key just made at hand. */
  put(id: bigint, key: KeyObject): void;
  /** The key of a row, unwrapped once and then at hand. Problems as of `DataKeys.unwrap`. */
  unwrap(row: DataKeyRow): Result<KeyObject, Problem>;
  /** Of these ids, each once, those whose rows have to be read from the store. */
  missing(ids: Iterable<bigint>): readonly bigint[];
  /** Must follow the commit that destroyed the key: what is at hand would still open what was erased. */
  forget(id: bigint): void;
  clear(): void;
  readonly size: number;
};

/** An empty keyring. */
export function createKeyring(dataKeys: DataKeys, keysMax: number = KEYRING_KEYS_MAX): Keyring {
  assert(keysMax > 0, "a keyring holds at least one key");
  // A Map keeps insertion order; a key that is used is taken out and put back at the end.
  const held = new Map<bigint, KeyObject>();
  const put = (id: bigint, key: KeyObject): void => {
    held.delete(id);
    held.set(id, key);
    if (held.size <= keysMax) return;
    const oldest = held.keys().next();
    if (!oldest.done) held.delete(oldest.value);
  };
  const get = (id: bigint): KeyObject | undefined => {
    const key = held.get(id);
    if (key) put(id, key);
    return key;
  };
  return {
    get,
    put,
    unwrap: (row) => {
      // A destroyed row is asked of `dataKeys`, never of memory.
      const known = row.wrapped === null ? undefined : get(row.id);
      if (known) return ok(known);
      const key = dataKeys.unwrap(row);
      if (key.ok) put(row.id, key.value);
      return key;
    },
    missing: (ids) => [...new Set(ids)].filter((id) => !held.has(id)),
    forget: (id) => {
      held.delete(id);
    },
    clear: () => held.clear(),
    get size() {
      return held.size;
    },
  };
}
