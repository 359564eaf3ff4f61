import fc from "fast-check";
import { expect, it } from "vitest";
import { maskPhones } from "./mask-phones.ts";

// biome-ignore format: a table
const masked: readonly (readonly [text: string, masked: string])[] = [
  ["Sent to 254712345678.", "Sent to 2547****678."],
  ["+254712345678", "+2547****678"],
  ["+254 712 345 678", "+2547****678"],
  ["+254-712-345-678 or", "+2547****678 or"],
  ["00254712345678", "0025****678"],
  ["0712345678", "0712****678"],
  ["0712 345 678,", "0712****678,"],
  ["(415) 555-0132", "4155****132"],
  ["415-555-0132", "4155****132"],
  ["+44 (20) 7946-0958", "+4420****958"],
  ["+91 98765 43210", "+9198****210"],
  ["a 254712345678 b 254712345679", "a 2547****678 b 2547****679"],
];

it.each(masked)("masks %s", (text, expected) => {
  expect(maskPhones(text)).toBe(expected);
});

it.each([
  "KES 64,500.00 on 21 Nov 2026 16:28",
  "2026-11-21T16:28:00.000Z",
  "2026-11-21 16:28",
  "sale gumroad/sale/1234567890123",
  "receipt #3210987654",
  "order_1234567890",
  "1234567890.50 USD",
  "12,345,678,901.00",
  "−1,250.00",
  "9f2c·41ab",
  "8 of 10, 100 of 2000",
  "127.0.0.1:8600",
  "12345678",
])("leaves %s as it is", (text) => {
  expect(maskPhones(text)).toBe(text);
});

it("leaves no Kenyan number whole, however it is written, in whatever sentence", () => {
  const number = fc.tuple(
    fc.constantFrom("+254", "254", "0"),
    fc.constantFrom("7", "1"),
    fc.integer({ min: 10_000_000, max: 99_999_999 }),
  );
  const around = fc.constantFrom(["To ", "."], ["(", ")"], ["", " paid"], ["phone: ", ","], ["“", "”"]);
  fc.assert(
    fc.property(number, around, ([prefix, first, rest], [before = "", after = ""]) => {
      const digits = `${prefix}${first}${rest}`;
      expect(maskPhones(`${before}${digits}${after}`)).not.toContain(String(rest).slice(0, 5));
    }),
  );
});
