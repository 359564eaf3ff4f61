import { assert } from "../../base/assert.ts";
import type { Millis } from "../../base/clock.ts";
import type { Random } from "../../base/random.ts";
import type { Secret } from "../../base/secret.ts";
import { auditPayload } from "../../domain/audit/payload.ts";
import { appendAudit } from "../../store/audit-log.ts";
import type { Book } from "../../store/book.ts";
import {
  addConnectionRow,
  type Connection,
  type ConnectionState,
  findConnection,
  readConnection,
  renewConnection,
  setConnectionState,
} from "../../store/connection.ts";
import { destroyCredentialKey } from "../../store/data-key.ts";
import type { Handle, Tx } from "../../store/handle.ts";
import { reserveIds } from "../../store/reserve-ids.ts";
import { openFields } from "../sealed-fields.ts";
import { fetchKeys, newKeys, type Sealing } from "../sealing.ts";

/** What a person gave to connect an account, and whose account it turned out to be. */
export type NewConnection = {
  readonly book: Book;
  readonly platform: string;
  readonly accountId: string;
  /** For people. */
  readonly name: string;
  /** By the names of the connector's credential fields. */
  readonly credentials: Readonly<Record<string, string>>;
};

type By = { readonly actor: string; readonly now: Millis };

/**
 * Keeps a connection, its credential sealed. The same account connected again gets the new credential and is on again;
 * its address for messages stays as it was.
 */
export async function addConnection(
  tx: Tx,
  sealing: Sealing,
  random: Random,
  asked: NewConnection,
  by: By,
): Promise<Connection> {
  const { book, platform, accountId, name } = asked;
  const known = await findConnection(tx, book.id, platform, accountId);
  const [id] = known ? [known.id] : await reserveIds(tx, "connection", 1);
  assert(id !== undefined, "one id was asked for and one given");
  const keyId = await credentialKey(tx, sealing);
  const credential = await sealCredential(tx, sealing, { id, platform, keyId }, asked.credentials);
  if (known) {
    await renewConnection(tx, id, { name, keyId, credential });
    await destroyCredentialKey(tx, known.keyId, by.now);
  } else {
    const pingKey = random.bytes(pingKeyBytes);
    await addConnectionRow(tx, {
      id,
      bookId: book.id,
      platform,
      accountId,
      name,
      keyId,
      credential,
      pingKey,
      createdAt: by.now,
    });
  }
  await audit(tx, by, known ? "connection.renew" : "connection.add", { connection: id, platform, account: accountId });
  const kept = await readConnection(tx, id);
  assert(kept !== undefined, "a connection that was just kept is there");
  return kept;
}

/** Pauses a connection, turns it on, or removes it: a removed one loses its credential for good, what it brought stays. */
export async function changeConnection(tx: Tx, connection: Connection, state: ConnectionState, by: By): Promise<void> {
  await setConnectionState(tx, connection.id, state);
  if (state === "removed") await destroyCredentialKey(tx, connection.keyId, by.now);
  await audit(tx, by, `connection.${state}`, { connection: connection.id, platform: connection.platform });
}

async function audit(
  tx: Tx,
  { actor, now }: By,
  action: string,
  about: Parameters<typeof auditPayload>[0],
): Promise<void> {
  await appendAudit(tx, [{ ts: now, actor, action, payload: auditPayload(about) }]);
}

/** What a person gave, by the names of the fields; undefined for a removed connection. */
export async function openCredential(
  handle: Handle,
  sealing: Sealing,
  connection: Connection,
): Promise<Readonly<Record<string, Secret>> | undefined> {
  const { keyId, credential: sealed } = connection;
  return openFields(handle, sealing, { keyId, sealed }, belongingOf(connection));
}

/** The id of a new key for one credential: destroying it destroys the credential, for good. */
export async function credentialKey(tx: Tx, sealing: Sealing): Promise<bigint> {
  const [made] = await newKeys(tx, sealing, "credential", 1);
  assert(made !== undefined, "one key was asked for and one made");
  return made.id;
}

/** Seals a credential under the key that its connection names, for this connection alone. */
export async function sealCredential(
  tx: Tx,
  sealing: Sealing,
  connection: Pick<Connection, "id" | "platform" | "keyId">,
  credentials: Readonly<Record<string, string>>,
): Promise<Uint8Array> {
  const key = (await fetchKeys(tx, sealing, [connection.keyId])).get(connection.keyId);
  assert(key !== undefined, "the key of a credential that is being written is there");
  return sealing.seal(Buffer.from(JSON.stringify(credentials), "utf8"), key, belongingOf(connection));
}

/** A sealed credential cannot be moved to another connection or platform. */
function belongingOf({ id, platform }: Pick<Connection, "id" | "platform">): { kind: string; id: string } {
  return { kind: "credential", id: `${id}/${platform}` };
}

const pingKeyBytes = 32;

/** The secret part of the address that a connection's messages come to: 43 letters, digits, `-` and `_`. */
export function pingAddress({ pingKey }: Pick<Connection, "pingKey">): string {
  return Buffer.from(pingKey).toString("base64url");
}

/** The key in an address part, or undefined when it is none. */
export function pingKeyOf(address: string): Uint8Array | undefined {
  return /^[A-Za-z0-9_-]{43}$/.test(address) ? Buffer.from(address, "base64url") : undefined;
}
