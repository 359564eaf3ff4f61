import type { SeedResult } from "./run-seed.ts";
import { addTally, type Tally, total } from "./tally.ts";

/** What many seeds came to. */
export type Summary = {
  readonly add: (result: SeedResult) => void;
  readonly red: readonly SeedResult[];
  readonly seeds: number;
  /** For people. */
  readonly text: (wallMs: number) => string;
};

/** Adds results up; memory does not grow with their number, but for the red ones. */
export function createSummary(): Summary {
  const faults: Tally = new Map();
  const coverage: Tally = new Map();
  const seen: Tally = new Map();
  const red: SeedResult[] = [];
  let seeds = 0;
  let days = 0;
  return {
    red,
    get seeds() {
      return seeds;
    },
    add: (result) => {
      seeds += 1;
      days += result.simulatedDays;
      addTally(faults, result.faults);
      addTally(coverage, result.coverage);
      addTally(seen, result.seen);
      if (result.broken !== undefined) red.push(result);
    },
    text: (wallMs) =>
      [
        `${seeds} seeds, ${red.length} red; ${days.toFixed(0)} simulated days in ${(wallMs / 1_000).toFixed(1)} s`,
        `${(wallMs / Math.max(1, seeds)).toFixed(0)} ms a seed, ${((days / 365) * (3_600_000 / wallMs)).toFixed(0)} seller-years an hour`,
        `${total(faults)} faults: ${listOf(faults)}`,
        `Work: ${listOf(seen)}`,
        "",
        tableOf(coverage),
      ].join("\n"),
  };
}

function listOf(tally: Tally): string {
  return [...tally]
    .sort((a, b) => b[1] - a[1])
    .map(([name, number]) => `${name} ${number}`)
    .join(", ");
}

/** Fault × what the engine was doing, as rows of text. */
function tableOf(coverage: Tally): string {
  const rows = new Map<string, Map<string, number>>();
  for (const [pair, number] of coverage) {
    const [fault = "", doing = ""] = pair.split(" × ");
    const row = rows.get(fault) ?? new Map<string, number>();
    rows.set(fault, row.set(doing, number));
  }
  const doings = [...new Set([...rows.values()].flatMap((row) => [...row.keys()]))].sort();
  const head = doings.map((doing, i) => `${i + 1} ${doing}`).join("; ");
  const lines = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([fault, row]) => lineOf(fault, row, doings));
  return [`Fault × what the engine was doing (${coverage.size} pairs). Columns: ${head}`, ...lines].join("\n");
}

function lineOf(fault: string, row: ReadonlyMap<string, number>, doings: readonly string[]): string {
  const cells = doings.map((doing) => String(row.get(doing) ?? "·").padStart(6));
  return `${fault.padEnd(24)}${cells.join("")}`;
}
