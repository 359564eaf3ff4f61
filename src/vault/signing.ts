import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { assert } from "../base/assert.ts";
import type { Problem } from "../base/problem.ts";
import type { Random } from "../base/random.ts";
import { ok, type Result } from "../base/result.ts";
import { type Belonging, open, type Seal } from "./seal.ts";

/** Ed25519 (RFC 8032): both halves of a key have 32 bytes, a signature has 64. */
const ED25519_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** The fixed beginnings of an Ed25519 key in PKCS#8 and SPKI form (RFC 8410 §7, §4); the 32 bytes follow. */
const pkcs8Prefix = Buffer.from("302e020100300506032b657004220420", "hex");
const spkiPrefix = Buffer.from("302a300506032b6570032100", "hex");

/** Signs audit checkpoints. */
export type Signer = {
  /** 16 hex digits of the public key's SHA-256; names the key beside a signature. */
  readonly keyId: string;
  /** 32 bytes, to be given to whoever verifies. */
  readonly publicKey: Uint8Array;
  /** 64 bytes; the same message always gives the same signature. */
  sign(message: Uint8Array): Uint8Array;
};

/** A new signing key pair: the signer, and its private half sealed under `key`, to be stored. */
export function createSigner(random: Random, seal: Seal, key: KeyObject): { signer: Signer; sealed: Uint8Array } {
  const seed = random.bytes(ED25519_BYTES);
  return { signer: signerOf(seed), sealed: seal(seed, key, belonging) };
}

/** The signer whose private half was sealed. Problem: `seal-broken`. */
export function openSigner(sealed: Uint8Array, key: KeyObject): Result<Signer, Problem> {
  const seed = open(sealed, key, belonging);
  return seed.ok ? ok(signerOf(seed.value)) : seed;
}

/** Whether `signature` over `message` was made with the private half of `publicKey`. False for anything malformed. */
export function verifySignature(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== SIGNATURE_BYTES || publicKey.length !== ED25519_BYTES) return false;
  try {
    const key = createPublicKey({ key: Buffer.concat([spkiPrefix, publicKey]), format: "der", type: "spki" });
    return verify(null, message, key, signature);
  } catch {
    return false;
  }
}

/** The name of a public key: 16 hex digits of its SHA-256. */
export function signingKeyId(publicKey: Uint8Array): string {
  return createHash("sha256").update(publicKey).digest("hex").slice(0, 16);
}

const belonging: Belonging = { kind: "signing key", id: "ed25519" };

function signerOf(seed: Uint8Array): Signer {
  assert(seed.length === ED25519_BYTES, "an Ed25519 seed has 32 bytes");
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: "der", type: "pkcs8" });
  const publicKey = new Uint8Array(
    createPublicKey(privateKey).export({ format: "der", type: "spki" }).subarray(spkiPrefix.length),
  );
  return { keyId: signingKeyId(publicKey), publicKey, sign: (message) => sign(null, message, privateKey) };
}
