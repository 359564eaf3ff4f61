import { describe, expect, it } from "vitest";
import { theGate } from "./rules/gate.ts";
import { treeOf } from "./tree.ts";

const told = (file: string, code: string) => theGate(treeOf({ [file]: code })).map(({ message }) => message);

describe("the maker of approved actions", () => {
  it("is for the gate, and for tests", () => {
    const code = `import { letThrough } from "../../domain/action/approved.ts";`;
    expect(told("src/actions/gate/wire.ts", code)).toEqual([]);
    expect(told("src/platforms/etsy/acts.test.ts", code)).toEqual([]);
  });

  it.each([
    `import { letThrough } from "../../domain/action/approved.ts";`,
    `import { letThrough as make } from "../../domain/action/approved.ts";`,
    `import * as all from "../../domain/action/approved.ts";`,
    `export * from "../../domain/action/approved.ts";`,
    `const { letThrough } = await import("../../domain/action/approved.ts");`,
  ])("is refused to everybody else: %s", (code) => {
    expect(told("src/platforms/etsy/acts.ts", code)).toHaveLength(1);
  });

  it("leaves the type to everybody", () => {
    const code = `import { type Approved, isApproved } from "../../domain/action/approved.ts";`;
    expect(told("src/platforms/etsy/acts.ts", code)).toEqual([]);
  });
});
