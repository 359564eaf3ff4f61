import { describe, expect, it } from "vitest";
import { readCorpus } from "./corpus.ts";
import { runSeed } from "./run-seed.ts";

describe("seeds", () => {
  it.each(readCorpus())(
    "stay green where they were red once: $why",
    async ({ seed, days }) => {
      expect((await runSeed({ seed, days })).broken).toBeUndefined();
    },
    120_000,
  );
});
