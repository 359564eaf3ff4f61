import { expect, it } from "vitest";
import { withSticky } from "./address.ts";

it("takes the open book and the past moment along, and nothing else", () => {
  expect(withSticky("/money", "?book=demo&asOf=2026-11-13T15:00:00Z&filter=x")).toBe(
    "/money?book=demo&asOf=2026-11-13T15:00:00Z",
  );
  expect(withSticky("/money?state=refunded", "?book=demo")).toBe("/money?state=refunded&book=demo");
});

it("lets a link name another book", () => {
  expect(withSticky("/?book=main", "?book=demo")).toBe("/?book=main");
});
