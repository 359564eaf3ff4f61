/** The middle of the numbers; of an even count the mean of the two middle ones; 0 of none. */
export function middle(numbers: readonly number[]): number {
  return quantileOf(Float64Array.from(numbers).sort(), 0.5);
}

/** The p-quantile of sorted numbers, between neighbours in proportion (type 7 of Hyndman and Fan 1996); 0 of none. */
export function quantileOf(sorted: Float64Array, p: number): number {
  const at = (sorted.length - 1) * p;
  const low = sorted[Math.floor(at)] ?? 0;
  const high = sorted[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
}

/** The mean of the numbers; 0 of none. */
export function mean(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}

/** Weeks that the shape of a week is taken from. */
const shapeWeeks = 8;
/** Weeks that must have brought something before a shape is believed. */
const toldWeeksLeast = 3;

const even: readonly number[] = [1, 1, 1, 1, 1, 1, 1];

/**
 * What each day of the week brings beside a usual one, 1 being usual; on average 1. Taken from the middle of the last
 * weeks, so that one odd day does not make a Tuesday special; a weekday that is closed is 0.
 * @param values one for each day, oldest first; the last stands on weekday `lastWeekday` (0 to 6)
 */
export function weekShape(values: readonly number[], lastWeekday: number): readonly number[] {
  const level = mean(values.slice(-7 * shapeWeeks));
  if (level <= 0) return even;
  const shares: number[][] = [[], [], [], [], [], [], []];
  let told = 0;
  const weeks = Math.min(shapeWeeks, Math.floor(values.length / 7));
  for (let week = 1; week <= weeks; week++) {
    const days = values.slice(values.length - 7 * week, values.length - 7 * (week - 1));
    const own = mean(days);
    // A week in which nothing was earned says nothing about its days.
    if (own <= 0) continue;
    told += 1;
    for (const [i, value] of days.entries()) (shares[weekdayOf(i, lastWeekday)] as number[]).push(value / own);
  }
  if (told < toldWeeksLeast) return even;
  const raw = shares.map((one) => Math.max(0, middle(one)));
  const usual = mean(raw);
  return usual === 0 ? even : raw.map((one) => one / usual);
}

/** Of seven days whose last stands on `lastWeekday`: the weekday of the i-th. */
function weekdayOf(i: number, lastWeekday: number): number {
  return (lastWeekday + i + 1) % 7;
}
