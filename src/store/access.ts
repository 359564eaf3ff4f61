import { sql } from "kysely";
import type { Handle, Tx } from "./handle.ts";

/** How a connection's access came about, and how long it lasts. Nothing of it is secret. Moments are UTC milliseconds. */
export type Access = {
  readonly connectionId: bigint;
  /** A credential that a person gave, or the owner's consent (OAuth). */
  readonly way: "given" | "consent";
  readonly givenAt: number;
  /** When a new token last took the place of an old one. */
  readonly renewedAt: number | undefined;
  /** When the access token ends; undefined: it does not, or nobody said. */
  readonly expiresAt: number | undefined;
  /** When a person must give access anew, whatever is renewed until then. */
  readonly endsAt: number | undefined;
  /** What it allows, separated by spaces; "" when nobody said. */
  readonly scopes: string;
  /** When it was last tried out by itself. */
  readonly triedAt: number | undefined;
  /** Why the last try told nothing about the access: the platform was away. */
  readonly trouble: string | undefined;
  /** Who renews it now, and how long the others wait for that. */
  readonly lease: { readonly holder: string; readonly until: number } | undefined;
};

/** Writes down that access was given anew; what was known of the one before is forgotten. */
export async function saveAccess(
  tx: Tx,
  access: Pick<Access, "connectionId" | "way" | "givenAt" | "expiresAt" | "endsAt" | "scopes">,
): Promise<void> {
  const values = {
    way: access.way,
    given_at: BigInt(access.givenAt),
    renewed_at: null,
    ...datesOf(access),
    scopes: access.scopes,
    tried_at: null,
    trouble: null,
    lease: null,
    lease_until: null,
  };
  await tx.q
    .insertInto("access")
    .values({ connection_id: access.connectionId, ...values })
    .onConflict((conflict) => conflict.column("connection_id").doUpdateSet(values))
    .execute();
}

/** Writes down that a new token took the old one's place, and ends the lease. */
export async function noteRenewed(
  tx: Tx,
  renewed: Pick<Access, "connectionId" | "expiresAt" | "endsAt" | "scopes">,
  at: number,
): Promise<void> {
  await tx.q
    .updateTable("access")
    .set({ renewed_at: BigInt(at), ...datesOf(renewed), scopes: renewed.scopes, lease: null, lease_until: null })
    .where("connection_id", "=", renewed.connectionId)
    .execute();
}

/** Writes down that access was tried out; `trouble` where the platform could not say. */
export async function noteTried(tx: Tx, connectionId: bigint, at: number, trouble: string | undefined): Promise<void> {
  await tx.q
    .updateTable("access")
    .set({ tried_at: BigInt(at), trouble: trouble ?? null })
    .where("connection_id", "=", connectionId)
    .execute();
}

/** Takes the lease: whoever holds it is the only one who renews. The caller has the row locked. */
export async function takeLease(tx: Tx, connectionId: bigint, holder: string, until: number): Promise<void> {
  await tx.q
    .updateTable("access")
    .set({ lease: holder, lease_until: BigInt(until) })
    .where("connection_id", "=", connectionId)
    .execute();
}

/** Lets the lease go, if it is still the holder's. */
export async function dropLease(tx: Tx, connectionId: bigint, holder: string): Promise<void> {
  await tx.q
    .updateTable("access")
    .set({ lease: null, lease_until: null })
    .where("connection_id", "=", connectionId)
    .where("lease", "=", holder)
    .execute();
}

/** Keeps other writers of this connection's credential out until the transaction ends. On SQLite writers take turns anyway. */
export async function lockCredential(tx: Tx, connectionId: bigint): Promise<void> {
  if (tx.engine === "postgres")
    await sql`SELECT id FROM connection WHERE id = ${connectionId} FOR UPDATE`.execute(tx.q);
}

/** Puts another sealed credential in the place of the one there is. */
export async function replaceCredential(
  tx: Tx,
  connectionId: bigint,
  sealed: { readonly keyId: bigint; readonly credential: Uint8Array },
): Promise<void> {
  await tx.q
    .updateTable("connection")
    .set({ key_id: sealed.keyId, credential: sealed.credential })
    .where("id", "=", connectionId)
    .execute();
}

/** How the access of this connection came about; undefined for one that is older than this record of it. */
export async function readAccess(handle: Handle, connectionId: bigint): Promise<Access | undefined> {
  const row = await handle.q
    .selectFrom("access")
    .selectAll()
    .where("connection_id", "=", connectionId)
    .executeTakeFirst();
  return (
    row && {
      connectionId,
      way: row.way as Access["way"],
      givenAt: Number(row.given_at),
      renewedAt: moment(row.renewed_at),
      expiresAt: moment(row.expires_at),
      endsAt: moment(row.ends_at),
      scopes: row.scopes,
      triedAt: moment(row.tried_at),
      trouble: row.trouble ?? undefined,
      lease:
        row.lease === null || row.lease_until === null
          ? undefined
          : { holder: row.lease, until: Number(row.lease_until) },
    }
  );
}

function datesOf({ expiresAt, endsAt }: Pick<Access, "expiresAt" | "endsAt">): {
  expires_at: bigint | null;
  ends_at: bigint | null;
} {
  return {
    expires_at: expiresAt === undefined ? null : BigInt(expiresAt),
    ends_at: endsAt === undefined ? null : BigInt(endsAt),
  };
}

function moment(value: bigint | null): number | undefined {
  return value === null ? undefined : Number(value);
}
