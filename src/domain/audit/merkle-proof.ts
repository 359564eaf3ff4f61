import { assert } from "../../base/assert.ts";
import { nodeHash } from "./merkle.ts";

/** A run of leaves, `from` ≤ index < `to`, whose own tree's root is one element of a proof. */
export type LeafRange = { readonly from: number; readonly to: number };

/** The largest power of two below `size` (RFC 6962: k < n ≤ 2k). */
function split(size: number): number {
  let k = 1;
  while (k * 2 < size) k *= 2;
  return k;
}

/** The runs of leaves whose roots prove that leaf `index` is in the tree of `size` leaves (RFC 6962 §2.1.1), leaf's sibling first. */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  assert(index >= 0 && index < size, "a leaf that is proved lies in the tree");
  const ranges: LeafRange[] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const middle = from + split(to - from);
    if (index < middle) {
      ranges.push({ from: middle, to });
      to = middle;
    } else {
      ranges.push({ from, to: middle });
      from = middle;
    }
  }
  return ranges.reverse();
}

/** The runs of leaves whose roots prove that the tree of `newer` leaves extends that of `older` (RFC 6962 §2.1.2). */
export function consistencyRanges(older: number, newer: number): LeafRange[] {
  assert(older >= 0 && older <= newer, "the older tree is not larger than the newer one");
  if (older === 0 || older === newer) return [];
  const ranges: LeafRange[] = [];
  let from = 0;
  let to = newer;
  while (to !== older) {
    const middle = from + split(to - from);
    if (older <= middle) {
      ranges.push({ from: middle, to });
      to = middle;
    } else {
      ranges.push({ from, to: middle });
      from = middle;
    }
  }
  // A complete left part is known to whoever holds the older root, unless it is that whole root.
  if (from !== 0) ranges.push({ from, to });
  return ranges.reverse();
}

const equal = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** Whether `proof` leads from the leaf's hash to `root`; needs nothing but its arguments (RFC 9162 §2.1.3.2). */
export function verifyInclusion(
  index: number,
  size: number,
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  let position = index;
  let last = size - 1;
  let hash = leaf;
  for (const part of proof) {
    if (last === 0 || part.length !== 32) return false;
    if (position % 2 === 1 || position === last) {
      hash = nodeHash(part, hash);
      while (position % 2 === 0 && position !== 0) {
        position /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      hash = nodeHash(hash, part);
    }
    position = Math.floor(position / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && equal(hash, root);
}

/** Whether `proof` shows that the tree with `newerRoot` only added leaves to the tree with `olderRoot` (RFC 9162 §2.1.4.2). */
export function verifyConsistency(
  older: number,
  newer: number,
  olderRoot: Uint8Array,
  newerRoot: Uint8Array,
  proof: readonly Uint8Array[],
): boolean {
  if (!Number.isSafeInteger(older) || !Number.isSafeInteger(newer) || older < 0 || older > newer) return false;
  if (older === newer) return proof.length === 0 && equal(olderRoot, newerRoot);
  if (older === 0) return proof.length === 0;
  if (proof.some((part) => part.length !== 32)) return false;
  const parts = isPowerOfTwo(older) ? [olderRoot, ...proof] : [...proof];
  const first = parts.shift();
  if (first === undefined) return false;
  let position = older - 1;
  let last = newer - 1;
  while (position % 2 === 1) {
    position = (position - 1) / 2;
    last = Math.floor(last / 2);
  }
  return climb(parts, first, position, last, olderRoot, newerRoot);
}

function climb(
  parts: readonly Uint8Array[],
  first: Uint8Array,
  startPosition: number,
  startLast: number,
  olderRoot: Uint8Array,
  newerRoot: Uint8Array,
): boolean {
  let position = startPosition;
  let last = startLast;
  let olderHash = first;
  let newerHash = first;
  for (const part of parts) {
    if (last === 0) return false;
    if (position % 2 === 1 || position === last) {
      olderHash = nodeHash(part, olderHash);
      newerHash = nodeHash(part, newerHash);
      while (position % 2 === 0 && position !== 0) {
        position /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      newerHash = nodeHash(newerHash, part);
    }
    position = Math.floor(position / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && equal(olderHash, olderRoot) && equal(newerHash, newerRoot);
}

function isPowerOfTwo(n: number): boolean {
  let rest = n;
  while (rest % 2 === 0) rest /= 2;
  return rest === 1;
}
