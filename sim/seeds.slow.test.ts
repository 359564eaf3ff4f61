import { availableParallelism } from "node:os";
import { expect, it } from "vitest";
import { runMany } from "./run-many.ts";
import { createSummary } from "./summary.ts";

const seeds = Array.from({ length: 200 }, (_, i) => i + 1);

it("comes to the shop's own books to the cent from 200 seeds of a week each, and what follows until all has healed", async () => {
  const summary = createSummary();
  const workers = Math.max(2, availableParallelism());
  await runMany({ seeds, days: 6, workers, onResult: summary.add });
  expect(summary.red.map(({ seed, broken }) => `seed=${seed}: ${broken}`)).toEqual([]);
  expect(summary.seeds).toBe(seeds.length);
}, 1_800_000);
