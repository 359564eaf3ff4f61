import type { Millis } from "../base/clock.ts";
import type { Failure } from "../base/egress/failure.ts";
import type { Http, RateLimit } from "../base/egress/http.ts";
import type { Result } from "../base/result.ts";
import type { Action } from "../domain/action/action.ts";
import type { Approved } from "../domain/action/approved.ts";
import type { ActionKind } from "../domain/action/kinds.ts";
import type { Sighting } from "../domain/facts/sighting.ts";
import type { StatementLine } from "../domain/payout/statement.ts";
import type { ProductSighting } from "../domain/product/product-sighting.ts";
import type { CredentialField } from "./credential-field.ts";
import type { OAuth } from "./oauth.ts";

/**
 * The code for one platform. It gives one page and a cursor; looping, retries, storage, limits and schedules are the
 * engine's. What a platform cannot do is simply absent.
 */
export type Connector = {
  /** The platform's name in the books, in addresses and on the command line, e.g. "gumroad". */
  readonly id: string;
  /** For people: "Gumroad". */
  readonly title: string;
  /** Where its interface lives: scheme, host and the path that all calls begin with; https only. */
  readonly baseUrl: string;
  /** The part after the platform's id in a sandbox: `http://127.0.0.1:PORT/<id><sandboxPath>`, e.g. "/v2". */
  readonly sandboxPath: string;
  /** What a person gives to connect it. */
  readonly credentials: readonly CredentialField[];
  /**
   * How to get access by the owner's consent instead, where the platform offers it. The access token that comes of it
   * is the credential "token", always a fresh one.
   */
  readonly oauth?: OAuth;
  readonly limits: readonly RateLimit[];
  /** What can be pulled, in the order in which a first synchronisation takes it. */
  readonly streams: readonly Stream[];
  /** Whose account the credentials open. The first call ever made with them. */
  identify(context: ConnectorContext): Promise<Result<PlatformAccount, Failure>>;
  readonly pings?: Pings;
  readonly acts?: Acts;
};

/** What a connector works with. The door adds nothing: the connector writes its own authorization header. */
export type ConnectorContext = {
  readonly http: Http;
  /** The value of a credential field. */
  credential(name: string): string;
  /** The platform's id of the account, once it is known. */
  readonly accountId?: string;
  readonly signal?: AbortSignal;
};

export type PlatformAccount = {
  /** Stable id of the account at the platform. */
  readonly id: string;
  /** For people; a shop's name, never a buyer's. */
  readonly name: string;
  /** What works but should be known, one sentence each: "The token may also refund and delete." */
  readonly warnings: readonly string[];
};

/** Where one walk through a stream is. Opaque text of the connector, at most 2,000 characters. */
export type Cursor = string;

/** One kind of record that is listed. */
export type Stream = {
  /** "sales", "payouts", "products" */
  readonly id: string;
  /** For people, in the plural: "sales". */
  readonly title: string;
  /** Whether records are listed from the newest to the oldest, so that a look back may stop at a moment. */
  readonly newestFirst: boolean;
  /** How often and how far back it is looked at, the first one first. */
  readonly looks: readonly Look[];
  /** One page. Asking again with the same cursor gives the same records, as far as the platform's have not changed. */
  pull(context: ConnectorContext, ask: Ask): Promise<Result<Page, Failure>>;
  /** One record by the platform's id: `undefined` when the platform does not list it. */
  fetch?(context: ConnectorContext, id: string): Promise<Result<Found, Failure>>;
};

export type Found = { readonly record?: PulledRecord; readonly rejected?: Rejected; readonly fetchedAt: Millis };

/** A schedule of re-reading. The reach overlaps what was read before; late changes are found by the long ones. */
export type Look = {
  /** Unique within the stream: "recent", "week", "whole". */
  readonly name: string;
  /** Five-field cron in UTC; minutes are spread by the engine. */
  readonly cron: string;
  /** How far behind the newest known record it reads, in milliseconds; absent: to the very beginning. */
  readonly reachMs?: Millis;
};

export type Ask = {
  readonly cursor?: Cursor;
  /** Records from before this moment are not needed; they may come all the same. */
  readonly since?: Millis;
  /** Records from this moment on are not needed. */
  readonly until?: Millis;
};

export type Page = {
  readonly records: readonly PulledRecord[];
  readonly rejected: readonly Rejected[];
  /** Absent at the end. */
  readonly next?: Cursor;
  /** When the page was asked for. */
  readonly fetchedAt: Millis;
  /** How many records the whole walk has, where the platform says. */
  readonly total?: number;
};

