/** The middle of the numbers; of an even count the mean of the two middle ones; undefined of none. */
export function median(numbers: readonly number[]): number | undefined {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[half - 1], sorted[half]];
  if (high === undefined) return undefined;
  return sorted.length % 2 === 1 || low === undefined ? high : (low + high) / 2;
}

/** The middle one of the amounts, the lower of two; undefined of none. */
export function medianAmount(amounts: readonly bigint[]): bigint | undefined {
  const sorted = [...amounts].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

/** Makes the median deviation of normally distributed numbers their standard deviation. */
const toDeviation = 1.4826;
/** Beyond three deviations hardly anything is usual any more. */
const deviations = 3;

/**
 * What is usual among the numbers: their median, and the most that still is, three robust deviations above it and
 * `slack` above it at the least. A single odd number moves neither. Undefined of fewer than `atLeast`.
 * (Median absolute deviation: Hampel 1974; the factor is 1/Φ⁻¹(3/4).)
 */
export function usual(
  numbers: readonly number[],
  slack: number,
  atLeast: number,
): { readonly middle: number; readonly most: number } | undefined {
  const middle = numbers.length < atLeast ? undefined : median(numbers);
  if (middle === undefined) return undefined;
  const deviation = toDeviation * (median(numbers.map((one) => Math.abs(one - middle))) ?? 0);
  return { middle, most: middle + Math.max(slack, deviations * deviation) };
}

/**
 * How probable a pause of at least `silence` is by chance, for something that so far came after these `gaps`: with
 * exponential gaps of an unknown rate the next one has the predictive tail (T/(T+s))^n, T being their sum. Few gaps
 * make it cautious. (Gamma-exponential model with the usual prior 1/rate, e.g. Gelman et al., Bayesian Data Analysis,
 * §2.6.) 1 where there are no gaps.
 */
export function chanceOfPause(gaps: readonly number[], silence: number): number {
  const total = gaps.reduce((sum, gap) => sum + gap, 0);
  return total <= 0 ? 1 : (total / (total + Math.max(0, silence))) ** gaps.length;
}
