import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Action } from "./action.ts";
import { laneFrom, laneOf, laneText } from "./lane.ts";

describe("a line to a platform", () => {
  it("is read as it was written, whatever platform and account are called", () => {
    const account = fc.option(fc.string(), { nil: undefined });
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 17n }), fc.string(), account, (bookId, target, named) => {
        const lane = { bookId, target, account: named };
        expect(laneFrom(laneText(lane))).toEqual(lane);
      }),
    );
  });

  it("is that of the action's platform and account", () => {
    expect(laneOf({ action: { target: "x", account: "a" } as Action, bookId: 1n })).toEqual({
      bookId: 1n,
      target: "x",
      account: "a",
    });
  });

  it("is nothing that other texts name", () => {
    expect(laneFrom("0193-an-id")).toBeUndefined();
    expect(laneFrom("")).toBeUndefined();
  });
});
