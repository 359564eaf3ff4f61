import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRedactor } from "./redactor.ts";
import { Secret } from "./secret.ts";

const canary = 'Käna/ry+7"1f3 n\\ö&p?';

function redactorWith(...secrets: readonly (string | Uint8Array)[]): (text: string) => string {
  const redactor = createRedactor();
  for (const secret of secrets) redactor.add(secret);
  return redactor.redact;
}

describe("a known secret", () => {
  const bytes = Buffer.from(canary);
  it.each([
    ["plain", canary],
    ["JSON", JSON.stringify({ a: canary })],
    ["base64", bytes.toString("base64")],
    ["base64url", bytes.toString("base64url")],
    ["hex", bytes.toString("hex")],
    ["upper-case hex", bytes.toString("hex").toUpperCase()],
    ["a URL", `https://x.test/?q=${encodeURIComponent(canary)}&b=1`],
    ["a URL in lower case", `?q=${encodeURIComponent(canary).replace(/%../g, (h) => h.toLowerCase())}`],
    ["a form", new URLSearchParams({ q: canary }).toString()],
    ["basic credentials", `Basic ${Buffer.from(`user:${canary}`).toString("base64")}`],
  ])("is removed when it is spelt as %s", (_, text) => {
    const clean = redactorWith(canary)(`before ${text} after`);
    expect(clean).toContain("[secret]");
    for (const piece of ["Käna", "ry+7", "1f3 n", bytes.toString("hex").slice(4, 20), "S8OkbmE", "7%221f3"]) {
      expect(clean.toLowerCase()).not.toContain(piece.toLowerCase());
    }
    expect(clean).toMatch(/^before .* after$/s);
  });

  it("is removed at any place inside something longer that was encoded as base64", () => {
    const word = fc
      .string({ minLength: 8, maxLength: 24, unit: "grapheme-ascii" })
      .filter((s) => s.trim().length === s.length);
    const property = fc.property(
      word,
      fc.string({ maxLength: 9 }),
      fc.string({ maxLength: 9 }),
      (secret, before, after) => {
        const encoded = Buffer.from(before + secret + after).toString("base64");
        const clean = redactorWith(secret)(encoded);
        expect(clean).toContain("[secret]");
        expect(Buffer.from(clean.replace("[secret]", ""), "base64").includes(secret)).toBe(false);
      },
    );
    fc.assert(property, { numRuns: 200 });
  });

  it("is removed as bytes too, and when it came wrapped", () => {
    const key = new Uint8Array(32).map((_, i) => i * 7 + 1);
    const redactor = createRedactor();
    redactor.add(new Secret(key));
    expect(redactor.redact(`k=${Buffer.from(key).toString("base64url")}!`)).toBe("k=[secret]!");
    expect(redactor.redact(Buffer.from(key).toString("hex"))).toBe("[secret]");
  });

  it("goes wholly when another secret is its beginning", () => {
    expect(redactorWith("hunter2-long", "hunter2-long-and-longer")("x hunter2-long-and-longer y")).toBe("x [secret] y");
  });

  it("is taken literally, whatever a pattern would make of its characters", () => {
    expect(redactorWith("a.*b(c)[d]+")("a.*b(c)[d]+ axxbcd")).toBe("[secret] axxbcd");
  });

  it("is refused when it is too short to be told from honest text", () => {
    const redactor = createRedactor();
    expect(redactor.add("abc")).toBe(false);
    expect(redactor.redact("abc")).toBe("abc");
  });
});

