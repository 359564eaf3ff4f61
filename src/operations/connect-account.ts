import type { Problem } from "../base/problem.ts";
import { problem } from "../base/problem.ts";
import type { Random } from "../base/random.ts";
import { err, ok, type Result } from "../base/result.ts";
import { Secret } from "../base/secret.ts";
import type { Connector } from "../spec/connector.ts";
import type { Book } from "../store/book.ts";
import { findConnection } from "../store/connection.ts";
import { consentOf } from "./connect-by-consent.ts";
import { type Connected, connectPlatform } from "./connect-platform.ts";
import type { BegunConsent, Consents } from "./consents-under-way.ts";
import { findConnector } from "./platforms.ts";
import { type CredentialProblem, tryCredentials } from "./try-credentials.ts";
import { type PingsState, turnOnPings } from "./turn-on-pings.ts";
import type { Workplace } from "./workplace.ts";

/** From where accounts are connected. */
export type ConnectDoor = {
  readonly workplace: Workplace;
  readonly random: Random;
  /** Where platforms reach this engine, for their messages. */
  readonly publicUrl?: string;
};

type Given = Readonly<Record<string, string>>;

/** An account that is connected, how it tells of sales, and the secret that opens it, for its last signs. */
export type AccountConnected = Connected & { readonly pings: PingsState; readonly secret: string | undefined };

/**
 * Connects an account and asks the platform to tell of sales. `name` is a platform, or an account of it that gets new
 * access. Problems: `platform-unknown` and those of `connectPlatform`; what is about one field names it.
 */
export async function connectAccount(
  { workplace, random, publicUrl }: ConnectDoor,
  book: Book,
  name: string,
  given: Given,
): Promise<Result<AccountConnected, CredentialProblem>> {
  const connector = connectorNamed(workplace, name);
  if (!connector.ok) return connector;
  const done = await connectPlatform(workplace, random, book, connector.value, given);
  if (!done.ok) return done;
  const pings = await turnOnPings(workplace, book, done.value.connection, publicUrl);
  const secret = connector.value.credentials.find((field) => field.secret);
  return ok({ ...done.value, pings, secret: secret && given[secret.name]?.trim() });
}

/** Whose account some access opens, and whether it is connected already. Problems: those of `connectAccount`. */
export async function tryAccount(
  workplace: Workplace,
  book: Book,
  name: string,
  given: Given,
): Promise<Result<AccountTried, CredentialProblem>> {
  const connector = connectorNamed(workplace, name);
  if (!connector.ok) return connector;
  const tried = await tryCredentials(workplace, connector.value, given);
  if (!tried.ok) return tried;
  const { id, name: title, warnings } = tried.value.account;
  const known = await findConnection(workplace.store, book.id, connector.value.id, id);
  return ok({ account: { id, name: title }, again: known !== undefined && known.state !== "removed", warnings });
}

export type AccountTried = {
  readonly account: { readonly id: string; readonly name: string };
  readonly again: boolean;
  readonly warnings: readonly string[];
};

/** Begins a consent as the owner's own application. Problems: `platform-unknown`, `no-consent`, `credential-missing`. */
export async function beginAccountConsent(
  consents: Consents,
  { workplace, random, publicUrl }: ConnectDoor,
  book: Book,
  name: string,
  given: Given,
): Promise<Result<BegunConsent, CredentialProblem>> {
  const connector = connectorNamed(workplace, name);
  if (!connector.ok) return connector;
  const consent = consentOf(workplace, connector.value);
  if (!consent.ok) return consent;
  const { id, secret } = consent.value.oauth.client;
  for (const field of secret ? [id, secret] : [id])
    if (!/^[\x21-\x7e]{1,4000}$/.test((given[field.name] ?? "").trim()))
      return err({ ...fieldMissing(connector.value.title, field.label), field: field.name });
  const typed = secret && given[secret.name]?.trim();
  const client = { id: given[id.name]?.trim() ?? "", secret: typed ? new Secret(typed) : undefined };
  if (client.secret) workplace.hide?.(`given/${connector.value.id}`, [client.secret]);
  const consenting = { workplace, random, book, connector: connector.value, consent: consent.value, client };
  return ok(await consents.begin(consenting, publicUrl));
}

/** "gumroad", or "gumroad-2" for new access to the second account. */
function connectorNamed({ platforms }: Workplace, name: string): Result<Connector, Problem> {
  const whole = findConnector(platforms, name);
  if (whole.ok) return whole;
  const short = findConnector(platforms, name.replace(/-\d+$/, ""));
  return short.ok ? short : whole;
}

function fieldMissing(title: string, label: string): Problem {
  return problem("credential-missing", `${title} asks for the ${label.toLowerCase()}, whole and without spaces.`, {
    kept: "Nothing was connected.",
  });
}
