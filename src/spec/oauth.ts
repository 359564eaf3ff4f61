import type { Millis } from "../base/clock.ts";
import type { ActionKind } from "../domain/action/kinds.ts";
import type { CredentialField } from "./credential-field.ts";

/**
 * How the owner lets Millrace in without handing over a password or an all-powerful token: OAuth 2 with PKCE (RFC 6749,
 * 7636, 8252, 8628, 9207), as data. The engine does the rest.
 */
export type OAuth = {
  /** Where the owner consents, https. It is printed, so it never holds a secret. */
  readonly authorizeUrl: string;
  /** Where codes and refresh tokens are exchanged, https. */
  readonly tokenUrl: string;
  /** Where a device asks for a code (RFC 8628); at the same host as `tokenUrl`. Absent: it cannot. */
  readonly deviceUrl?: string;
  /** The paths of the same three in a sandbox, behind the platform's id: `/oauth/token`. */
  readonly sandbox: { readonly authorize: string; readonly token: string; readonly device?: string };
  /** What is asked for, and no more: what reading needs. */
  readonly scopes: readonly Scope[];
  /** What acts need beside, asked for only when the owner says so. */
  readonly writes?: readonly WriteScope[];
  /** The owner's own application at the platform, as fields that a person gives. */
  readonly client: {
    readonly id: CredentialField;
    /** Absent for a public client, which has none. */
    readonly secret?: CredentialField;
    /** How the two are shown to the token address. */
    readonly shownBy: "body" | "basic";
  };
  /** The path of the address on this machine to which the browser comes back: "/callback". */
  readonly redirectPath: string;
  /** What the owner does once to have an application, in sentences; `{redirect}` stands for the address to enter. */
  readonly howTo: readonly string[];
  /** Who answers, where the platform says so in its answer (RFC 9207); then nothing else is taken. */
  readonly issuer?: string;
  /** Whether a refresh token is spent by using it. */
  readonly refresh: "rotates" | "stays" | "none";
  readonly lifetimes: {
    /** Of an access token whose answer does not say it; absent: it does not end. */
    readonly accessMs?: Millis;
    /** Of a refresh token: afterwards a person must consent again. Absent: it does not end. */
    readonly refreshMs?: Millis;
  };
};

/** A scope with the kinds of acts that need it. */
export type WriteScope = Scope & { readonly kinds: readonly ActionKind[] };

export type Scope = {
  readonly name: string;
  /** For people: "read sales, refunds and disputes". */
  readonly for: string;
};
