/** So many calls in so many milliseconds, in any span of that length. */
export type Allowance = {
  /** Takes one if there is one. */
  take(now: number): boolean;
  left(now: number): number;
  /** Milliseconds until the next one is there; 0 when one is. */
  wait(now: number): number;
};

/** An allowance with nothing taken yet. */
export function createAllowance(calls: number, perMs: number): Allowance {
  let taken: number[] = [];
  const settle = (now: number): void => {
    taken = taken.filter((at) => at > now - perMs);
  };
  const left = (now: number): number => {
    settle(now);
    return calls - taken.length;
  };
  return {
    left,
    take: (now) => {
      if (left(now) <= 0) return false;
      taken.push(now);
      return true;
    },
    wait: (now) => (left(now) > 0 ? 0 : (taken[0] ?? now) + perMs - now),
  };
}
