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
import type { Handle, Tx } from "../../store/handle.ts";
import { reserveIds } from "../../store/reserve-ids.ts";
import { openFields, sealFields } from "../sealed-fields.ts";
import type { Sealing } from "../sealing.ts";

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
  const { keyId, sealed: credential } = await sealFields(tx, sealing, asked.credentials, belongingOf({ id, platform }));
  if (known) await renewConnection(tx, id, { name, keyId, credential });
  else {
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
