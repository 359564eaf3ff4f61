import { describe, expect, it } from "vitest";
import { systemRandom } from "../base/random.ts";
import { Secret } from "../base/secret.ts";
import { keyFileText, parseKey, parseKeyFile } from "./key-text.ts";

const bytes = Uint8Array.from({ length: 32 }, (_, i) => (i * 37 + 251) & 0xff);
const hex = Buffer.from(bytes).toString("hex");
const base64 = Buffer.from(bytes).toString("base64");
const base64url = Buffer.from(bytes).toString("base64url");

describe("a key as text", () => {
  it.each([
    ["hex", hex],
    ["hex in capitals", hex.toUpperCase()],
    ["base64url", base64url],
    ["base64", base64],
    ["base64 without its =", base64.replace("=", "")],
    ["with a line break behind it", `${base64url}\r\n`],
  ])("is read: %s", (_, text) => {
    const key = parseKey(text, "MILLRACE_KEY");
    expect(key.ok && Buffer.from(key.value.reveal()).toString("hex")).toBe(hex);
  });

  it.each([
    ["nothing", "", "is empty"],
    ["spaces", " \t\n", "is empty"],
    ["one character too few", base64url.slice(1), "has 42 characters, where 64 (hex) or 43 (base64) are expected"],
    ["one too many", `${base64url}A`, "has 44 characters, where 64 (hex) or 43 (base64) are expected"],
    ["hex cut off", hex.slice(2), "has 62 characters, where 64 (hex) or 43 (base64) are expected"],
    ["two keys", hex + hex, "has 128 characters, where 64 (hex) or 43 (base64) are expected"],
    ["hex with a letter o", hex.replace(/.$/, "o"), "has 64 characters, where 64 (hex) or 43 (base64) are expected"],
    ["double quotes", `"${base64url}"`, "is wrapped in quotes, which are not part of it"],
    ["single quotes", `'${hex}'`, "is wrapped in quotes, which are not part of it"],
    ["a space inside", `${hex.slice(0, 32)} ${hex.slice(32)}`, "has a space or a line break inside"],
    ["a line break inside", `${hex.slice(0, 32)}\n${hex.slice(32)}`, "has a space or a line break inside"],
    [
      "another alphabet",
      `${base64url.slice(0, 10)}é${base64url.slice(11)}`,
      "has a character at place 11 that belongs to neither hex nor base64",
    ],
    ["0x in front", `0x:${hex}`, "has a character at place 3 that belongs to neither hex nor base64"],
    ["= in the middle", `${base64url.slice(0, 9)}=${base64url.slice(10)}`, "has a = before its end"],
    ["two =", `${base64url}==`, "has a = before its end"],
    [
      "a last character that no key has",
      base64url.replace(/.$/, "B"),
      "ends in a character that no key ends in, so it was copied wrongly",
    ],
    ["zeros", "0".repeat(64), "repeats itself too much to be random, so it would protect nothing"],
    ["a pattern", "0123456789abcdef".repeat(4), "repeats itself too much to be random, so it would protect nothing"],
    ["AAAA", "A".repeat(43), "repeats itself too much to be random, so it would protect nothing"],
    ["a private key file's first line", "-----BEGIN PRIVATE KEY-----", "has a space or a line break inside"],
  ])("is refused with one sentence: %s", (_, text, sentence) => {
    const key = parseKey(text, "MILLRACE_KEY");
    if (key.ok) throw new Error("it was taken");
    expect(key.error.sentence).toBe(`The key in MILLRACE_KEY ${sentence}.`);
    expect(key.error.fix).toContain("openssl rand");
    if (text.length > 8) expect(JSON.stringify(key.error)).not.toContain(text.slice(0, 12).trim() || "-");
  });
});

describe("a key file", () => {
  const written = keyFileText(new Secret(bytes), "1a2b3c4d");

  it("says what it is and holds the key on one line", () => {
    expect(written.split("\n")).toHaveLength(3);
    expect(written).toMatch(/^# Millrace encryption key 1a2b3c4d\..*keep a copy/);
    const key = parseKeyFile(written, "/d/millrace.key");
    expect(key.ok && Buffer.from(key.value.reveal()).toString("hex")).toBe(hex);
  });

  it("is read whatever an editor did to its line ends", () => {
    for (const text of [
      `\ufeff${written}`,
      written.replaceAll("\n", "\r\n"),
      `\n\n${written}\n# more\n`,
      hex,
      `${base64url}\n`,
    ]) {
      expect(parseKeyFile(text, "k").ok).toBe(true);
    }
  });

  it.each([
    ["", "The key file /k holds no key."],
    ["# only a comment\n", "The key file /k holds no key."],
    [`${hex}\n${base64url}\n`, "The key file /k holds 2 lines that could be the key; one is expected."],
    ["SQLite format 3\n", "The key in /k has a space or a line break inside."],
    ["deadbeef", "The key in /k has 8 characters, where 64 (hex) or 43 (base64) are expected."],
  ])("is refused with one sentence: %j", (text, sentence) => {
    expect(parseKeyFile(text, "/k")).toMatchObject({ ok: false, error: { sentence } });
  });

  it("is read for every random key", () => {
    for (let i = 0; i < 200; i++) {
      const secret = new Secret(systemRandom.bytes(32));
      const again = parseKeyFile(keyFileText(secret, "x"), "k");
      expect(again.ok && Buffer.from(again.value.reveal()).equals(secret.reveal())).toBe(true);
    }
  });
});
