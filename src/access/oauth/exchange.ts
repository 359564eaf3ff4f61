import type { Millis } from "../../base/clock.ts";
import type { Failure } from "../../base/egress/failure.ts";
import { jsonOf } from "../../base/egress/json.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { Secret } from "../../base/secret.ts";
import { type Asked, scopeText } from "./begin.ts";
import type { Client, Consent, Grant } from "./consent.ts";
import { askToken, inOtherWords, sendForm, type TokenAnswer } from "./token-address.ts";

/** Gives the code and gets access for it. A code works once; a lost answer means to begin anew. */
export async function exchangeCode(
  consent: Consent,
  client: Client,
  asked: Asked,
  code: Secret,
): Promise<Result<Grant, Failure>> {
  return granted(
    await askToken(consent, client, "code", {
      grant_type: "authorization_code",
      code: code.reveal(),
      redirect_uri: asked.redirectUri,
      code_verifier: asked.verifier.reveal(),
    }),
  );
}

/** Gets a new access token for a refresh token. Where tokens rotate, the one given is spent when this is answered. */
export async function refreshGrant(
  consent: Consent,
  client: Client,
  refreshToken: Secret,
): Promise<Result<Grant, Failure>> {
  return granted(
    await askToken(consent, client, "refresh", { grant_type: "refresh_token", refresh_token: refreshToken.reveal() }),
  );
}

function granted(answer: Result<TokenAnswer, Failure>): Result<Grant, Failure> {
  if (!answer.ok) return answer;
  if (answer.value.kind === "grant") return ok(answer.value.grant);
  return err({ kind: "fatal", code: "unexpected-answer", sentence: "A platform asked to wait where nothing waits." });
}

/** A device that waits for the owner to enter a code in a browser anywhere (RFC 8628). */
export type Device = {
  readonly deviceCode: Secret;
  /** For the owner to enter. */
  readonly userCode: string;
  /** Where it is entered. */
  readonly address: string;
  readonly everyMs: Millis;
  readonly endsAt: Millis;
};

/** Asks for a code that the owner enters at the platform. */
export async function beginDevice(consent: Consent, client: Client): Promise<Result<Device, Failure>> {
  const { title, devicePath } = consent;
  if (devicePath === undefined) return err(noDevice(title));
  const answer = await sendForm(consent, client, devicePath, { scope: scopeText(consent) });
  if (!answer.ok) return err(inOtherWords(consent, answer.error));
  const read = jsonOf(answer.value, title);
  if (!read.ok) return read;
  const { device_code, user_code, verification_uri, interval, expires_in } = (read.value ?? {}) as Members;
  const known =
    typeof device_code === "string" &&
    /^[\x21-\x7e]{1,4000}$/.test(device_code) &&
    typeof user_code === "string" &&
    /^[\x20-\x7e]{1,40}$/.test(user_code) &&
    typeof verification_uri === "string" &&
    /^https?:\/\/[\x21-\x7e]{1,500}$/.test(verification_uri);
  if (!known || answer.value.status >= 300) return err(noDevice(title));
  const { startedAt } = answer.value;
  return ok({
    deviceCode: new Secret(device_code),
    userCode: user_code,
    address: verification_uri,
    everyMs: between(interval, 5, 1, 60) * 1_000,
    endsAt: startedAt + between(expires_in, 600, 1, 3_600) * 1_000,
  });
}

type Members = Readonly<Record<string, unknown>>;

/** Asks whether the owner has entered the code. */
export function askDevice(
  consent: Consent,
  client: Client,
  device: Device,
  signal?: AbortSignal,
): Promise<Result<TokenAnswer, Failure>> {
  const form = { grant_type: deviceGrant, device_code: device.deviceCode.reveal() };
  return askToken(consent, client, "device", form, signal);
}

const deviceGrant = "urn:ietf:params:oauth:grant-type:device_code";

function between(value: unknown, usual: number, least: number, most: number): number {
  return typeof value === "number" && Number.isFinite(value) ? Math.min(Math.max(value, least), most) : usual;
}

function noDevice(title: string): Failure {
  return {
    kind: "fatal",
    code: "oauth-no-device",
    sentence: `${title} gave no code to enter.`,
    fix: "Consent in a browser instead: without --device.",
  };
}
