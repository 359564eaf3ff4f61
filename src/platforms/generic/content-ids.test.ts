import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mapped, read } from "./testing/read-small-file.ts";

describe("rows without an id", () => {
  const bare = mapped({ source: "shop", currency: "USD", columns: { at: "Date", amount: "Sum" } });
  const ids = (text: string): string[] => read(bare, `Date,Sum,Note\n${text}`).map((line) => line.split(" ")[1] ?? "");

  it("get the same id from every file that has them, and equal rows different ones", () => {
    const [a, b, c] = ids("2026-01-05,5,x\n2026-01-05,5,x\n2026-01-05,5,y\n");
    expect(new Set([a, b, c]).size).toBe(3);
    expect(ids("2026-01-04,9,\n2026-01-05,5,x\n2026-01-05,5, x ,\n").slice(1)).toEqual([a, b]);
  });

  it("do not meet by shifting text between cells", () => {
    const rows = fc.array(fc.stringMatching(/^[0-9:|]{0,4}$/), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(rows, rows, (one, two) => {
        const trimmed = (cells: readonly string[]) => cells.join("\n").replace(/\n+$/, "");
        const [a, b] = ids(`2026-01-05,5,${one.join(",")}\n2026-01-05,5,${two.join(",")}\n`);
        expect(a?.slice(0, -2) === b?.slice(0, -2)).toBe(trimmed(one) === trimmed(two));
      }),
      { numRuns: 60 },
    );
  });
});
