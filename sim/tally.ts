/** Counts of named things. */
export type Tally = Map<string, number>;

export function count(tally: Tally, name: string, by = 1): void {
  tally.set(name, (tally.get(name) ?? 0) + by);
}

/** Adds the second to the first. */
export function addTally(to: Tally, from: ReadonlyMap<string, number> | readonly (readonly [string, number])[]): void {
  for (const [name, number] of from) count(to, name, number);
}

export function total(tally: ReadonlyMap<string, number>): number {
  return [...tally.values()].reduce((sum, number) => sum + number, 0);
}
