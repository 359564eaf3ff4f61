import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sha256, toHex } from "../../base/hash.ts";
import {
  appendLeaf,
  decodeFrontier,
  emptyFrontier,
  encodeFrontier,
  type Frontier,
  frontierRoot,
  leafHash,
} from "./merkle.ts";
import {
  consistencyRanges,
  inclusionRanges,
  type LeafRange,
  verifyConsistency,
  verifyInclusion,
} from "./merkle-proof.ts";

/** The leaves and roots that certificate transparency implementations share as their known answers. */
const knownLeaves = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
];
const knownRoots = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
const knownInclusion: readonly [number, number, readonly string[]][] = [
  [
    0,
    8,
    [
      "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
  ],
  [
    5,
    8,
    [
      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
  ],
];
const knownConsistency: readonly [number, number, readonly string[]][] = [
  [1, 1, []],
  [
    1,
    8,
    [
      "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
  ],
  [
    6,
    8,
    [
      "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
  ],
  [
    2,
    5,
    [
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
  ],
];

const bytes = (hex: string): Uint8Array => Buffer.from(hex, "hex");

/** The definition of RFC 6962 §2.1 word for word, slow and plain: the oracle for everything below. */
function plainRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha256("");
  if (leaves.length === 1) return sha256(Buffer.concat([Buffer.from([0]), leaves[0] as Uint8Array]));
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return sha256(Buffer.concat([Buffer.from([1]), plainRoot(leaves.slice(0, k)), plainRoot(leaves.slice(k))]));
}

function grow(leaves: readonly Uint8Array[]): Frontier {
  const frontier = emptyFrontier();
  for (const leaf of leaves) appendLeaf(frontier, leaf);
  return frontier;
}

const roots = (leaves: readonly Uint8Array[], ranges: readonly LeafRange[]): Uint8Array[] =>
  ranges.map(({ from, to }) => plainRoot(leaves.slice(from, to)));

const someLeaves = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { minLength: 1, maxLength: 70 });

describe("the Merkle tree", () => {
  it("gives the known roots of the shared test leaves at every size", () => {
    const leaves = knownLeaves.map(bytes);
    expect(knownRoots.map((_, size) => toHex(frontierRoot(grow(leaves.slice(0, size)))))).toEqual(knownRoots);
  });

  it("gives the known inclusion and consistency proofs", () => {
    const leaves = knownLeaves.map(bytes);
    for (const [index, size, proof] of knownInclusion) {
      expect(roots(leaves.slice(0, size), inclusionRanges(index, size)).map(toHex)).toEqual(proof);
    }
    for (const [older, newer, proof] of knownConsistency) {
      expect(roots(leaves.slice(0, newer), consistencyRanges(older, newer)).map(toHex)).toEqual(proof);
    }
  });

  it("agrees with the plain definition, also after being stored and read back at any point", () => {
    fc.assert(
      fc.property(someLeaves, fc.nat(70), (leaves, at) => {
        const cut = Math.min(at, leaves.length);
        const resumed = decodeFrontier(encodeFrontier(grow(leaves.slice(0, cut))));
        expect(resumed?.size).toBe(cut);
        for (const leaf of leaves.slice(cut)) appendLeaf(resumed as Frontier, leaf);
        expect(toHex(frontierRoot(resumed as Frontier))).toBe(toHex(plainRoot(leaves)));
      }),
      { numRuns: 60 },
    );
  });

  it("does not read a stored frontier whose length does not fit its size", () => {
    const stored = encodeFrontier(grow(knownLeaves.slice(0, 7).map(bytes)));
    expect(decodeFrontier(stored)?.nodes).toHaveLength(3);
    expect(decodeFrontier(stored.slice(0, -1))).toBeUndefined();
    expect(decodeFrontier(Buffer.concat([stored, Buffer.alloc(32)]))).toBeUndefined();
    expect(decodeFrontier(Buffer.alloc(7))).toBeUndefined();
    expect(decodeFrontier(Buffer.alloc(8, 0xff))).toBeUndefined();
  });
});

describe("an inclusion proof", () => {
  it("is accepted for its own leaf and refused for any other leaf, place, size or root", () => {
    fc.assert(
      fc.property(someLeaves, fc.nat(69), fc.nat(255), (leaves, pick, flip) => {
        const size = leaves.length;
        const index = pick % size;
        const leaf = leafHash(leaves[index] as Uint8Array);
        const root = plainRoot(leaves);
        const proof = roots(leaves, inclusionRanges(index, size));
        expect(verifyInclusion(index, size, leaf, proof, root)).toBe(true);
        const other = Uint8Array.from(leaf);
        other[flip % 32] = (other[flip % 32] as number) ^ 1;
        expect(verifyInclusion(index, size, other, proof, root)).toBe(false);
        expect(verifyInclusion(index, size, leaf, proof, other)).toBe(false);
        expect(verifyInclusion(index, size, leaf, [...proof, leaf], root)).toBe(false);
        expect(verifyInclusion(index, size, leaf, proof.slice(1), root)).toBe(size === 1);
        expect(verifyInclusion(size, size, leaf, proof, root)).toBe(false);
        for (let wrong = 0; wrong < size; wrong++) {
          if (wrong !== index) expect(verifyInclusion(wrong, size, leaf, proof, root)).toBe(false);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("is refused when a part is not a hash", () => {
    expect(verifyInclusion(0, 2, Buffer.alloc(32), [Buffer.alloc(31)], Buffer.alloc(32))).toBe(false);
    expect(verifyInclusion(0.5, 2, Buffer.alloc(32), [Buffer.alloc(32)], Buffer.alloc(32))).toBe(false);
  });
});

describe("a consistency proof", () => {
  it("is accepted between every two sizes of one log", () => {
    const leaves = Array.from({ length: 33 }, (_, i) => sha256(`leaf ${i}`));
    for (let newer = 0; newer <= leaves.length; newer++) {
      const newerRoot = plainRoot(leaves.slice(0, newer));
      for (let older = 0; older <= newer; older++) {
        const proof = roots(leaves, consistencyRanges(older, newer));
        expect(verifyConsistency(older, newer, plainRoot(leaves.slice(0, older)), newerRoot, proof)).toBe(true);
      }
    }
  });

  it("is refused when an older leaf was changed, or the proof was", () => {
    fc.assert(
      fc.property(someLeaves, fc.nat(69), fc.nat(69), (leaves, cut, victim) => {
        const older = 1 + (cut % leaves.length);
        const before = leaves.slice(0, older);
        const changed = leaves.map((leaf, i) => (i === victim % older ? sha256(leaf) : leaf));
        const proof = roots(changed, consistencyRanges(older, changed.length));
        expect(verifyConsistency(older, changed.length, plainRoot(before), plainRoot(changed), proof)).toBe(false);
        const honest = roots(leaves, consistencyRanges(older, leaves.length));
        expect(
          verifyConsistency(older, leaves.length, plainRoot(before), plainRoot(leaves), [
            ...honest,
            before[0] as Uint8Array,
          ]),
        ).toBe(false);
        if (honest.length > 0) {
          expect(verifyConsistency(older, leaves.length, plainRoot(before), plainRoot(leaves), honest.slice(1))).toBe(
            false,
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  it("is refused for impossible sizes and for parts that are not hashes", () => {
    const root = Buffer.alloc(32);
    expect(verifyConsistency(3, 2, root, root, [])).toBe(false);
    expect(verifyConsistency(-1, 2, root, root, [])).toBe(false);
    expect(verifyConsistency(1, 2, root, root, [Buffer.alloc(31)])).toBe(false);
    expect(verifyConsistency(3, 4, root, root, [])).toBe(false);
  });
});