describe("what looks like a secret", () => {
  const plain = createRedactor().redact;
  it.each([
    ["Authorization: Bearer abcDEF123456.x-y_z", "abcDEF123456"],
    ["authorization=Basic dXNlcjpwYXNzd29yZA==", "dXNlcjpw"],
    ["GET /sales?access_token=tok9999&page=2", "tok9999"],
    ['{"client_secret":"s3cr3t-value"}', "s3cr3t"],
    ['{\\"refresh_token\\":\\"r-1234567\\"}', "r-1234567"],
    ["password: hunter2", "hunter2"],
    ["PRAGMA key='raw:00112233445566'", "00112233"],
    ["key=raw:deadbeefdeadbeef", "deadbeef"],
    ["hexkey=0xdeadbeef", "deadbeef"],
    ["postgres://ann:pa55@db.test/books", "pa55"],
    ["https://tok12345@hooks.test/x", "tok12345"],
    ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "eyJzdWIi"],
    ["sk_live_51HxAbCdEfGhIjKlMnOp", "51HxAb"],
    ["xoxb-1234567890-abcdefghijk", "1234567890"],
    ["-----BEGIN PRIVATE KEY-----\nMC4CAQAw\n-----END PRIVATE KEY-----", "MC4CAQAw"],
    ["a".repeat(40) + "0123456789abcdef".repeat(3), "0123456789abcdef"],
  ])("is removed from %j", (text, piece) => {
    expect(plain(text)).not.toContain(piece);
    expect(plain(text)).toMatch(/\[secret\]|\[hex\]/);
  });

  it.each([
    "ann@example.com",
    "Ann.O'Neil+etsy@mail.example.co.uk",
    "<ann@example.com>",
    "mailto:ann@example.com?subject=x",
    "email=ann%40example.com",
    "жанна@пример.рф",
    "ann@xn--exmple-cua.com",
    '"ann o"@example.com'.replace(" ", ""),
    "bounce+ann=example.com@lists.test",
    "ann＠example.com",
  ])("is removed when it is the address %j", (text) => {
    expect(plain(text)).toContain("[e-mail]");
    expect(plain(text)).not.toMatch(/ann|жанна|example\.com/i);
  });

  it.each([
    "Read 541,909 rows of online_retail.csv.gz in 12.5 s.",
    "observation 018f2c1e-7b9a-7c3d-8e4f-0a1b2c3d4e5f of gumroad/sale/abc== was known",
    "at open (src/store/open-sqlite.ts:51:10)",
    "node_modules/pino@10.4.0/lib/tools.js",
    "idempotency key 12, object_key gumroad/sale/9, key_id=4, page 3 of 7",
    "kek 1a2b3c4d wrapped 30 keys; sha1 da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "http://127.0.0.1:8420/sales/12?day=2026-01-31",
  ])("leaves honest text alone: %j", (text) => {
    expect(plain(text)).toBe(text);
  });

  it("takes no time over text made to be slow", () => {
    const nasty = [
      "a".repeat(60_000),
      "a@".repeat(30_000),
      "token=".repeat(10_000),
      "://".repeat(20_000),
      "-----BEGIN PRIVATE KEY-----".repeat(2_000),
    ];
    const started = performance.now();
    for (const text of nasty) plain(text);
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});

describe("what a place holds by turns", () => {
  it("is removed while it holds it and once after it was replaced, and forgotten when it is older", () => {
    const redactor = createRedactor();
    const tokens = ["first-token-4711", "second-token-4712", "third-token-4713"].map((text) => new Secret(text));
    const shown = () => redactor.redact("a first-token-4711 b second-token-4712 c third-token-4713");
    redactor.hold("access/1", tokens.slice(0, 1));
    redactor.hold("access/2", []);
    expect(shown()).toBe("a [secret] b second-token-4712 c third-token-4713");
    redactor.hold("access/1", tokens.slice(1, 2));
    redactor.hold("access/1", tokens.slice(1, 2));
    expect(shown()).toBe("a [secret] b [secret] c third-token-4713");
    redactor.hold("access/1", tokens.slice(2));
    expect(shown()).toBe("a first-token-4711 b [secret] c [secret]");
  });

  it("leaves out what is too short to be told from honest text", () => {
    const redactor = createRedactor();
    redactor.hold("access/1", [new Secret("abc")]);
    expect(redactor.redact("abc abc")).toBe("abc abc");
  });
});
