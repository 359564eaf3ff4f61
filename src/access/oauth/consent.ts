import type { Millis } from "../../base/clock.ts";
import type { Http } from "../../base/egress/http.ts";
import type { Secret } from "../../base/secret.ts";
import type { OAuth } from "../../spec/oauth.ts";

/** Where one platform's consent is given and exchanged: the real addresses, or those of a sandbox. */
export type Consent = {
  /** For people: "Gumroad". */
  readonly title: string;
  /** The platform's name on the command line. */
  readonly platform: string;
  readonly oauth: OAuth;
  readonly authorizeUrl: string;
  /** The door to the host of the token address. */
  readonly http: Http;
  readonly tokenPath: string;
  readonly devicePath: string | undefined;
};

/** The owner's own application at the platform. */
export type Client = { readonly id: string; readonly secret: Secret | undefined };

/** What a consent gave. */
export type Grant = {
  readonly accessToken: Secret;
  /** Absent where the platform gives none, or keeps the one before. */
  readonly refreshToken: Secret | undefined;
  /** By our own clock, counted from when it was asked for: a platform's clock may be wrong without harm. */
  readonly expiresAt: Millis | undefined;
  /** When the refresh token ends, as far as is known. */
  readonly endsAt: Millis | undefined;
  /** Separated by spaces; "" when the platform did not say. */
  readonly scopes: string;
};
