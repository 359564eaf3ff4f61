import { describe, expect, it } from "vitest";
import { paintFor } from "./paint.ts";
import { table } from "./table.ts";
import { cut, displayWidth } from "./width.ts";

const plain = paintFor({ colour: false });

describe("tables in a terminal", () => {
  it("align names left and amounts right, whatever script they are in", () => {
    const text = table(
      [{ title: "Product" }, { title: "Earned", align: "right" }],
      [
        ["茶碗", "1,234.00"],
        ["Café", "\u22125.00"],
      ],
      80,
      plain,
    );
    expect(text).toBe("Product    Earned\n茶碗     1,234.00\nCafé        \u22125.00\n");
  });

  it("cut names before they cut anything else, and never amounts", () => {
    const row = ["A product whose name is far too long for the line", "10,655,622.48"];
    const text = table(
      [
        { title: "", mayShrink: true },
        { title: "", align: "right" },
      ],
      [row],
      40,
      plain,
    );
    expect(text).toBe("A product whose name is…   10,655,622.48\n");
    expect(displayWidth(text.trimEnd())).toBeLessThanOrEqual(40);
    const narrow = table(
      [
        { title: "", mayShrink: true },
        { title: "", align: "right" },
      ],
      [row],
      10,
      plain,
    );
    expect(narrow).toContain("10,655,622.48");
  });

  it("show what would steer the terminal as text", () => {
    expect(table([{ title: "" }], [["\u001b[31mred\nnext"]], 80, plain)).toBe("\\u001b[31mred\\u000anext\n");
  });

  it("emphasise only where there is colour", () => {
    const coloured = paintFor({ colour: true });
    expect(table([{ title: "A" }], [["b"]], 80, coloured)).toBe("\u001b[2mA\u001b[22m\nb\n");
    expect(coloured.strong("")).toBe("");
  });

  it("measure what is seen, not what is stored", () => {
    expect(displayWidth("e\u0301")).toBe(1);
    expect(displayWidth("漢字")).toBe(4);
    expect(displayWidth("\u200b")).toBe(0);
    expect(cut("漢字漢字", 5)).toBe("漢字…");
    expect(cut("short", 5)).toBe("short");
  });
});
