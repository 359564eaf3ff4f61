import { bugs } from "./bugs/all.ts";
import { runMany } from "./run-many.ts";
import type { SeedResult } from "./run-seed.ts";

/** How soon a planted mistake was noticed. */
export type Caught = { readonly bug: string; readonly seeds: number; readonly seed?: number; readonly by?: string };

export type HuntOptions = {
  readonly days: number;
  readonly workers: number;
  readonly say: (line: string) => void;
  /** Seeds after which a mistake counts as not noticed. */
  readonly seedsMax?: number;
};

const seedsMax = 60;

/** Runs seeds against each planted mistake until one turns red. True when all were noticed. */
export async function huntBugs(options: HuntOptions): Promise<boolean> {
  let all = true;
  for (const bug of bugs) {
    const began = process.hrtime.bigint();
    const caught = await huntOne(bug.name, options);
    const seconds = Number(process.hrtime.bigint() - began) / 1e9;
    const by = caught.by === undefined ? "NOT NOTICED" : `seed ${caught.seed}: ${caught.by}`;
    options.say(`${bug.name}: ${caught.seeds} seeds, ${seconds.toFixed(1)} s; ${by}`);
    all &&= caught.by !== undefined;
  }
  return all;
}

/** Seeds upward from 1 until one is red. */
export async function huntOne(bug: string, { days, workers, seedsMax: most = seedsMax }: HuntOptions): Promise<Caught> {
  const red: SeedResult[] = [];
  let seeds = 0;
  await runMany({
    seeds: Array.from({ length: most }, (_, i) => i + 1),
    days,
    workers,
    bug,
    enough: () => red.length > 0,
    onResult: (result) => {
      seeds += 1;
      if (result.broken !== undefined) red.push(result);
    },
  });
  const first = red.toSorted((a, b) => a.seed - b.seed)[0];
  const by = first?.broken?.split("\n")[0]?.slice(0, 160);
  return first === undefined ? { bug, seeds } : { bug, seeds, seed: first.seed, by: by ?? "" };
}
