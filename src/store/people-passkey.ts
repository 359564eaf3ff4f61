import type { Millis } from "../base/clock.ts";
import type { Handle, Tx } from "./handle.ts";

/** A passkey: the public half of a key that never leaves the person's device. */
export type PasskeyRow = {
  readonly id: string;
  readonly personId: string;
  /** How the device calls it, base64url. */
  readonly credential: string;
  /** COSE key, base64. */
  readonly publicKey: string;
  /** How often the device says it was used; a step back tells of a copy. */
  readonly counter: number;
  /** "singleDevice" or "multiDevice". */
  readonly device: string;
  readonly backedUp: boolean;
  /** "internal,hybrid": how it can be reached. */
  readonly transports: string;
  /** AAGUID of the authenticator's model; "" when it does not say. */
  readonly model: string;
  readonly name: string;
  readonly madeAt: Millis;
  readonly usedAt: Millis | undefined;
};

/** Keeps a passkey; the credential must be new. */
export async function addPasskey(tx: Tx, passkey: PasskeyRow): Promise<void> {
  const { id, credential, device, transports, model, name } = passkey;
  await tx.q
    .insertInto("person_passkey")
    .values({
      id,
      credential,
      device,
      transports,
      model,
      name,
      person_id: passkey.personId,
      public_key: passkey.publicKey,
      counter: BigInt(passkey.counter),
      backed_up: passkey.backedUp ? 1n : 0n,
      made_at: BigInt(passkey.madeAt),
      used_at: null,
    })
    .execute();
}

/** A person's passkeys, the oldest first. */
export async function passkeysOf(handle: Handle, personId: string): Promise<readonly PasskeyRow[]> {
  const rows = await handle.q
    .selectFrom("person_passkey")
    .selectAll()
    .where("person_id", "=", personId)
    .orderBy("made_at")
    .orderBy("id")
    .execute();
  return rows.map(toPasskey);
}

/** The passkey that a device calls so, or undefined. */
export async function passkeyOfCredential(handle: Handle, credential: string): Promise<PasskeyRow | undefined> {
  const row = await handle.q
    .selectFrom("person_passkey")
    .selectAll()
    .where("credential", "=", credential)
    .executeTakeFirst();
  return row && toPasskey(row);
}

/** Writes down that it was used. */
export async function notePasskeyUse(tx: Tx, id: string, counter: number, at: Millis): Promise<void> {
  await tx.q
    .updateTable("person_passkey")
    .set({ counter: BigInt(counter), used_at: BigInt(at) })
    .where("id", "=", id)
    .execute();
}

/** Gives it another name; false when this person has no such passkey. */
export async function renamePasskey(tx: Tx, personId: string, id: string, name: string): Promise<boolean> {
  const done = await tx.q
    .updateTable("person_passkey")
    .set({ name })
    .where("id", "=", id)
    .where("person_id", "=", personId)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Forgets it; false when this person has no such passkey. */
export async function removePasskey(tx: Tx, personId: string, id: string): Promise<boolean> {
  const done = await tx.q
    .deleteFrom("person_passkey")
    .where("id", "=", id)
    .where("person_id", "=", personId)
    .executeTakeFirst();
  return done.numDeletedRows === 1n;
}

function toPasskey(row: {
  id: string;
  person_id: string;
  credential: string;
  public_key: string;
  counter: bigint;
  device: string;
  backed_up: bigint;
  transports: string;
  model: string;
  name: string;
  made_at: bigint;
  used_at: bigint | null;
}): PasskeyRow {
  const { id, credential, device, transports, model, name } = row;
  return {
    id,
    credential,
    device,
    transports,
    model,
    name,
    personId: row.person_id,
    publicKey: row.public_key,
    counter: Number(row.counter),
    backedUp: row.backed_up === 1n,
    madeAt: Number(row.made_at),
    usedAt: row.used_at === null ? undefined : Number(row.used_at),
  };
}
