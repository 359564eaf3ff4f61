import { describe, expect, it } from "vitest";
import { seededRandom } from "../base/random.ts";
import { Secret } from "../base/secret.ts";
import { newStretching, parseSaltFile, passphraseProblem, saltFileText, stretch } from "./passphrase.ts";

const stretching = { cost: 2 ** 14, blockSize: 1, parallelization: 1, salt: new Uint8Array(16).fill(7) };
const hexOf = (text: string, more: Partial<typeof stretching> = {}): string =>
  Buffer.from(stretch(new Secret(text), { ...stretching, ...more }).reveal()).toString("hex");

describe("a passphrase", () => {
  it("always gives the same key with the same salt, and another with another", () => {
    const key = hexOf("correct horse battery");
    expect(key).toHaveLength(64);
    expect(hexOf("correct horse battery")).toBe(key);
    expect(hexOf("correct horse batterz")).not.toBe(key);
    expect(hexOf("correct horse battery", { salt: new Uint8Array(16).fill(8) })).not.toBe(key);
  });

  it("is the same on every keyboard: composed, decomposed and full-width letters agree", () => {
    expect(hexOf("Zu\u0308rich am See")).toBe(hexOf("Z\u00fcrich am See"));
    expect(hexOf("\uff5aurich am See")).toBe(hexOf("zurich am See"));
  });

  it.each([
    "correct horse battery",
    "twelve chars",
    "mlima Kilimanjaro 5895",
    "नमस्ते दुनिया मेरे",
    "🐎🔋📎🌍🎈🍎🚲🛶🎺🧭🪁🧵",
  ])("will do: %s", (text) => {
    expect(passphraseProblem(new Secret(text), "MILLRACE_PASSPHRASE")).toBeUndefined();
  });

  it.each([
    ["short", "has 5 characters; at least 12 are needed"],
    ["🐎🔋📎🌍🎈🍎", "has 6 characters; at least 12 are needed"],
    ["aaaaaaaaaaaaaaaa", "uses fewer than 6 different characters"],
    ["abcabcabcabcabc", "uses fewer than 6 different characters"],
    [" correct horse battery", "begins or ends with a space, which is too easily lost"],
    ["correct horse battery\u00a0", "begins or ends with a space, which is too easily lost"],
    ["correct horse battery\n", "contains a line break or another control character"],
    ["correct\thorse battery", "contains a line break or another control character"],
    ["correct horse \u001b[1m battery", "contains a line break or another control character"],
    ["correct horse \ud800 battery", "is not valid text"],
    ["correct horse ".repeat(80) + "x", "has 1121 characters; at most 1024 are taken"],
  ])("is refused with one sentence: %j", (text, sentence) => {
    const found = passphraseProblem(new Secret(text), "MILLRACE_PASSPHRASE");
    expect(found?.sentence).toBe(`The passphrase in MILLRACE_PASSPHRASE ${sentence}.`);
    expect(JSON.stringify(found)).not.toContain(text.trim().slice(0, 8));
  });
});

describe("a salt file", () => {
  it("says why it is to be kept, and is read as it was written", () => {
    const made = newStretching(seededRandom(1n));
    const text = saltFileText(made);
    expect(text).toMatch(/^# .*opens nothing without it: keep it with every backup\.$/m);
    expect(parseSaltFile(text, "/s")).toEqual({ ok: true, value: made });
    expect(parseSaltFile(`\ufeff${text.replaceAll("\n", "\r\n")}`, "/s")).toEqual({ ok: true, value: made });
  });

  it("asks for real work: N = 2^15, r = 8, p = 3 and 16 random bytes", () => {
    const made = newStretching(seededRandom(1n));
    expect(made).toMatchObject({ cost: 32768, blockSize: 8, parallelization: 3 });
    expect(made.salt).toHaveLength(16);
    expect(newStretching(seededRandom(2n)).salt).not.toEqual(made.salt);
  });

  const salt = "AAECAwQFBgcICQoLDA0ODw";
  it.each([
    "",
    "# nothing else",
    "garbage",
    `scrypt 32768 8 3 ${salt.slice(4)}`,
    `scrypt 32768 8 3 ${salt}!`,
    `scrypt 1024 8 3 ${salt}`,
    `scrypt 32767 8 3 ${salt}`,
    `scrypt 16777216 8 3 ${salt}`,
    `scrypt 32768 99 3 ${salt}`,
    `scrypt 32768 8 0 ${salt}`,
    `scrypt 32768 8 99 ${salt}`,
    `scrypt 32768 8 3 ${salt}\nscrypt 32768 8 3 ${salt}`,
    `argon2 32768 8 3 ${salt}`,
  ])("is refused with one sentence: %j", (text) => {
    expect(parseSaltFile(text, "/s")).toMatchObject({
      ok: false,
      error: {
        code: "salt-malformed",
        sentence: "The salt file /s is damaged, so the passphrase cannot be used.",
        fix: expect.stringContaining("backup"),
      },
    });
  });
});
