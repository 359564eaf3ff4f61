/** Gives the next choice of a run: a number from 0 on and below `options`. */
export type Choose = (options: number) => number;

/**
 * Runs `run` once for every sequence of choices that it can make, not for a sample of them. Stops after `runsMax`.
 * Gives how many runs there were and whether these were all.
 */
export async function everyRun(
  run: (choose: Choose) => Promise<void>,
  runsMax: number,
): Promise<{ readonly runs: number; readonly all: boolean }> {
  const path: { taken: number; readonly options: number }[] = [];
  let runs = 0;
  while (runs < runsMax) {
    let depth = 0;
    const choose: Choose = (options) => {
      const known = path[depth];
      if (known && known.options !== options) throw new Error("a run does not repeat itself");
      const choice = known ?? { taken: 0, options };
      if (!known) path.push(choice);
      depth += 1;
      return choice.taken;
    };
    await run(choose);
    runs += 1;
    path.length = depth;
    for (let last = path.at(-1); last && last.taken + 1 >= last.options; last = path.at(-1)) path.pop();
    const last = path.at(-1);
    if (last === undefined) return { runs, all: true };
    last.taken += 1;
  }
  return { runs, all: false };
}

/** The same with chance: each choice is drawn from the numbers of a generator. */
export async function randomRuns(
  run: (choose: Choose) => Promise<void>,
  runs: number,
  draw: (below: number) => number,
): Promise<void> {
  for (let i = 0; i < runs; i++) await run(draw);
}
