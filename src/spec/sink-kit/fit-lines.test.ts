import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutText, fitLines, moreInMillrace } from "./fit-lines.ts";

const plain = (text: string): string => text;
const escaped = (text: string): string => text.replaceAll("&", "&amp;");
const room = { unitsMax: 60, linesMax: 4, lineUnitsMax: 30 };

describe("lines in a room", () => {
  it("stay as they are when they fit", () => {
    expect(fitLines(["One.", "Two."], room, plain)).toEqual({ lines: ["One.", "Two."], shortened: false });
    expect(fitLines([], room, plain)).toEqual({ lines: [], shortened: false });
  });

  it("may fill the room to the last character", () => {
    const exact = { unitsMax: 9, linesMax: 2, lineUnitsMax: 4 };
    expect(fitLines(["1234", "6789"], exact, plain)).toEqual({ lines: ["1234", "6789"], shortened: false });
  });

  it("end with a word on where the rest is when there are too many", () => {
    const { lines, shortened } = fitLines(["1", "2", "3", "4", "5"], room, plain);
    expect(lines).toEqual(["1", "2", "3", moreInMillrace]);
    expect(shortened).toBe(true);
  });

  it("are cut one by one when one is too long, and the others stay", () => {
    const { lines, shortened } = fitLines(["x".repeat(50), "short"], room, plain);
    expect(lines).toEqual([`${"x".repeat(29)}…`, "short"]);
    expect(shortened).toBe(true);
  });

  it("never take more room than there is, and keep their order, whatever they hold", () => {
    const line = fc.string({ unit: fc.constantFrom("a", "&", " ", "é", "👩‍👩‍👧", "क्षि"), maxLength: 40 });
    const given = fc.record({
      unitsMax: fc.integer({ min: 20, max: 200 }),
      linesMax: fc.integer({ min: 1, max: 8 }),
      lineUnitsMax: fc.integer({ min: 1, max: 60 }),
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), given, (all, space) => {
        const { lines, shortened } = fitLines(all, space, escaped);
        expect(lines.join("\n").length).toBeLessThanOrEqual(space.unitsMax);
        expect(lines.length).toBeLessThanOrEqual(space.linesMax);
        expect(shortened).toBe(lines.join("\n") !== all.map(escaped).join("\n"));
        expect(lines.join("").isWellFormed()).toBe(true);
        if (lines.length < all.length) expect(lines.at(-1)).toBe(moreInMillrace);
      }),
    );
  });
});

describe("a text that is cut", () => {
  it("ends with an ellipsis and without a space before it", () => {
    expect(cutText("one two three", 9, plain)).toEqual({ text: "one two…", cut: true });
  });

  it("is never cut within a family, a letter with its accent, or an escape", () => {
    expect(cutText("👩‍👩‍👧👩‍👩‍👧", 12, plain).text).toBe("👩‍👩‍👧…");
    expect(cutText("ae\u0301x", 3, plain).text).toBe("a…");
    expect(cutText("a&b", 6, escaped).text).toBe("a…");
  });

  it("is nothing where not even an ellipsis fits", () => {
    expect(cutText("abc", 0, plain)).toEqual({ text: "", cut: true });
  });
});
