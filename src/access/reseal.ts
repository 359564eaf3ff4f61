import { auditPayload } from "../domain/audit/payload.ts";
import { credentialKey, openCredential, sealCredential } from "../intake/live/connections.ts";
import { lockCredential, replaceCredential } from "../store/access.ts";
import { appendAudit } from "../store/audit-log.ts";
import { listConnections, readConnection } from "../store/connection.ts";
import { destroyCredentialKey } from "../store/data-key.ts";
import type { Tx } from "../store/handle.ts";
import type { AccessParts } from "./parts.ts";

/**
 * Seals every credential under a new key of its own and destroys the key before it, one connection to a transaction,
 * while everything goes on: cut short anywhere, each credential opens with the key its row names. Gives how many.
 */
export async function resealCredentials(parts: AccessParts, bookId?: bigint): Promise<number> {
  let count = 0;
  for (const { id, credential } of await listConnections(parts.store, bookId)) {
    if (credential.length === 0) continue;
    if (await parts.store.transaction((tx) => resealOne(tx, parts, id))) count += 1;
  }
  return count;
}

async function resealOne(tx: Tx, { sealing, clock, actor }: AccessParts, id: bigint): Promise<boolean> {
  await lockCredential(tx, id);
  const connection = await readConnection(tx, id);
  const fields = connection && (await openCredential(tx, sealing, connection));
  if (!connection || !fields) return false;
  const keyId = await credentialKey(tx, sealing);
  const plain = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.reveal()]));
  const credential = await sealCredential(tx, sealing, { ...connection, keyId }, plain);
  await replaceCredential(tx, id, { keyId, credential });
  await destroyCredentialKey(tx, connection.keyId, clock.now());
  const payload = auditPayload({ connection: id, platform: connection.platform });
  await appendAudit(tx, [{ ts: clock.now(), actor, action: "connection.reseal", payload }]);
  return true;
}
