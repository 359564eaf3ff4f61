import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { baseOf, callUrl } from "./call-url.ts";

const base = baseOf("https://api.shop.example/v2/", false);

describe("where a service may live", () => {
  // biome-ignore format: a table
  it.each([
    ["http://api.shop.example/v2", false],
    ["https://user:pass@api.shop.example/v2", false],
    ["https://api.shop.example/v2?token=1", false],
    ["ftp://api.shop.example", false],
    ["not an address", false],
    ["http://10.0.0.1:80", true],
    ["https://127.0.0.1:80", true],
    ["http://127.0.0.1.shop.example", true],
    ["http://0.0.0.0:80", true],
  ])("not at %s (sandbox: %s)", (url, sandbox) => expect(() => baseOf(url, sandbox)).toThrow());

  it.each(["http://127.0.0.1:4010/gumroad/v2", "http://localhost:4010", "http://[::1]:4010/x"])(
    "a sandbox may be at %s",
    (url) => expect(baseOf(url, true).origin).toBe(new URL(url).origin),
  );
});

describe("the address of a call", () => {
  it("is the base, the path and the query, each value encoded", () => {
    const url = callUrl(base, { path: "/sales/a%2Fb", query: { after: "2026-01-01", name: "a&b=c d" } });
    expect(url).toEqual({
      ok: true,
      value: "https://api.shop.example/v2/sales/a%2Fb?after=2026-01-01&name=a%26b%3Dc+d",
    });
    expect(callUrl(base, { path: "" })).toEqual({ ok: true, value: "https://api.shop.example/v2" });
  });

  // biome-ignore format: a table
  it.each([
    "sales", "//evil.example/x", "/../admin", "/a/../../b", "/..", "/.", "/a/..%2f..%2fb", "/%2e%2e/b", "/.%2E/b",
    "/a\\..\\b", "/a%5c..", "\\\\evil.example", "https://evil.example/", "@evil.example/", ":80/", ".evil.example/",
    "/a\r\nhost: evil", "/a b", "/a?token=1", "/a#b", "/grüß", "/a\u0000", "/a\tb", "/a//b", "/..;/b",
    `/${"a".repeat(9_000)}`,
  ])("is refused for the path %j", (path) => expect(callUrl(base, { path }).ok).toBe(false));

  it("says why without saying what, because a path may hold a secret", () => {
    const url = callUrl(base, { path: "/hush-hush/../x" });
    expect(JSON.stringify(url)).not.toContain("hush");
  });

  it("never leaves the base, whatever the path", () => {
    const piece = fc.constantFrom("/", ".", "..", "%2e", "%2f", "%5c", "\\", "@", ":", "?", "#", "a", "//", ";", "\n");
    const path = fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 8 }).map((all) => all.join(""));
    fc.assert(
      fc.property(path, fc.dictionary(fc.string(), fc.string()), (path, query) => {
        const url = callUrl(base, { path, query });
        if (!url.ok) return;
        const { origin, pathname, username, hash } = new URL(url.value);
        expect([origin, username, hash]).toEqual(["https://api.shop.example", "", ""]);
        expect(pathname === "/v2" || pathname.startsWith("/v2/")).toBe(true);
      }),
    );
  });
});
