import { describe, expect, it } from "vitest";
import { thisMachine } from "./machine.ts";

describe("the machine", () => {
  it("tells what is free on a disk, and nothing of a folder that is not there", () => {
    const disk = thisMachine.disk(import.meta.dirname);
    expect(disk?.totalBytes).toBeGreaterThan(disk?.freeBytes ?? Number.POSITIVE_INFINITY);
    expect(thisMachine.disk("/not/there")).toBeUndefined();
  });

  it("tells how much of its memory this process holds, where that is known", () => {
    const memory = thisMachine.memory();
    expect(memory === undefined || memory.usedBytes < memory.ceilingBytes).toBe(true);
  });
});
