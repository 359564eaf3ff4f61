/** Repeatable chance for worlds: cheap, and the same on every runtime, for it uses nothing but 32-bit integers. */
export type Chance = {
  /** A whole number from 0 to 2^31 − 1. */
  next(): number;
  /** A whole number from 0 to `n` − 1. */
  below(n: number): number;
  /** True in `share` of the cases (0 to 1). */
  hits(share: number): boolean;
  pick<T>(from: readonly T[]): T;
};

/** Scrambles 32 bits into 32 bits, each input into another output (the finisher of MurmurHash3, public domain). */
export function mix(word: number): number {
  let h = word | 0;
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The word that `mix` makes into this one. */
export function unmix(word: number): number {
  let h = word | 0;
  h ^= h >>> 16;
  h = Math.imul(h, 0x7ed1b41d);
  h ^= (h >>> 13) ^ (h >>> 26);
  h = Math.imul(h, 0xa5cb9243);
  return (h ^ (h >>> 16)) >>> 0;
}

/** 32 bits of any text (FNV-1a, then mixed). */
export function wordOf(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix(h);
}

/**
 * The stream of chance that belongs to these numbers alone. Whatever is drawn from it, no other stream changes: so an
 * event's fate does not depend on who asked for what before.
 */
export function chanceOf(...keys: readonly number[]): Chance {
  let state = 0x9e3779b9;
  for (const key of keys) state = mix(state ^ mix(key + 0x7f4a7c15)) + 0x6d2b79f5;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    return mix(state) >>> 1;
  };
  const below = (n: number): number => Math.floor((next() / 2_147_483_648) * n);
  return {
    next,
    below,
    hits: (share) => next() < share * 2_147_483_648,
    pick: (from) => {
      const one = from[below(from.length)];
      if (one === undefined) throw new RangeError("nothing to pick from");
      return one;
    },
  };
}

/** The place of a weighted list that chance falls on; weights are positive. */
export function weighted(chance: Chance, weights: readonly number[]): number {
  let rest = chance.below(1_000_000_000) / 1_000_000_000;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  for (const [place, weight] of weights.entries()) {
    rest -= weight / total;
    if (rest < 0) return place;
  }
  return weights.length - 1;
}