/** One record of a page, read. */
export type PulledRecord = {
  /** The platform's id. */
  readonly id: string;
  /** When it came to be, where told: what a walk from the newest to the oldest is ordered by. */
  readonly at?: Millis;
  /** The record as the platform wrote it: JSON text. */
  readonly raw: string;
  /** Equal texts say the same: the record without what changes by itself ("3 hours ago"). Hashed, never stored. */
  readonly sameness: string;
  /** What it says, the record itself first. Empty for records that are no money, e.g. products. */
  readonly sightings: readonly Sighting[];
  readonly product?: ProductSighting;
  /** What a payout is made of, as the platform states it; absent when it did not say. */
  readonly statement?: readonly StatementLine[];
};

/** A record that cannot be understood. The page goes on without it; it waits in quarantine. */
export type Rejected = {
  /** The platform's id where even that was readable, else "". */
  readonly id: string;
  /** One clause for people: `price is "12,5", not a whole number`. */
  readonly reason: string;
  readonly raw: string;
};

/** Messages that a platform sends by itself. They are hints: what they say is never booked, only fetched. */
export type Pings = {
  /** What the owner does to turn them on, in sentences; `{address}` stands for the address to give. */
  readonly howTo: readonly string[];
  /** Reads one message. An error is a clause for the log; nothing of it is trusted. */
  read(message: PingMessage): Result<readonly Hint[], string>;
  /**
   * Asks the platform to send its messages to `address`, where it can be asked. Again and again is the same as once.
   * Gives what was added, in the platform's words; empty when all was there.
   */
  subscribe?(context: ConnectorContext, address: string): Promise<Result<readonly string[], Failure>>;
};

export type PingMessage = {
  readonly contentType: string;
  readonly body: string;
  /** The account the address belongs to. */
  readonly accountId: string;
};

/** "Look at this." */
export type Hint = {
  readonly stream: string;
  /** The platform's id of the record; absent: look at the newest of the stream. */
  readonly id?: string;
  /** For people: "a sale", "a refund". */
  readonly about: string;
  /** A purchase made to try things out: it is normal that the platform does not list it. */
  readonly test?: boolean;
};

/** What a platform can be made to do. Its writing call takes nothing but what passed the gate. */
export type Acts = {
  readonly kinds: readonly ActionKind[];
  /**
   * Whether the platform promises that the same idempotency key never has a second effect. Only then may an act whose
   * fate is unknown be sent again.
   */
  readonly honoursKeys: boolean;
  /**
   * After what time "it is not there" proves that it never will be: longer than a request can still be under way to the
   * platform or inside it.
   */
  readonly settledAfterMs: Millis;
  /**
   * Reads how things stand right before the act, in the connector's own words (at most 2,000 characters), for `find` to
   * compare with. A failure keeps the act from being sent.
   */
  before?(context: ConnectorContext, action: Action): Promise<Result<Standpoint, Failure>>;
  /** Does it: one request that changes something, sent at most once. */
  apply(context: ConnectorContext, approved: Approved): Promise<Result<Applied, ActFailure>>;
  /** Looks whether it was done. Only reads. */
  find(context: ConnectorContext, action: Action, sent: Sent): Promise<Result<Finding, Failure>>;
};

/** How things stood before. `already`: what the action wants is so already, in a sentence; then nothing is sent. */
export type Standpoint = { readonly text: string; readonly already?: string };

export type Sent = { readonly before?: string; readonly startedAt: Millis };

/** It was done. */
export type Applied = {
  /** For the record, one sentence; never a buyer's name or a secret. */
  readonly note: string;
  /** Which record to read again, so that the books soon know. */
  readonly look?: Hint;
};

/**
 * Why it is not known to be done. `refused`: the platform's answer, or the lack of any connection, proves that nothing
 * happened; connectors keep a closed list of those. `unclear`: everything else.
 */
export type ActFailure = {
  readonly kind: "refused" | "unclear";
  readonly failure: Failure;
};

export type Finding =
  /** It was done; `note` says what shows it. */
  | { readonly kind: "found"; readonly note: string; readonly look?: Hint }
  /** Nothing of it is there. Proof only when the settling time is over. */
  | { readonly kind: "absent"; readonly note: string }
  /** Things changed in a way that neither shows nor excludes it: a person has to look. */
  | { readonly kind: "unclear"; readonly note: string };
