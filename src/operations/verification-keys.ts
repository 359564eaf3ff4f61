import type { Random } from "../base/random.ts";
import { fromBase64, type VerifierKey } from "../domain/audit/note.ts";
import { findDataKey } from "../store/data-key.ts";
import type { Handle } from "../store/handle.ts";
import { readSetting } from "../store/setting.ts";
import { dataKeysUnder } from "../vault/data-key.ts";
import { deriveKeys } from "../vault/installation-keys.ts";
import type { Master } from "../vault/master.ts";
import { openSigner } from "../vault/signing.ts";
import { installationSetting, signingSetting } from "./signing-key.ts";

/** The public half of an installation's own signing key, or why it is not to be had. */
export type OwnKey =
  | { readonly state: "there"; readonly key: VerifierKey }
  /** Nothing was signed yet, or the encryption key is not at hand. */
  | { readonly state: "none" }
  /** It is stored, and does not open: somebody changed it. */
  | { readonly state: "broken" };

/**
 * The public key that checkpoints of these books must be signed with, opened with the encryption key: who could change
 * files and tables but does not have that key cannot put another in its place. Reads only.
 */
export async function ownVerifierKey(handle: Handle, master: Master | undefined, random: Random): Promise<OwnKey> {
  const [id, stored] = [await readSetting(handle, installationSetting), await readSetting(handle, signingSetting)];
  if (!master || id === undefined || stored === undefined) return { state: "none" };
  const row = await findDataKey(handle, "signing");
  const key = row && dataKeysUnder([deriveKeys(master.secret).kek], random).unwrap(row);
  const sealed = fromBase64(stored);
  const signer = key?.ok && sealed ? openSigner(sealed, key.value) : undefined;
  return signer?.ok
    ? { state: "there", key: { name: `millrace/${id}`, publicKey: signer.value.publicKey } }
    : { state: "broken" };
}
