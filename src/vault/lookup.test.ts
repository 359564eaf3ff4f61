import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../base/random.ts";
import { lookupEmail, normalEmail } from "./lookup.ts";
import { sealingKey } from "./seal.ts";

const raw = seededRandom(1n).bytes(32);
const key = sealingKey(raw);
const hexOf = (email: string, under = key): string => Buffer.from(lookupEmail(under, email) ?? []).toString("hex");

describe("the lookup of an e-mail address", () => {
  it.each([
    ["case", "Ann@Example.COM", "ann@example.com"],
    ["spaces around it", "  ann@example.com\t\n", "ann@example.com"],
    ["composed and decomposed letters", "zu\u0308rich@example.com", "Z\u00dcRICH@example.com"],
    ["letters that lower-casing takes apart", "\u0130lker@example.com", "i\u0307lker@example.com"],
  ])("does not depend on %s", (_, one, other) => {
    expect(hexOf(one)).toBe(hexOf(other));
    expect(hexOf(one)).toHaveLength(64);
  });

  it.each([
    ["ann@example.com", "ann@example.org"],
    ["ann@example.com", "a.nn@example.com"],
    ["ann@example.com", "ann+shop@example.com"],
  ])("keeps %s and %s apart: joining two people is worse than not joining one", (one, other) => {
    expect(hexOf(one)).not.toBe(hexOf(other));
  });

  it("is normal once and stays so", () => {
    for (const text of ["\u0130lker@x.y", "\u01c4@x.y", "ﬀ@x.y", "ΣΑΣ@x.y"])
      expect(normalEmail(normalEmail(text))).toBe(normalEmail(text));
  });

  it("tells nothing without the key, and does not join buyers who have no address", () => {
    expect(hexOf("ann@example.com", sealingKey(seededRandom(2n).bytes(32)))).not.toBe(hexOf("ann@example.com"));
    expect(lookupEmail(key, " \t")).toBeUndefined();
  });

  it("is HMAC-SHA-256, so that it is the same for ever", () => {
    expect(hexOf("Ann@example.com")).toBe(createHmac("sha256", raw).update("e-mail:ann@example.com").digest("hex"));
  });
});
