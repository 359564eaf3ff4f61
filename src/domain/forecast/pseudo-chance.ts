/**
 * Chance that is not chance: numbers from 0 to below 1 that look random and are the same for the same seed (mulberry32),
 * so that the same past always gives the same forecast.
 */
export function pseudoChance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A seed from numbers (FNV-1a over their text). */
export function seedOf(numbers: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (const character of numbers.join(",")) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  return hash >>> 0;
}
