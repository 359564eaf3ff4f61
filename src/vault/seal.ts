import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from "node:crypto";
import { assert } from "../base/assert.ts";
import { type Problem, problem } from "../base/problem.ts";
import type { Random } from "../base/random.ts";
import { err, ok, type Result } from "../base/result.ts";
import { KEY_BYTES } from "./key-text.ts";

/**
 * What a sealed value belongs to. It is not stored with the value but must be given again to open it, so that a
 * sealed value cannot be moved to another record.
 */
export type Belonging = {
  /** The kind of record, e.g. "observation". */
  readonly kind: string;
  readonly id: string | bigint;
};

/** Format 1: version ‖ nonce ‖ AES-256-GCM ciphertext ‖ tag. */
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** How many bytes longer a sealed value is than what it holds. */
export const SEAL_OVERHEAD = 1 + NONCE_BYTES + TAG_BYTES;

const cipherName = "aes-256-gcm";
const cipherOptions = { authTagLength: TAG_BYTES };
const NONCES_DRAWN = 256;

/**
 * A key as the cipher takes it. An opaque object on purpose: it prints as one, and the cipher takes it three times
 * faster than bytes.
 */
export function sealingKey(bytes: Uint8Array): KeyObject {
  assert(bytes.length === KEY_BYTES, "a sealing key has 32 bytes");
  return createSecretKey(bytes);
}

/** Seals values under the key each is given. */
export type Seal = (plain: Uint8Array, key: KeyObject, belonging: Belonging) => Uint8Array;

/**
 * A `Seal` with nonces from `random`: 96 random bits each (NIST SP 800-38D §8.2.2), good for 2^32 values under one
 * key. Nonces are drawn many at a time, because asking the system for each costs as much as the cipher.
 */
export function createSeal(random: Random): Seal {
  let drawn = new Uint8Array(0);
  let used = 0;
  return (plain, key, belonging) => {
    if (used === drawn.length) {
      drawn = new Uint8Array(random.bytes(NONCES_DRAWN * NONCE_BYTES));
      used = 0;
    }
    const nonce = drawn.subarray(used, used + NONCE_BYTES);
    used += NONCE_BYTES;
    const cipher = createCipheriv(cipherName, key, nonce, cipherOptions);
    cipher.setAAD(belongingBytes(belonging));
    const body = cipher.update(plain);
    cipher.final();
    const sealed = new Uint8Array(SEAL_OVERHEAD + body.length);
    sealed[0] = VERSION;
    sealed.set(nonce, 1);
    sealed.set(body, 1 + NONCE_BYTES);
    sealed.set(cipher.getAuthTag(), 1 + NONCE_BYTES + body.length);
    return sealed;
  };
}

/**
 * Opens a sealed value. One problem, `seal-broken`, stands for a wrong key, an edited value and a value of another
 * record: the cipher cannot tell them apart, and a caller must not treat them differently.
 */
export function open(sealed: Uint8Array, key: KeyObject, belonging: Belonging): Result<Uint8Array, Problem> {
  if (sealed.length < SEAL_OVERHEAD || sealed[0] !== VERSION) return err(broken(belonging));
  try {
    const bodyEnd = sealed.length - TAG_BYTES;
    const decipher = createDecipheriv(cipherName, key, sealed.subarray(1, 1 + NONCE_BYTES), cipherOptions);
    decipher.setAAD(belongingBytes(belonging));
    decipher.setAuthTag(sealed.subarray(bodyEnd));
    const plain = decipher.update(sealed.subarray(1 + NONCE_BYTES, bodyEnd));
    decipher.final();
    return ok(plain);
  } catch {
    return err(broken(belonging));
  }
}

function broken(belonging: Belonging): Problem {
  return problem(
    "seal-broken",
    `The sealed content of ${belonging.kind} ${belonging.id} cannot be opened: it was changed, moved or sealed with another key.`,
    {
      fix: "Restore it from a backup; millrace audit verify tells what else was touched.",
    },
  );
}

/** The kind's length in front keeps ("a", "b:c") and ("a:b", "c") apart. */
function belongingBytes({ kind, id }: Belonging): Buffer {
  return Buffer.from(`millrace/${VERSION} ${kind.length}:${kind}:${id}`);
}
