import { describe, expect, it } from "vitest";
import { createRedactor } from "../../base/redactor.ts";
import type { Message } from "../sink.ts";
import { deliveryId } from "./delivery-id.ts";
import { shareable } from "./shareable.ts";

const redactor = createRedactor();
redactor.add("s3cret-value");
const share = (parts: Partial<Message>) =>
  shareable({ key: "k", about: "alert", at: 0, title: "T", lines: [], ...parts }, redactor.redact);

describe("what leaves the house", () => {
  it("holds no secret that Millrace knows, and nothing shaped like one", () => {
    const { title, lines } = share({
      title: "It was s3cret-value.",
      lines: ["Bearer abcdefghijklmnop", "a@example.com"],
    });
    expect(title).toBe("It was [secret].");
    expect(lines).toEqual(["Bearer [secret]", "[e-mail]"]);
  });

  it("is free of line ends, hidden characters and half letters", () => {
    expect(share({ title: "a\r\n\tb\u0000c\u202ed\u200be\ud800" }).title).toBe("a b cde\ufffd");
  });

  it("hides no phone number behind hidden characters", () => {
    expect(share({ title: "2547\u200b12345678" }).title).toBe("2547****678");
  });

  it("has bounds", () => {
    const { title, lines } = share({ title: "x".repeat(9_999), lines: Array<string>(9_999).fill("y") });
    expect(title).toHaveLength(2_000);
    expect(lines).toHaveLength(500);
  });

  it.each([
    ["https://millrace.example.com/alerts/1?a=b&c=d#e", "https://millrace.example.com/alerts/1?a=b&c=d#e"],
    ["http://127.0.0.1:8600/x", "http://127.0.0.1:8600/x"],
    ['https://example.com/a|b>c"d', "https://example.com/a%7Cb%3Ec%22d"],
    ["https://example.com/(a)*b", "https://example.com/%28a%29%2Ab"],
  ])("keeps the link %s", (link, kept) => {
    expect(share({ link }).link).toBe(kept);
  });

  it.each([
    "javascript:alert(1)",
    "no link",
    "https://ann:pw@example.com/",
    "https://example.com/?access_token=abcdefgh",
    "https://example.com/s3cret-value",
    `https://example.com/${"x".repeat(1_000)}`,
  ])("leaves out the link %s", (link) => {
    expect("link" in share({ link })).toBe(false);
  });
});

describe("the name of a delivery", () => {
  it("is the same at each attempt and another one in each place", () => {
    expect(deliveryId("a", "slack")).toBe(deliveryId("a", "slack"));
    expect(deliveryId("a", "slack")).toMatch(/^[0-9a-f]{32}$/);
    const others = [
      deliveryId("a", "phone"),
      deliveryId("b", "slack"),
      deliveryId("lack:a", "s"),
      deliveryId("", "slack:a"),
    ];
    expect(new Set([deliveryId("a", "slack"), ...others]).size).toBe(5);
  });
});
