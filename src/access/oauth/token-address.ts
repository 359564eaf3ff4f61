import type { Failure } from "../../base/egress/failure.ts";
import type { Answer } from "../../base/egress/http.ts";
import { jsonOf } from "../../base/egress/json.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { Secret } from "../../base/secret.ts";
import type { Client, Consent, Grant } from "./consent.ts";
import { errorName } from "./read-answer.ts";

/** What was wanted: it decides what "invalid_grant" means to a person. */
export type Wanted = "code" | "refresh" | "device";

/** The answer of the token address: a grant, or "not yet" while a device waits for the owner. */
export type TokenAnswer =
  | { readonly kind: "grant"; readonly grant: Grant }
  | { readonly kind: "not-yet"; readonly slower: boolean };

/** A code and a refresh token are spent by one call, so it is never sent twice by itself. */
const timeoutMs = 30_000;

/** Sends a form to an address of the consent, with the application's own id and secret. */
export function sendForm(
  consent: Consent,
  client: Client,
  path: string,
  form: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<Result<Answer, Failure>> {
  const basic = consent.oauth.client.shownBy === "basic" && client.secret !== undefined;
  const shown = basic
    ? {}
    : { client_id: client.id, ...(client.secret ? { client_secret: client.secret.reveal() } : {}) };
  return consent.http.call({
    method: "POST",
    path,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      accept: "application/json",
      ...(basic ? { authorization: basicOf(client) } : {}),
    },
    body: new URLSearchParams({ ...form, ...shown }).toString(),
    bytesMax: answerBytesMax,
    timeoutMs,
    ...(signal ? { signal } : {}),
  });
}

const answerBytesMax = 64 * 1024;

/** RFC 6749 §2.3.1: both parts are encoded as in a form first. */
function basicOf({ id, secret }: Client): string {
  const encoded = (text: string): string => new URLSearchParams({ x: text }).toString().slice(2);
  return `Basic ${Buffer.from(`${encoded(id)}:${encoded(secret?.reveal() ?? "")}`).toString("base64")}`;
}

/** Asks the token address. Nothing of what it was sent or answered gets into a sentence but the error's own name. */
export async function askToken(
  consent: Consent,
  client: Client,
  wanted: Wanted,
  form: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<Result<TokenAnswer, Failure>> {
  const answer = await sendForm(consent, client, consent.tokenPath, form, signal);
  if (!answer.ok) return err(inOtherWords(consent, answer.error));
  return readToken(consent, wanted, answer.value);
}

/** The door speaks of access tokens; here it was the application that was refused. */
export function inOtherWords(consent: Consent, failure: Failure): Failure {
  return failure.kind === "auth" ? { ...clientRefused(consent), ...statusOf(failure) } : failure;
}

function statusOf({ status }: Pick<Failure, "status">): { status?: number } {
  return status === undefined ? {} : { status };
}

function readToken(consent: Consent, wanted: Wanted, answer: Answer): Result<TokenAnswer, Failure> {
  const { title } = consent;
  if (answer.status >= 300 && answer.status < 400) return err(unexpected(title, "a pointer to another address"));
  const read = jsonOf(answer, title);
  if (!read.ok) return read;
  const body = read.value;
  if (typeof body !== "object" || body === null || Array.isArray(body))
    return err(unexpected(title, "something that is no answer to a request for access"));
  const members = body as Readonly<Record<string, unknown>>;
  if (members["error"] !== undefined || answer.status >= 300)
    return refusedToken(consent, wanted, members["error"], answer.status);
  return grantOf(consent, members, answer);
}

function grantOf(
  { title, oauth }: Consent,
  members: Readonly<Record<string, unknown>>,
  { startedAt }: Answer,
): Result<TokenAnswer, Failure> {
  const accessToken = tokenText(members["access_token"]);
  if (accessToken === undefined) return err(unexpected(title, "no access token where one was expected"));
  const type = members["token_type"];
  if (typeof type === "string" && type.toLowerCase() !== "bearer")
    return err(unexpected(title, "a kind of access token that is not known"));
  const lastsMs = secondsOf(members["expires_in"]) ?? oauth.lifetimes.accessMs;
  const refreshToken = tokenText(members["refresh_token"]);
  const endsMs = secondsOf(members["refresh_token_expires_in"]) ?? oauth.lifetimes.refreshMs;
  const scope = members["scope"];
  return ok({
    kind: "grant",
    grant: {
      accessToken: new Secret(accessToken),
      refreshToken: refreshToken === undefined ? undefined : new Secret(refreshToken),
      expiresAt: lastsMs === undefined ? undefined : startedAt + lastsMs,
      endsAt: refreshToken === undefined || endsMs === undefined ? undefined : startedAt + endsMs,
      scopes: typeof scope === "string" ? scope.trim().slice(0, scopesLengthMax) : "",
    },
  });
}

const scopesLengthMax = 2_000;

function tokenText(value: unknown): string | undefined {
  return typeof value === "string" && /^[\x21-\x7e]{1,8000}$/.test(value) ? value : undefined;
}

/** Ten years; what says longer means "it does not end". */
const secondsMax = 315_360_000;

/** Some write the number as text. Zero and below, and what is no number, say nothing. */
function secondsOf(value: unknown): number | undefined {
  const seconds = typeof value === "string" && /^\d{1,12}$/.test(value) ? Number(value) : value;
  if (typeof seconds !== "number" || !Number.isFinite(seconds) || seconds <= 0) return undefined;
  return seconds > secondsMax ? undefined : Math.floor(seconds) * 1_000;
}

function refusedToken(consent: Consent, wanted: Wanted, error: unknown, status: number): Result<TokenAnswer, Failure> {
  if (wanted === "device" && (error === "authorization_pending" || error === "slow_down"))
    return ok({ kind: "not-yet", slower: error === "slow_down" });
  const { title, platform } = consent;
  const fix = `\`millrace connect ${platform} --oauth\` asks for consent anew.`;
  if (error === "invalid_client" || error === "unauthorized_client") return err({ ...clientRefused(consent), status });
  if (error === "access_denied") {
    const sentence = `${title} says that the consent was not given.`;
    return err({ kind: "auth", code: "oauth-denied", sentence, fix, status });
  }
  if (error === "invalid_grant" || error === "expired_token")
    return err({ kind: "auth", code: grantCodes[wanted], sentence: grantSentences[wanted](title), fix, status });
  const sentence = `${title} refused to give access (${errorName(error)}).`;
  return err({ kind: "fatal", code: "oauth-refused", sentence, fix: "Check the application at the platform.", status });
}

const grantCodes: Readonly<Record<Wanted, string>> = {
  code: "oauth-code-refused",
  refresh: "access-ended",
  device: "oauth-code-expired",
};

/** Platforms do not say which of the reasons it was. */
const grantSentences: Readonly<Record<Wanted, (title: string) => string>> = {
  code: (title) =>
    `${title} did not take the code: it was used before, it is too old, or the application is meant for another redirect address.`,
  refresh: (title) => `${title} has ended the access that Millrace was given.`,
  device: (title) => `The code for ${title} was not entered in time, or was used before.`,
};

function clientRefused({ title, platform }: Consent): Failure {
  return {
    kind: "auth",
    code: "oauth-client",
    sentence: `${title} does not know the application, or its secret is another one.`,
    fix: `Copy both from the application's page at ${title}, and run \`millrace connect ${platform} --oauth\` again.`,
  };
}

function unexpected(title: string, what: string): Failure {
  return { kind: "fatal", code: "unexpected-answer", sentence: `${title} answered with ${what}.` };
}
