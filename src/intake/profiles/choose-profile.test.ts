import { describe, expect, it } from "vitest";
import type { FileProfile } from "../../spec/file-profile.ts";
import { findHeaders } from "../csv/find-header.ts";
import { chooseProfile } from "./choose-profile.ts";

const layout = (id: string, certainty: (header: readonly string[]) => number): FileProfile => ({
  id,
  title: `${id.toUpperCase()} export`,
  source: id,
  recognise: certainty,
  open: () => ({ ok: false, error: "not opened here" }),
});
const having = (id: string, column: string, certainty: number): FileProfile =>
  layout(id, (header) => (header.includes(column) ? certainty : 0));

const choose = (text: string, profiles: readonly FileProfile[], forced?: string): string => {
  const chosen = chooseProfile(findHeaders(text, true), profiles, forced);
  if (!chosen.ok) return `${chosen.error.sentence} ${chosen.error.fix}`;
  const { profile, header, certainty } = chosen.value;
  return `${profile.id} ${certainty} line ${header.line} "${header.delimiter}" ${header.cells.join("/")}`;
};

const statement = "Statement, January\n\nReceipt;Paid In\nR1;5\nReceipt;Paid In\n";

describe("choosing how to read a file", () => {
  it("takes the most certain layout and finds its header behind a preamble", () => {
    const profiles = [having("weak", "Receipt", 0.2), having("sure", "Paid In", 0.9), having("other", "Fee", 1)];
    expect(choose(statement, profiles)).toBe('sure 0.9 line 3 ";" Receipt/Paid In');
    expect(choose(statement, profiles.toReversed())).toBe('sure 0.9 line 3 ";" Receipt/Paid In');
  });

  it("takes the earliest of equally good headers, whichever delimiter was tried first", () => {
    const any = layout("any", (header) => (header.length === 2 ? 0.5 : 0));
    expect(choose("Id;Total\n1;2\n1,5;2\n", [any])).toBe('any 0.5 line 1 ";" Id/Total');
  });

  it("shows a tie to the person", () => {
    expect(choose(statement, [having("one", "Receipt", 0.9), having("two", "Paid In", 0.9)])).toBe(
      "This file could be ONE export (--as one) or TWO export (--as two). Say which one with --as.",
    );
  });

  it("says what an unknown header looks like and what is known", () => {
    expect(choose(statement, [having("one", "Fee", 1), having("two", "Fee", 1)])).toBe(
      "This file's layout is not known here; its header seems to be: Statement, January. Force a known layout with --as (one, two), or say with a mapping file what the columns mean.",
    );
    expect(choose("a,b,c,d,e,f,g,h,i,j\n1,2,3\n", [])).toContain("its header seems to be: a, b, c, d, e, f, g, h ….");
  });

  it("does not show addresses of a file without a header", () => {
    expect(choose("7,jo@example.com,,5.00\n", [])).toContain("its header seems to be: 7, …, 5.00.");
  });

  it("says that a file without two cells in a line has no header", () => {
    expect(choose("only\none\ncolumn\n", [])).toMatch(/^No line of the file looks like a header/);
  });

  it("obeys --as: at the header the layout recognises, else at the fullest line", () => {
    const profiles = [having("one", "Receipt", 0.4), having("two", "Paid In", 0.9), having("three", "Fee", 1)];
    expect(choose(statement, profiles, "one")).toBe('one 0.4 line 3 ";" Receipt/Paid In');
    expect(choose("Report;2026\nId;Date;Total\n1;2;3\n", profiles, "three")).toBe('three 0 line 2 ";" Id/Date/Total');
    expect(choose("Id;Date\n1;2,3\n", profiles, "three")).toBe('three 0 line 1 ";" Id/Date');
  });

  it("says what --as knows", () => {
    expect(choose(statement, [having("one", "Fee", 1)], "nine")).toBe(
      'There is no file layout "nine". Known with --as: one.',
    );
  });
});
