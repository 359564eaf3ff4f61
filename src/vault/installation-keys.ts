import { createHash, createSecretKey, hkdfSync, type KeyObject } from "node:crypto";
import { Secret } from "../base/secret.ts";
import { KEY_BYTES } from "./key-text.ts";

/** The key that wraps data keys, and a short name for it that is stored beside each wrapped key. */
export type Kek = {
  /** 8 hex digits, the same for the same master; tells which key wrapped what, and gives nothing away. */
  readonly id: string;
  /** Prints as an opaque object, never as bytes. */
  readonly key: KeyObject;
};

/** What one master secret gives. */
export type InstallationKeys = {
  /** The raw 32 bytes that encrypt the database file. */
  readonly file: Secret<Uint8Array>;
  readonly kek: Kek;
};

/**
 * Derives the keys of an installation from its master secret: HKDF-SHA-256 (RFC 5869) with one label for each, so that
 * no key tells anything about another. The labels are part of the format: changing one locks every installation out.
 */
export function deriveKeys(master: Secret<Uint8Array>): InstallationKeys {
  const tag = subkey(master, "kek-id");
  return {
    file: new Secret(subkey(master, "file")),
    kek: {
      id: createHash("sha256").update(tag).digest("hex").slice(0, 8),
      key: createSecretKey(subkey(master, "records")),
    },
  };
}

function subkey(master: Secret<Uint8Array>, label: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", master.reveal(), new Uint8Array(0), `millrace/1 ${label}`, KEY_BYTES));
}
