import type { Clock } from "../base/clock.ts";
import type { Http } from "../base/egress/http.ts";
import type { Ids } from "../base/ids.ts";
import type { Secret } from "../base/secret.ts";
import type { Sealing } from "../intake/sealing.ts";
import type { Store } from "../store/handle.ts";
import type { Consent } from "./oauth/consent.ts";

/** What is needed to open and to renew access. */
export type AccessParts = {
  readonly store: Store;
  readonly sealing: Sealing;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Who acts, for the record of uses: "owner" or "engine". */
  readonly actor: string;
  /** Tells the log what it must never show: what an account holds now. */
  readonly hide?: ((place: string, secrets: Iterable<Secret>) => void) | undefined;
};

/** The ways to a platform: its interface, and where its consents are renewed, if it has such. */
export type Ways = { readonly http: Http; readonly consent: Consent | undefined };
