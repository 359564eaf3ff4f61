import { describe, expect, it } from "vitest";
import { bugNamed } from "./bugs/all.ts";
import { guardGlobals } from "./guards.ts";
import { runSeed } from "./run-seed.ts";

describe("an engine and a shop in one process", () => {
  it.each([5])("come to the same books in spite of everything, seed %i", async (seed) => {
    expect((await runSeed({ seed, days: 1 })).broken).toBeUndefined();
  });

  it("live the same life again from the same seed, and another one from another", async () => {
    const once = await runSeed({ seed: 15, days: 1 });
    const twice = await runSeed({ seed: 15, days: 1 });
    const other = await runSeed({ seed: 13, days: 1 });
    expect(once).toEqual(twice);
    expect(once.broken).toBeUndefined();
    expect(other.hash).not.toBe(once.hash);
  });

  it("turn red when a mistake is planted between them", async () => {
    const { broken } = await runSeed({ seed: 15, days: 1, bug: bugNamed("time-of-another-zone") });
    expect(broken).toContain("here of");
  });
});

it("lets nobody in a simulation ask the machine for time or chance", () => {
  const unguard = guardGlobals();
  const asked = [() => reach("Date.now()"), () => reach("new Date()"), () => reach("Math.random()")];
  try {
    expect(asked.every((ask) => typeof ask() !== "undefined")).toBe(true);
  } finally {
    unguard();
  }
});

/** What a test itself asks for is its own affair. */
function reach(text: string): unknown {
  return new Function(`return ${text}`)();
}
