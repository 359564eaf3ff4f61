import type { Millis } from "../../src/base/clock.ts";

/** The seller's own application at the platform. */
export type App = {
  readonly id: string;
  readonly secret: string;
  /** As it was entered; the port of an address on this machine does not count. */
  readonly redirectUri: string;
};

export type Code = {
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly challenge: string | undefined;
  readonly method: string;
  readonly madeAt: Millis;
  used: boolean;
};

/** An access token with its refresh token, as one record. */
export type Issued = {
  readonly access: string;
  readonly refresh: string;
  readonly scopes: ReadonlySet<string>;
  readonly madeAt: Millis;
  readonly seconds: number | undefined;
  /** The refresh token that it came from, still good until this one is used, where the platform is so kind. */
  readonly from: string | undefined;
  revoked: boolean;
};

export type Device = {
  readonly userCode: string;
  readonly scopes: readonly string[];
  readonly madeAt: Millis;
  askedAt: Millis;
  answer: "waiting" | "approved" | "denied" | "used";
};

/** All that the simulated platform knows of consents. */
export type ConsentState = {
  readonly app: App;
  /** What its page of consent does: asks a person, or answers by itself. */
  mode: "ask" | "auto" | "deny";
  /** How long access tokens last; undefined: they do not end, as at the real one. */
  accessSeconds: number | undefined;
  /** Whether a refresh token is good until the token that came of it is used. */
  grace: boolean;
  /** Scopes that are not given, whatever was asked for. */
  withheld: readonly string[];
  readonly codes: Map<string, Code>;
  readonly issued: Issued[];
  readonly devices: Map<string, Device>;
  made: number;
};

export function newConsentState(newText: (turn: number) => string): ConsentState {
  return {
    app: { id: newText(1), secret: newText(2), redirectUri: "http://127.0.0.1/callback" },
    mode: "ask",
    accessSeconds: undefined,
    grace: false,
    withheld: [],
    codes: new Map(),
    issued: [],
    devices: new Map(),
    made: 2,
  };
}
