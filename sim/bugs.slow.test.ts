import { availableParallelism } from "node:os";
import { expect, it } from "vitest";
import { bugs } from "./bugs/all.ts";
import { huntOne } from "./hunt-bugs.ts";

const workers = Math.max(2, availableParallelism());

it("has at least twenty planted mistakes, each with a name of its own", () => {
  expect(new Set(bugs.map(({ name }) => name)).size).toBeGreaterThanOrEqual(20);
});

it.each(bugs)(
  "notices $name: $mistake",
  async ({ name }) => {
    const caught = await huntOne(name, { days: 8, workers, say: () => undefined });
    expect(caught.by).toBeDefined();
  },
  900_000,
);
