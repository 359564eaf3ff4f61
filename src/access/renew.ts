import type { Clock, Millis } from "../base/clock.ts";
import type { Failure } from "../base/egress/failure.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Secret } from "../base/secret.ts";
import { openCredential, sealCredential } from "../intake/live/connections.ts";
import { dropLease, lockCredential, noteRenewed, readAccess, replaceCredential, takeLease } from "../store/access.ts";
import { noteFailure, readConnection } from "../store/connection.ts";
import type { Tx } from "../store/handle.ts";
import { accessTokenOf, type Fields, fieldsOfGrant, renewableOf } from "./credential-fields.ts";
import type { Client, Consent, Grant } from "./oauth/consent.ts";
import { refreshGrant } from "./oauth/exchange.ts";
import { hideFields } from "./open-credential.ts";
import type { AccessParts } from "./parts.ts";

/** How long who renews may take; the call itself takes half of it at most. Afterwards somebody else may try. */
const leaseMs = 60_000;
const lookEveryMs = 100;

/** An access token is renewed this long before its end, or a quarter of its life where that is shorter. */
const marginMs = 5 * 60_000;

/** Whether a token that ends then should be renewed now. */
export function nearItsEnd(now: Millis, expiresAt: Millis | undefined, since: Millis): boolean {
  if (expiresAt === undefined) return false;
  return now >= expiresAt - Math.min(marginMs, (expiresAt - since) / 4);
}

/**
 * Gets a new access token in the place of `spent`, and gives the credential as it then is. Of all workers and processes
 * only one speaks to the platform: who holds the lease in the database; the others wait for what it brings. A token
 * that somebody has replaced meanwhile is not replaced again.
 *
 * The old refresh token is kept until the new one is stored. If the answer is lost on its way, the next try shows the
 * old one again: platforms that keep it valid until the new one is used give another answer; with the others the owner
 * must consent again, and is told so.
 */
export async function renew(
  parts: AccessParts,
  consent: Consent,
  connectionId: bigint,
  spent: string,
): Promise<Result<Fields, Failure>> {
  const { store, clock, ids } = parts;
  const holder = ids.next();
  for (const giveUpAt = clock.now() + 2 * leaseMs; clock.now() < giveUpAt; await pause(clock)) {
    const turn = await store.transaction((tx) => takeTurn(tx, parts, consent, connectionId, spent, holder));
    if (turn.kind === "wait") continue;
    if (turn.kind === "known") return ok(turn.fields);
    if (turn.kind === "failed") return err(turn.failure);
    return spend(parts, consent, connectionId, turn, holder);
  }
  return err(busy(consent));
}

function pause(clock: Clock): Promise<void> {
  return clock.sleep(lookEveryMs);
}

type Mine = { readonly kind: "mine"; readonly client: Client; readonly refreshToken: Secret };
type Turn =
  | Mine
  | { readonly kind: "wait" }
  | { readonly kind: "known"; readonly fields: Fields }
  | { readonly kind: "failed"; readonly failure: Failure };

async function takeTurn(
  tx: Tx,
  parts: AccessParts,
  consent: Consent,
  connectionId: bigint,
  spent: string,
  holder: string,
): Promise<Turn> {
  await lockCredential(tx, connectionId);
  const now = parts.clock.now();
  const fields = await opened(tx, parts, connectionId);
  if (!fields) return { kind: "failed", failure: removed(consent) };
  if (accessTokenOf(fields) !== spent) return { kind: "known", fields };
  const renewable = renewableOf(consent.oauth, fields);
  if (!renewable) return { kind: "failed", failure: ended(consent) };
  const access = await readAccess(tx, connectionId);
  // A clock that was set back must not keep everybody waiting.
  const held = access?.lease !== undefined && access.lease.until > now && access.lease.until <= now + leaseMs;
  if (held) return { kind: "wait" };
  await takeLease(tx, connectionId, holder, now + leaseMs);
  return { kind: "mine", ...renewable };
}

async function spend(
  parts: AccessParts,
  consent: Consent,
  connectionId: bigint,
  { client, refreshToken }: Mine,
  holder: string,
): Promise<Result<Fields, Failure>> {
  const answered = await refreshGrant(consent, client, refreshToken);
  return parts.store.transaction(async (tx) => {
    await lockCredential(tx, connectionId);
    const fields = await opened(tx, parts, connectionId);
    if (!fields) return err(removed(consent));
    const still = renewableOf(consent.oauth, fields)?.refreshToken.reveal() === refreshToken.reveal();
    // Access that was given anew meanwhile counts more than what the old one brought.
    if (!still) return ok(fields);
    if (answered.ok) return ok(await keep(tx, parts, consent, { connectionId, client, refreshToken }, answered.value));
    await dropLease(tx, connectionId, holder);
    if (answered.error.kind === "auth") await noteFailure(tx, connectionId, answered.error.sentence, parts.clock.now());
    return answered;
  });
}

type Spent = { readonly connectionId: bigint; readonly client: Client; readonly refreshToken: Secret };

async function keep(tx: Tx, parts: AccessParts, consent: Consent, spent: Spent, grant: Grant): Promise<Fields> {
  const { connectionId } = spent;
  const connection = await readConnection(tx, connectionId);
  const before = await readAccess(tx, connectionId);
  if (connection) {
    const fields = fieldsOfGrant(consent.oauth, spent.client, grant, spent.refreshToken);
    const sealed = await sealCredential(tx, parts.sealing, connection, fields);
    await replaceCredential(tx, connectionId, { keyId: connection.keyId, credential: sealed });
  }
  await noteRenewed(
    tx,
    {
      connectionId,
      expiresAt: grant.expiresAt,
      // A refresh token that stays ends when it always did.
      endsAt: grant.refreshToken === undefined ? before?.endsAt : grant.endsAt,
      scopes: grant.scopes || (before?.scopes ?? ""),
    },
    parts.clock.now(),
  );
  return (await opened(tx, parts, connectionId)) ?? {};
}

async function opened(tx: Tx, parts: AccessParts, connectionId: bigint): Promise<Fields | undefined> {
  const connection = await readConnection(tx, connectionId);
  const fields = connection && (await openCredential(tx, parts.sealing, connection));
  hideFields(parts, connectionId, fields);
  return fields;
}

function busy({ title }: Consent): Failure {
  const sentence = `The access to ${title} is being renewed by another process, which has not ended.`;
  return { kind: "transient", code: "renewal-busy", sentence };
}

function removed({ title, platform }: Consent): Failure {
  const fix = `\`millrace connect ${platform}\` connects it again.`;
  return { kind: "auth", code: "access-removed", sentence: `${title} is not connected any more.`, fix };
}

function ended({ title, platform }: Consent): Failure {
  const fix = `\`millrace connect ${platform} --oauth\` asks for consent anew.`;
  const sentence = `The access to ${title} has ended and cannot be renewed.`;
  return { kind: "auth", code: "access-ended", sentence, fix };
}
