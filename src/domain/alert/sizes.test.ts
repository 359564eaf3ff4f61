import { expect, it } from "vitest";
import { bytesName, shareName, spanName } from "./sizes.ts";

it.each([
  [-5, "0 bytes"],
  [0, "0 bytes"],
  [999, "999 bytes"],
  [1_000, "1 kB"],
  [1_290, "1.2 kB"],
  [12_900, "12 kB"],
  [4_900_000_000, "4.9 GB"],
  [2e15, "2000 TB"],
])("writes %d bytes as %s", (bytes, text) => {
  expect(bytesName(bytes)).toBe(text);
});

it.each([
  [-1, "0 seconds"],
  [999, "0 seconds"],
  [1_000, "1 second"],
  [60_000, "1 minute"],
  [61_000, "61 seconds"],
  [3_600_000, "1 hour"],
  [5_400_000, "90 minutes"],
  [26 * 3_600_000, "26 hours"],
  [86_400_000, "1 day"],
  [3 * 86_400_000, "3 days"],
])("writes %d ms as %s", (ms, text) => {
  expect(spanName(ms)).toBe(text);
});

it("never says more than there is", () => {
  expect(shareName(999, 1000)).toBe("99 %");
  expect(shareName(5, 0)).toBe("0 %");
});
