import { sha256 } from "../../base/hash.ts";
import type { Random } from "../../base/random.ts";
import { Secret } from "../../base/secret.ts";
import type { Consent } from "./consent.ts";

/** A consent that was asked for and not given yet. It lives in one process only; nothing of it is stored. */
export type Asked = {
  /** For the owner's browser. It holds no secret. */
  readonly url: string;
  readonly redirectUri: string;
  /** What the answer must bring back: by it the answer is known to be to this question. */
  readonly state: string;
  /** Shown only to the token address: whoever reads the code on its way cannot use it (RFC 7636). */
  readonly verifier: Secret;
};

/** The same strength as the keys: 32 bytes, 43 characters. */
const chanceBytes = 32;

/** Makes the address at which the owner consents, with a fresh state and verifier. */
export function askConsent(consent: Consent, clientId: string, redirectUri: string, random: Random): Asked {
  const state = text(random);
  const verifier = text(random);
  const query = new URLSearchParams({
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: scopeText(consent),
    state,
    code_challenge: challengeOf(verifier),
    code_challenge_method: "S256",
  });
  const joined = consent.authorizeUrl.includes("?") ? "&" : "?";
  return { url: `${consent.authorizeUrl}${joined}${query}`, redirectUri, state, verifier: new Secret(verifier) };
}

/** What is asked for, as the addresses take it. */
export function scopeText({ oauth }: Pick<Consent, "oauth">): string {
  return oauth.scopes.map(({ name }) => name).join(" ");
}

/** RFC 7636 §4.2, method S256. */
export function challengeOf(verifier: string): string {
  return Buffer.from(sha256(verifier)).toString("base64url");
}

function text(random: Random): string {
  return Buffer.from(random.bytes(chanceBytes)).toString("base64url");
}
