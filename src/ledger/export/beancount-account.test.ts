import fc from "fast-check";
import { expect, it } from "vitest";
import { chart, isAccountPath, segment } from "../../domain/books/account.ts";
import { beancountAccount, pathOfBeancount } from "./beancount-account.ts";

it.each([
  ["assets:bank:kcb:main", "Assets:Bank:Kcb:Main"],
  ["income:sales:gumroad:42-ways", "Income:Sales:Gumroad:42-ways"],
  ["income:sales:gumroad:x-ray", "Income:Sales:Gumroad:X78X-ray"],
  ["income:sales:étsy:a_b.c", "Income:Sales:Étsy:AX5fXbX2eXc"],
  ["income:sales:shop:自動", "Income:Sales:Shop:X81eaX動"],
  ["suspense:payouts", "Assets:Suspense:Payouts"],
  ["assets:suspense:payouts", "Assets:X73Xuspense:Payouts"],
  ["equity:fx", "Equity:Fx"],
])("%s is %s in Beancount, and back", (path, name) => {
  expect(beancountAccount(path)).toBe(name);
  expect(pathOfBeancount(name)).toBe(path);
});

it("no path is lost: every name that a chart can make leads back to its path, and suits Beancount's rules", () => {
  const valid = /^(?:Assets|Liabilities|Equity|Income|Expenses)(?::[\p{Lu}\p{Nd}][\p{L}\p{Nd}-]*)+$/u;
  const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(name, name, (a, b) => {
      for (const path of [chart.sales(a, b), chart.suspense(a), chart.bank(a, b)]) {
        if (!isAccountPath(path)) continue;
        expect(beancountAccount(path)).toMatch(valid);
        expect(pathOfBeancount(beancountAccount(path))).toBe(path);
      }
    }),
    { numRuns: 300 },
  );
});

it("whatever a platform calls a product, its account has a path that the books take", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 100 }), (text) =>
      isAccountPath(`income:sales:x:${segment(text)}`),
    ),
    { numRuns: 500 },
  );
});
