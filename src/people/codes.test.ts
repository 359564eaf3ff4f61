import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../base/random.ts";
import { codeAt, newRecoveryCodes, newSeed, readRecoveryCode, stepOfCode } from "./codes.ts";
import { refuseOwnApproval } from "./four-eyes.ts";
import { changePreferences, readPreferences, usualPreferences } from "./preferences.ts";
import { fromBase32, toBase32 } from "./tokens.ts";

describe("a code of an authenticator app", () => {
  // RFC 6238 appendix B, SHA-1, the last six of its eight digits.
  it.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ])("at second %d is %s", (second, code) => {
    const seed = Buffer.from("12345678901234567890");
    expect(codeAt(seed, Math.floor(second / 30))).toBe(code);
    expect(stepOfCode(seed, code, (second + 30) * 1000)).toBe(Math.floor(second / 30));
    expect(stepOfCode(seed, code, (second + 90) * 1000)).toBeUndefined();
  });

  it("comes from a seed that goes to the app and back unchanged", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect([...(fromBase32(toBase32(bytes)) ?? [])]).toEqual([...bytes]);
      }),
    );
    const { seed, uri } = newSeed(seededRandom(1n), "ada@example.com");
    expect(fromBase32(seed)).toHaveLength(20);
    expect(uri).toContain(`otpauth://totp/Millrace:ada%40example.com?secret=${seed}&issuer=Millrace`);
    expect(fromBase32("not base 32!")).toBeUndefined();
  });
});

describe("recovery codes", () => {
  it("are all different, and read however they are typed", () => {
    const codes = newRecoveryCodes(seededRandom(2n));
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) {
      expect(code).toMatch(/^([A-Z2-7]{5}-){4}[A-Z2-7]{5}$/);
      expect(readRecoveryCode(` ${code.toLowerCase().replaceAll("-", " ")} `)).toBe(code);
    }
    expect(readRecoveryCode("123456")).toBeUndefined();
  });
});

describe("preferences", () => {
  it("change one by one and keep the others", () => {
    const changed = changePreferences(usualPreferences, { language: "sw", zone: "Africa/Nairobi" });
    expect(changed).toEqual({ ok: true, value: { ...usualPreferences, language: "sw", zone: "Africa/Nairobi" } });
    expect(changePreferences(usualPreferences, { firstHour: "away" })).toMatchObject({ value: { firstHour: "away" } });
    // As it was kept before there was anything to put away.
    expect(readPreferences('{"language":"hi","zone":"auto","look":"dark"}')).toMatchObject({ firstHour: "open" });
    expect(readPreferences(JSON.stringify({ look: "dark" })).look).toBe("dark");
    expect(readPreferences(JSON.stringify({ look: "sepia" }))).toEqual(usualPreferences);
  });

  it.each([
    [{ language: "xx" }, "language is one of"],
    [{ look: 1 }, "look is one of"],
    [{ firstHour: "gone" }, "firstHour is one of: open, away"],
    [{ zone: "Mars/Base" }, "IANA"],
    [{ size: "big" }, 'no preference "size"'],
    [{ __proto__x: 1 }, "no preference"],
    [[], "an object"],
    [null, "an object"],
  ])("refuse %j in one sentence", (change, words) => {
    const refused = changePreferences(usualPreferences, change);
    expect(!refused.ok && refused.error.sentence).toContain(words);
  });
});

describe("approving what one asked for oneself", () => {
  const ada = { id: "ada", via: "session", through: "s1" } as const;
  const key = { id: "ada", via: "key", through: "k1" } as const;
  it.each([
    ["by hand, with another who can approve", ada, { by: "owner", id: "ada" }, 2, false],
    ["by hand, alone", ada, { by: "owner", id: "ada" }, 1, true],
    ["what another asked for", ada, { by: "owner", id: "ben" }, 2, true],
    ["what a strategy proposed", ada, { by: "strategy", id: "ada" }, 2, true],
    ["what the engine proposed", ada, { by: "engine" }, 2, true],
    ["what her assistant's key proposed, as a person", ada, { by: "assistant", id: "k1" }, 2, true],
    ["what the key itself proposed", key, { by: "assistant", id: "k1" }, 1, false],
    ["with a key, what its maker asked for", key, { by: "owner", id: "ada" }, 1, false],
  ] as const)("%s", (_, principal, origin, approvers, may) => {
    expect(refuseOwnApproval(principal, origin, approvers) === undefined).toBe(may);
  });
});
