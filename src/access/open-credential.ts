import { openCredential } from "../intake/live/connections.ts";
import { noteUse } from "../store/access-use.ts";
import { type Connection, readConnection } from "../store/connection.ts";
import type { Fields } from "./credential-fields.ts";
import type { AccessParts } from "./parts.ts";

/**
 * Opens a connection's credential, as it is now. That it was opened, by whom and what for, is written down first: when
 * that cannot be, nothing is opened. Undefined for a removed connection.
 */
export async function openForUse(
  parts: AccessParts,
  connection: Pick<Connection, "id">,
  purpose: string,
): Promise<Fields | undefined> {
  const { store, clock, actor } = parts;
  await store.transaction((tx) => noteUse(tx, connection.id, { actor, purpose }, clock.now()));
  return openNow(parts, connection.id);
}

/** The same without a word: for who has just written it down. What is opened can no longer get into the log. */
export async function openNow(parts: AccessParts, id: bigint): Promise<Fields | undefined> {
  const fields = await opened(parts, id);
  hideFields(parts, id, fields);
  return fields;
}

/** Tells the log what an account's fields are; nothing where they are gone. */
export function hideFields({ hide }: Pick<AccessParts, "hide">, id: bigint, fields: Fields | undefined): void {
  if (fields !== undefined) hide?.(`access/${id}`, Object.values(fields));
}

async function opened({ store, sealing }: AccessParts, id: bigint): Promise<Fields | undefined> {
  const connection = await readConnection(store, id);
  if (!connection) return undefined;
  const fields = await openCredential(store, sealing, connection);
  if (fields !== undefined || connection.credential.length === 0) return fields;
  // Between the two readings its key may have been replaced, and the old one destroyed.
  const again = await readConnection(store, id);
  return again && again.keyId !== connection.keyId ? openCredential(store, sealing, again) : undefined;
}
