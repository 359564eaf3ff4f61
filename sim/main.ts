import process from "node:process";
import { runSeed } from "./run-seed.ts";

const seed = Number(process.argv[3] ?? "1");
const days = Number(process.argv[5] ?? "30");
const trace = process.argv.includes("--trace");
for (let s = seed; s < seed + Number(process.argv[7] ?? 1); s++) {
  const began = performance.now();
  const result = await runSeed({
    seed: s,
    days,
    show: trace ? (line) => process.stdout.write(`${line}\n`) : undefined,
  });
  process.stdout.write(
    `seed=${s} days=${result.simulatedDays.toFixed(1)} ${(performance.now() - began).toFixed(0)} ms lines=${result.lines} ${result.hash} ${JSON.stringify(Object.fromEntries(result.seen))}\n${result.broken ?? "green"}\n`,
  );
}
