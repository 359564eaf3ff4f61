import { describe, expect, it } from "vitest";
import type { RowReader } from "../../spec/file-profile.ts";
import { type RowOutcome, readRows } from "../testing/read-rows.ts";
import { openCsv } from "./open-csv.ts";
import { columnsOf, rowOf } from "./row-view.ts";

describe("a row by its columns' names", () => {
  const row = rowOf(columnsOf(["Order ID", " total  amount ", "Note", "note"]), [
    "7",
    " 3.50 ",
    "first",
    "second",
    "beyond",
  ]);

  it("finds a cell by the first name that the file has, without case and surplus space, and trims it", () => {
    expect(row.cell("order id")).toBe("7");
    expect(row.cell("Invoice", "Total Amount", "Order ID")).toBe("3.50");
  });

  it("gives the first of two columns with one name", () => {
    expect(row.cell("NOTE")).toBe("first");
  });

  it("gives nothing for a missing column or a missing cell", () => {
    expect(row.cell("Fee")).toBe("");
    expect(row.cell()).toBe("");
    expect(rowOf(columnsOf(["a", "b"]), ["1"]).cell("b")).toBe("");
  });

  it("tells whether the file has a column", () => {
    expect(row.has("Fee", "Note")).toBe(true);
    expect(row.has("Fee")).toBe(false);
  });

  it("shows all cells as read", () => {
    expect(row.cells).toEqual(["7", " 3.50 ", "first", "second", "beyond"]);
  });
});

describe("reading a file with a profile's reader", () => {
  it("tells what became of every record, with its lines", async () => {
    const text = 'Id,Total\n1,2\n\n"x"y,3\n"4\n4",5\n';
    const source = async function* (): AsyncGenerator<Uint8Array, void, undefined> {
      yield Buffer.from(text);
    };
    const csv = await openCsv(source());
    if (!csv.ok) throw new Error("opens");
    const reader: RowReader = { read: (row) => ({ kind: "refused", reason: `read ${row.cell("Total")}` }) };
    const outcomes: RowOutcome[] = [];
    const header = csv.value.candidates[0];
    if (!header) throw new Error("has a header");
    for await (const some of readRows(csv.value, header, reader)) outcomes.push(...some);
    expect(
      outcomes.map(({ line, lineTo, reading }) => [
        line,
        lineTo,
        reading.kind === "refused" ? reading.reason : reading.kind,
      ]),
    ).toEqual([
      [2, 2, "read 2"],
      [3, 3, "not-data"],
      [4, 4, "text follows a closing quote (the quote was opened on line 4)"],
      [5, 6, "read 5"],
    ]);
  });
});
