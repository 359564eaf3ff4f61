import { readFileSync } from "node:fs";

/** A seed that was red once, with the days it needs to show it. */
export type OnceRed = { readonly seed: number; readonly days: number; readonly why: string };

/** The seeds of `corpus.txt`: each line a seed, its days, and what was wrong. */
export function readCorpus(): readonly OnceRed[] {
  const text = readFileSync(new URL("./corpus.txt", import.meta.url), "utf8");
  return text
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"))
    .map((line) => {
      const [seed = "", days = "", ...why] = line.split(" ");
      return { seed: Number(seed), days: Number(days), why: why.join(" ") };
    });
}
