import type { Failure } from "../base/egress/failure.ts";
import type { Answer, Call, Http } from "../base/egress/http.ts";
import { err, ok, type Result } from "../base/result.ts";
import { readAccess } from "../store/access.ts";
import type { Connection } from "../store/connection.ts";
import { accessTokenOf, type Fields, renewableOf } from "./credential-fields.ts";
import type { Consent } from "./oauth/consent.ts";
import { openForUse } from "./open-credential.ts";
import type { AccessParts, Ways } from "./parts.ts";
import { nearItsEnd, renew } from "./renew.ts";

/** A credential at work: what a connector reads, and a door that keeps it fresh. */
export type LiveCredential = { readonly http: Http; credential(name: string): string };

/**
 * Opens a connection's credential for work. Where it came of a consent, the door renews the access token before it ends
 * — also in the middle of a walk of hours — and once when the platform refuses it before its time. Undefined for a
 * removed connection.
 */
export async function openLiveCredential(
  parts: AccessParts,
  ways: Ways,
  connection: Pick<Connection, "id">,
  purpose: string,
): Promise<LiveCredential | undefined> {
  const fields = await openForUse(parts, connection, purpose);
  if (fields === undefined) return undefined;
  const { http, consent } = ways;
  const plain = { http, credential: (name: string) => fields[name]?.reveal() ?? "" };
  if (consent === undefined || renewableOf(consent.oauth, fields) === undefined) return plain;
  return freshCredential(parts, { http, consent }, connection.id, fields);
}

type Held = { fields: Fields; expiresAt: number | undefined; since: number; readonly former: Set<string> };

async function freshCredential(
  parts: AccessParts,
  { http, consent }: { readonly http: Http; readonly consent: Consent },
  id: bigint,
  fields: Fields,
): Promise<LiveCredential> {
  const held: Held = { fields, expiresAt: undefined, since: 0, former: new Set() };
  const learn = async (): Promise<void> => {
    const access = await readAccess(parts.store, id);
    held.expiresAt = access?.expiresAt;
    held.since = access?.renewedAt ?? access?.givenAt ?? 0;
  };
  await learn();
  const renewNow = async (): Promise<Result<void, Failure>> => {
    const spent = accessTokenOf(held.fields);
    const renewed = await renew(parts, consent, id, spent);
    if (!renewed.ok) return renewed;
    held.former.add(spent);
    held.fields = renewed.value;
    await learn();
    return ok(undefined);
  };
  const ready = async (): Promise<Result<void, Failure>> => {
    const now = parts.clock.now();
    if (!nearItsEnd(now, held.expiresAt, held.since)) return ok(undefined);
    const renewed = await renewNow();
    // A platform that cannot renew at this moment does not end what is still good.
    const stillGood = !renewed.ok && renewed.error.kind !== "auth" && now < (held.expiresAt ?? 0);
    return stillGood ? ok(undefined) : renewed;
  };
  const call = async (asked: Call): Promise<Result<Answer, Failure>> => {
    const prepared = await ready();
    if (!prepared.ok) return err(prepared.error);
    const answer = await http.call(withToken(asked, held));
    // Only what was refused for its token, and may be asked twice, is asked again with another one.
    if (answer.ok || answer.error.status !== 401 || asked.method !== "GET") return answer;
    const renewed = await renewNow();
    return renewed.ok ? http.call(withToken(asked, held)) : err(renewed.error);
  };
  return {
    http: { ...http, call },
    credential: (name) => held.fields[name]?.reveal() ?? "",
  };
}

/** A call that was written with a token which was replaced since goes out with the one in its place. */
function withToken(call: Call, { former, fields }: Held): Call {
  if (former.size === 0 || call.headers === undefined) return call;
  const headers = Object.entries(call.headers).map(([name, value]) => {
    const [scheme = "", token = ""] = value.split(" ");
    return [name, former.has(token) ? `${scheme} ${accessTokenOf(fields)}` : value];
  });
  return { ...call, headers: Object.fromEntries(headers) };
}
