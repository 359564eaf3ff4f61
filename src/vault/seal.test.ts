import { createDecipheriv } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom, systemRandom } from "../base/random.ts";
import { createSeal, open, SEAL_OVERHEAD, sealingKey } from "./seal.ts";

const key = sealingKey(systemRandom.bytes(32));
const seal = createSeal(systemRandom);
const here = { kind: "observation", id: 12n };
const plain = Buffer.from("Sold to ann@example.com for 12.34 GBP");

describe("a sealed value", () => {
  it("opens to what was sealed, whatever that is and wherever it belongs", () => {
    const property = fc.property(
      fc.uint8Array({ maxLength: 2_000 }),
      fc.string({ maxLength: 20 }),
      fc.string({ maxLength: 40 }),
      (bytes, kind, id) => {
        const sealed = seal(bytes, key, { kind, id });
        expect(sealed).toHaveLength(bytes.length + SEAL_OVERHEAD);
        const opened = open(sealed, key, { kind, id });
        expect(opened.ok && Buffer.compare(opened.value, bytes)).toBe(0);
      },
    );
    fc.assert(property, { numRuns: 200 });
  });

  it("shows nothing of what it holds, and differs each time", () => {
    const sealed = seal(plain, key, here);
    expect(Buffer.from(sealed).toString("latin1")).not.toContain("ann");
    expect(Buffer.compare(sealed, seal(plain, key, here))).not.toBe(0);
  });

  it("does not open when any single bit of it was changed", () => {
    const sealed = seal(plain, key, here);
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const edited = Uint8Array.from(sealed);
      edited[bit >> 3] = (edited[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(open(edited, key, here).ok).toBe(false);
    }
  });

  it("does not open when it was cut at any place or made longer", () => {
    const sealed = seal(plain, key, here);
    for (let length = 0; length < sealed.length; length++)
      expect(open(sealed.subarray(0, length), key, here).ok).toBe(false);
    expect(open(Buffer.concat([sealed, new Uint8Array(1)]), key, here).ok).toBe(false);
  });

  it.each([
    ["with another key", sealingKey(systemRandom.bytes(32)), here],
    ["as another record", key, { kind: "observation", id: 13n }],
    ["as another kind of record", key, { kind: "subject", id: 12n }],
  ])("gives the same one problem %s", (_, otherKey, belonging) => {
    const opened = open(seal(plain, key, here), otherKey, belonging);
    expect(opened).toMatchObject({ ok: false, error: { code: "seal-broken" } });
    expect(!opened.ok && opened.error.sentence).toBe(
      `The sealed content of ${belonging.kind} ${belonging.id} cannot be opened: it was changed, moved or sealed with another key.`,
    );
  });

  it("cannot be taken for that of a record whose kind and id join to the same text", () => {
    expect(open(seal(plain, key, { kind: "a", id: "b:c" }), key, { kind: "a:b", id: "c" }).ok).toBe(false);
  });

  it("never uses a nonce twice, also when many are drawn at a time", () => {
    const nonces = new Set(
      Array.from({ length: 2_000 }, () => Buffer.from(seal(plain, key, here).subarray(1, 13)).toString("hex")),
    );
    expect(nonces.size).toBe(2_000);
  });

  it("has the format that the guide tells: version, nonce, AES-256-GCM, tag", () => {
    const raw = systemRandom.bytes(32);
    const sealed = seal(plain, sealingKey(raw), here);
    expect(sealed[0]).toBe(1);
    const decipher = createDecipheriv("aes-256-gcm", raw, sealed.subarray(1, 13));
    decipher.setAAD(Buffer.from("millrace/1 11:observation:12"));
    decipher.setAuthTag(sealed.subarray(-16));
    expect(decipher.update(sealed.subarray(13, -16)).toString() + decipher.final("utf8")).toBe(plain.toString());
  });

  it("is the same again when chance is replayed", () => {
    const [one, other] = [createSeal(seededRandom(5n)), createSeal(seededRandom(5n))];
    expect(one(plain, key, here)).toEqual(other(plain, key, here));
  });
});

describe("a sealing key", () => {
  it.each([0, 16, 31, 33])("of %d bytes is a bug", (length) => {
    expect(() => sealingKey(new Uint8Array(length))).toThrow("32 bytes");
  });
});
