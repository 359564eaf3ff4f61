import type { Secret } from "../base/secret.ts";
import type { OAuth } from "../spec/oauth.ts";
import type { Client, Grant } from "./oauth/consent.ts";

/** What a person gave, or what a consent gave, by name. */
export type Fields = Readonly<Record<string, Secret>>;

/** The names under which a grant lies in a sealed credential, beside the fields of the application. */
const names = { access: "token", refresh: "refresh-token" } as const;

/** What is kept of a consent: the application, and the tokens. A platform that sends no new refresh token keeps the old. */
export function fieldsOfGrant(oauth: OAuth, client: Client, grant: Grant, before?: Secret): Record<string, string> {
  const refresh = grant.refreshToken ?? before;
  return {
    [oauth.client.id.name]: client.id,
    ...(oauth.client.secret && client.secret ? { [oauth.client.secret.name]: client.secret.reveal() } : {}),
    [names.access]: grant.accessToken.reveal(),
    ...(refresh ? { [names.refresh]: refresh.reveal() } : {}),
  };
}

/** The application and the refresh token of a credential; undefined where it cannot be renewed. */
export function renewableOf(oauth: OAuth, fields: Fields): { client: Client; refreshToken: Secret } | undefined {
  const id = fields[oauth.client.id.name];
  const refreshToken = fields[names.refresh];
  if (id === undefined || refreshToken === undefined || oauth.refresh === "none") return undefined;
  const secret = oauth.client.secret && fields[oauth.client.secret.name];
  return { client: { id: id.reveal(), secret }, refreshToken };
}

/** The access token in force, "" when there is none. */
export function accessTokenOf(fields: Fields): string {
  return fields[names.access]?.reveal() ?? "";
}
