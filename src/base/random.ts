import { randomFillSync } from "node:crypto";

/** Where chance comes from. Handed in, so that a run can be replayed from its seed. */
export type Random = {
  /** `length` bytes that nobody can predict (or, from a seeded source, that anybody with the seed can). */
  bytes(length: number): Uint8Array;
};

/** The machine's cryptographic generator. Only `main` hands it out. */
export const systemRandom: Random = {
  bytes: (length) => randomFillSync(new Uint8Array(length)),
};

/** A repeatable source for tests and simulation (splitmix64). Never for keys of real data. */
export function seededRandom(seed: bigint): Random {
  let state = BigInt.asUintN(64, seed);
  const next = (): bigint => {
    state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n);
    let z = state;
    z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
    z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
    return z ^ (z >> 31n);
  };
  return {
    bytes: (length) => {
      const out = new Uint8Array(length);
      for (let i = 0; i < length; i += 8) {
        let word = next();
        for (let j = i; j < Math.min(i + 8, length); j++) {
          out[j] = Number(word & 0xffn);
          word >>= 8n;
        }
      }
      return out;
    },
  };
}
