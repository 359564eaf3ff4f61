import { describe, expect, it } from "vitest";
import { type Random, seededRandom, systemRandom } from "../base/random.ts";
import { createSeal, sealingKey } from "./seal.ts";
import { createSigner, openSigner, signingKeyId, verifySignature } from "./signing.ts";

const key = sealingKey(systemRandom.bytes(32));
const seal = createSeal(systemRandom);
const message = Buffer.from("checkpoint 12");

describe("a signer", () => {
  it("signs so that its public key tells, and only for that message and that key", () => {
    const { signer } = createSigner(systemRandom, seal, key);
    const signature = signer.sign(message);
    expect(signature).toHaveLength(64);
    expect(signer.publicKey).toHaveLength(32);
    expect(verifySignature(message, signature, signer.publicKey)).toBe(true);
    expect(verifySignature(Buffer.from("checkpoint 13"), signature, signer.publicKey)).toBe(false);
    expect(verifySignature(message, signature, createSigner(systemRandom, seal, key).signer.publicKey)).toBe(false);
  });

  it("is the same after it was stored, and does not open with another key", () => {
    const { signer, sealed } = createSigner(systemRandom, seal, key);
    const again = openSigner(sealed, key);
    expect(again.ok && again.value.keyId).toBe(signer.keyId);
    expect(again.ok && again.value.sign(message)).toEqual(signer.sign(message));
    expect(openSigner(sealed, sealingKey(systemRandom.bytes(32)))).toMatchObject({
      ok: false,
      error: { code: "seal-broken" },
    });
  });

  it("refuses a signature in which any byte was changed", () => {
    const { signer } = createSigner(systemRandom, seal, key);
    const signature = signer.sign(message);
    for (let i = 0; i < signature.length; i++) {
      const edited = Uint8Array.from(signature, (byte, at) => (at === i ? byte ^ 1 : byte));
      expect(verifySignature(message, edited, signer.publicKey)).toBe(false);
    }
  });

  it("takes nothing malformed for a signature", () => {
    const { signer } = createSigner(systemRandom, seal, key);
    const signature = signer.sign(message);
    for (const bad of [new Uint8Array(0), signature.subarray(1), Buffer.concat([signature, signature])]) {
      expect(verifySignature(message, bad, signer.publicKey)).toBe(false);
    }
    for (const bad of [new Uint8Array(0), new Uint8Array(31), new Uint8Array(32), new Uint8Array(32).fill(255)]) {
      expect(verifySignature(message, signature, bad)).toBe(false);
    }
  });

  it("agrees with RFC 8032 §7.1, test 2", () => {
    const seed = Buffer.from("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "hex");
    const fixed: Random = { bytes: () => Uint8Array.from(seed) };
    const { signer } = createSigner(fixed, createSeal(seededRandom(1n)), key);
    expect(Buffer.from(signer.publicKey).toString("hex")).toBe(
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    );
    expect(Buffer.from(signer.sign(Uint8Array.of(0x72))).toString("hex")).toBe(
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    );
    expect(signer.keyId).toBe(signingKeyId(signer.publicKey));
  });
});
