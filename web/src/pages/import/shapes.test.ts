import { describe, expect, it } from "vitest";
import { choicesOf, nothingSaid, ownLayout } from "./shapes.ts";

describe("what is said about a file", () => {
  it("is nothing while nobody said anything", () => {
    expect(choicesOf(nothingSaid)).toEqual({});
  });

  it("is sent without the room around it, and a currency in capitals", () => {
    const said = { ...nothingSaid, layout: "gumroad-sales", currency: " usd ", source: " second-shop" };
    expect(choicesOf(said)).toEqual({ as: "gumroad-sales", currency: "USD", source: "second-shop" });
  });

  it("is a mapping of the columns that were pointed out, and of no others", () => {
    const columns = { at: "When", amount: "Paid", fee: "" };
    const { mapping, ...rest } = choicesOf({
      ...nothingSaid,
      layout: ownLayout,
      source: "pop-up",
      columns,
      dates: "dmy",
    });
    expect(rest).toEqual({});
    expect(JSON.parse(mapping ?? "")).toEqual({
      source: "pop-up",
      columns: { at: "When", amount: "Paid" },
      timeFormat: "dmy",
    });
  });
});
