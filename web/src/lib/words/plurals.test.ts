import { expect, it } from "vitest";
import { plurals } from "./plurals.ts";

it("chooses the form by the rules of the language and writes the number in it", () => {
  const sales = plurals("en")({ zero: "No sales yet", one: "# sale", other: "# sales" });
  expect([0, 1, 2, 1234].map(sales)).toEqual(["No sales yet", "1 sale", "2 sales", "1,234 sales"]);
});

it("knows that Hindi says nought in the singular", () => {
  expect(plurals("hi")({ one: "# बिक्री", other: "# बिक्रियाँ" })(0)).toBe("0 बिक्री");
});
