import { expect, it } from "vitest";
import { listed } from "./listed.ts";

it("says things in a row with one and before the last", () => {
  expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(listed)).toEqual(["", "a", "a and b", "a, b and c"]);
});
