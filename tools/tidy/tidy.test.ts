import path from "node:path";
import { describe, expect, it } from "vitest";
import { rules } from "./check.ts";
import { readTree } from "./tree.ts";

const tree = readTree(path.resolve(import.meta.dirname, "../.."));

describe("this checkout is tidy", () => {
  it.each(Object.entries(rules))("%s", (_name, rule) => {
    const complaints = rule(tree).map((one) => `${one.file}:${one.line}  ${one.message}`);
    expect(complaints).toEqual([]);
  });
});
