import { pseudoChance, seedOf } from "./pseudo-chance.ts";
import { mean, quantileOf, weekShape } from "./week-shape.ts";

/** Days that must be known before anything is said. */
export const historyNeeded = 28;
/** Days that are looked at: what is older says little about tomorrow. */
export const historyMax = 182;

/** What may come: one row for each imagined future, one number for each day of it. */
export type Futures = readonly (readonly number[])[];

const paths = 500;
/** Weeks whose noise is drawn from. */
const noiseWeeks = 10;
/** How much of the trend of the last eight weeks is believed, and how it fades from day to day. */
const trendBelieved = 0.35;
const trendFades = 0.97;
const trendMax = 0.01;
/** The level drifts at least so much in a week, even after a steady past. */
const driftLeast = 0.06;
/** The noise of days partly cancels out within a week; so much of it is taken off the drift. */
const driftExplained = 0.5;

/**
 * Imagines what the days after a history bring, or undefined while it is too short. The level is the mean of three
 * simple ones (the last one, two and four weeks), times the shape of the week, times a fading trend; around it the
 * noise of the last weeks is drawn again, and the level itself drifts as it did before. The same history always gives
 * the same futures.
 * @param values one for each day, oldest first, whole days only; the last stands on weekday `lastWeekday` (0 to 6)
 */
export function imagineDays(values: readonly number[], lastWeekday: number, days: number): Futures | undefined {
  const known = values.slice(-historyMax);
  if (known.length < historyNeeded) return undefined;
  const chance = pseudoChance(seedOf([...known, lastWeekday, days]));
  const expected = expectDays(known, lastWeekday, days);
  const noise = noiseOf(known, lastWeekday);
  const drift = driftOf(known, noise);
  return Array.from({ length: paths }, () => onePath(expected, noise, drift, chance));
}

/** What each day to come is expected to bring. */
export function expectDays(values: readonly number[], lastWeekday: number, days: number): readonly number[] {
  const shape = weekShape(values, lastWeekday);
  const level = levelOf(values);
  const slope = slopeOf(values);
  let grown = 0;
  return Array.from({ length: days }, (_, i) => {
    grown += slope * trendFades ** i;
    return level * (shape[(lastWeekday + i + 1) % 7] as number) * Math.exp(grown);
  });
}

function levelOf(values: readonly number[]): number {
  return mean([7, 14, 28].map((days) => mean(values.slice(-days))));
}

/** Growth a day, as a logarithm; 0 where either half of the last eight weeks brought nothing. */
function slopeOf(values: readonly number[]): number {
  const [late, early] = [mean(values.slice(-28)), mean(values.slice(-56, -28))];
  if (late <= 0 || early <= 0) return 0;
  const slope = (trendBelieved * Math.log(late / early)) / 28;
  return Math.max(-trendMax, Math.min(trendMax, slope));
}

/** What the last days were beside what they would have been expected to be: as shares of it, or as amounts where nothing was. */
type Noise = { readonly relative: boolean; readonly draws: readonly number[] };

function noiseOf(values: readonly number[], lastWeekday: number): Noise {
  const relative = levelOf(values) > 0;
  const draws: number[] = [];
  for (let week = 1; week <= noiseWeeks && values.length - 7 * week >= 14; week++) {
    const before = values.slice(0, values.length - 7 * week);
    const after = values.slice(before.length, before.length + 7);
    const expected = expectDays(before, lastWeekday, 7);
    const own = mean(after);
    after.forEach((value, i) => {
      const told = expected[i] as number;
      // The week's own level is the drift's business: here only its days are compared.
      const scaled = told * (mean(expected) > 0 ? own / mean(expected) : 1);
      if (relative && scaled > 0) draws.push(value / scaled);
      else if (!relative) draws.push(value - told);
    });
  }
  // Where the first money came just now, nothing is known of its noise: each day is taken to be as expected.
  return { relative, draws: draws.length === 0 ? [1] : draws };
}

/** By how much, as a logarithm, a week's level was missed, beyond what the noise of its seven days explains. */
function driftOf(values: readonly number[], { relative, draws }: Noise): number {
  if (!relative) return 0;
  const misses: number[] = [];
  for (let week = 1; week <= noiseWeeks && values.length - 7 * week >= 14; week++) {
    const before = values.slice(0, values.length - 7 * week);
    const [told, came] = [levelOf(before), mean(values.slice(before.length, before.length + 7))];
    if (told > 0 && came > 0) misses.push(Math.log(came / told));
  }
  const explained = mean(draws.map((draw) => (draw - 1) ** 2)) / 7;
  return Math.sqrt(Math.max(driftLeast ** 2, mean(misses.map((miss) => miss * miss)) - driftExplained * explained));
}

function onePath(expected: readonly number[], noise: Noise, drift: number, chance: () => number): readonly number[] {
  // The first week is missed by the drift as a whole; each further one a little more.
  let level = drift * bell(chance);
  return expected.map((told, i) => {
    if (i > 0 && i % 7 === 0) level += 0.5 * drift * bell(chance);
    const draw = noise.draws[Math.floor(chance() * noise.draws.length)] as number;
    return noise.relative ? told * draw * Math.exp(level) : told + draw;
  });
}

/** A number from the bell curve with deviation 1 (Box and Muller 1958). */
function bell(chance: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
}

/** Eight in ten futures lie between `low` and `high`. */
export type Spread = { readonly low: number; readonly median: number; readonly high: number };

/** How each day spreads over the futures. */
export function spreadOfDays(futures: Futures): readonly Spread[] {
  return (futures[0] ?? []).map((_, day) => spreadOf(futures.map((path) => path[day] as number)));
}

/** How the sum up to each day spreads over the futures. */
export function spreadOfTotals(futures: Futures): readonly Spread[] {
  return spreadOfDays(futures.map(runningSums));
}

/** The share of futures in which all days together bring at least `wanted`. */
export function likelihood(futures: Futures, wanted: number): number {
  return mean(futures.map((path) => (path.reduce((sum, one) => sum + one, 0) >= wanted ? 1 : 0)));
}

function runningSums(path: readonly number[]): readonly number[] {
  let sum = 0;
  return path.map((one) => {
    sum += one;
    return sum;
  });
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = Float64Array.from(values).sort();
  return { low: quantileOf(sorted, 0.1), median: quantileOf(sorted, 0.5), high: quantileOf(sorted, 0.9) };
}
