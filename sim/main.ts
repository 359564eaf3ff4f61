import { availableParallelism } from "node:os";
import process from "node:process";
import { parseArgs } from "node:util";
import { presetNames } from "../sandbox/world/presets.ts";
import { huntBugs } from "./hunt-bugs.ts";
import { runMany } from "./run-many.ts";
import { runSeed, type SeedResult } from "./run-seed.ts";
import { createSummary } from "./summary.ts";

const usage = `node sim/main.ts --seed 123 --days 60 --trace     one seed, with every line of what happens
node sim/main.ts --seeds 1-200 --workers 2 --days 30
node sim/main.ts --preset busy --days 365 --seed 1
node sim/main.ts --bugs                          planted mistakes, and how soon each is noticed
`;

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    seeds: { type: "string" },
    days: { type: "string", default: "30" },
    preset: { type: "string" },
    workers: { type: "string", default: String(availableParallelism()) },
    bug: { type: "string" },
    commit: { type: "string", default: process.env["GITHUB_SHA"] ?? "this" },
    file: { type: "string" },
    bugs: { type: "boolean", default: false },
    trace: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const days = Number(values.days);
const preset = presetNames.find((name) => name === values.preset);

function tellRed({ seed, broken }: SeedResult): void {
  const more = `${preset ? ` --preset ${preset}` : ""}${values.bug ? ` --bug ${values.bug}` : ""}`;
  say(
    `RED seed=${seed} commit=${values.commit}: ${broken}\n  node sim/main.ts --seed ${seed} --days ${days}${more} --trace`,
  );
}

/** Seeds as `1-200` or `3,17,99`. */
function seedsOf(text: string): readonly number[] {
  return text.split(",").flatMap((part) => {
    const [from = 0, to = from] = part.split("-").map(Number);
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
}

async function one(seed: number): Promise<boolean> {
  const { bugNamed } = await import("./bugs/all.ts");
  const began = process.hrtime.bigint();
  const result = await runSeed({
    seed,
    days,
    ...(preset ? { preset } : {}),
    bug: values.bug === undefined ? undefined : bugNamed(values.bug),
    show: values.trace ? say : undefined,
    file: values.file,
  });
  const summary = createSummary();
  summary.add(result);
  say(`hash ${result.hash} of ${result.lines} lines`);
  say(summary.text(Number(process.hrtime.bigint() - began) / 1e6));
  say(`memory ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`);
  if (result.broken !== undefined) tellRed(result);
  return result.broken === undefined;
}

async function many(seeds: readonly number[]): Promise<boolean> {
  const summary = createSummary();
  const began = process.hrtime.bigint();
  const spent = (): number => Number(process.hrtime.bigint() - began) / 1e6;
  let toldAt = 0;
  await runMany({
    seeds,
    days,
    preset,
    workers: Number(values.workers),
    bug: values.bug,
    onResult: (result) => {
      summary.add(result);
      if (result.broken !== undefined) tellRed(result);
      if (spent() - toldAt < 15_000) return;
      toldAt = spent();
      say(`${summary.seeds} of ${seeds.length} seeds, ${summary.red.length} red, ${(toldAt / 1_000).toFixed(0)} s`);
    },
  });
  say(summary.text(spent()));
  return summary.red.length === 0;
}

if (values.help) say(usage);
else if (values.bugs) process.exitCode = (await huntBugs({ days, workers: Number(values.workers), say })) ? 0 : 1;
else if (values.seeds !== undefined) process.exitCode = (await many(seedsOf(values.seeds))) ? 0 : 1;
else process.exitCode = (await one(Number(values.seed ?? "1"))) ? 0 : 1;
