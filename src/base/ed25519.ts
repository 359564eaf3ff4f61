import { createPublicKey, verify } from "node:crypto";

/** Whether `signature` (64 bytes) over `message` was made with the secret half of `publicKey` (32 bytes, RFC 8032). */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  try {
    const x = Buffer.from(publicKey).toString("base64url");
    return verify(null, message, createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" }), signature);
  } catch {
    return false; // a public key that is no point of the curve has signed nothing
  }
}
