import { describe, expect, it } from "vitest";
import { giveBackMemory } from "./give-back-memory.ts";

describe("giving memory back", () => {
  it("shrinks a heap that a burst of work has grown, and may be done again", () => {
    const burst = Array.from({ length: 400_000 }, (_, i) => ({ i, text: `sale ${i}` }));
    const grown = process.memoryUsage().heapUsed;
    burst.length = 0;
    giveBackMemory();
    giveBackMemory();
    expect(process.memoryUsage().heapUsed).toBeLessThan(grown - 10_000_000);
  });
});
