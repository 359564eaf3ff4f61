import { Secret } from "../base/secret.ts";
import type { Handle, Tx } from "../store/handle.ts";
import type { Belonging } from "../vault/seal.ts";
import { openSealed, type Sealing, standingKey } from "./sealing.ts";

/** What a person gave, sealed under the data key `keyId`. */
export type SealedFields = { readonly keyId: bigint; readonly sealed: Uint8Array };

/** Seals what a person gave, by the names of its fields; it opens only as what it belongs to. */
export async function sealFields(
  tx: Tx,
  sealing: Sealing,
  fields: Readonly<Record<string, string>>,
  belonging: Belonging,
): Promise<SealedFields> {
  const { id: keyId, key } = await standingKey(tx, sealing, "records");
  return { keyId, sealed: sealing.seal(Buffer.from(JSON.stringify(fields), "utf8"), key, belonging) };
}

/** Opens it; undefined when it was taken away or its key destroyed. */
export async function openFields(
  handle: Handle,
  sealing: Sealing,
  { keyId, sealed }: SealedFields,
  belonging: Belonging,
): Promise<Readonly<Record<string, Secret>> | undefined> {
  if (sealed.length === 0) return undefined;
  const plain = await openSealed(handle, sealing, keyId, sealed, belonging);
  if (!plain) return undefined;
  const fields = JSON.parse(Buffer.from(plain).toString("utf8")) as Record<string, string>;
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, new Secret(value)]));
}
