import type { Clock, Millis } from "../base/clock.ts";
import type { Failure } from "../base/egress/failure.ts";
import type { Http, RateLimit } from "../base/egress/http.ts";
import type { Log } from "../base/log.ts";
import type { Result } from "../base/result.ts";
import type { Severity } from "../domain/alert/severity.ts";
import type { CredentialField } from "./credential-field.ts";

/** What is to be told to the owner, in plain text. Each sink writes it in its own way and within its own limits. */
export type Message = {
  /** Equal keys are the same message: it is delivered once to each sink. Goes out as it is: nothing personal in it. */
  readonly key: string;
  /** Messages about the same matter ("is serious", "still", "over") share it; e-mail programs show them together. */
  readonly thread?: string;
  readonly about: "alert" | "report" | "test";
  /** When what it tells happened. */
  readonly at: Millis;
  /** Absent where nothing is wrong, e.g. in a daily report. */
  readonly severity?: Severity;
  /** One line that says the thing. */
  readonly title: string;
  /** Why, since when, what to do; the most important first, for a sink may have to leave out the last ones. */
  readonly lines: readonly string[];
  /** The page in Millrace that tells more; http or https. */
  readonly link?: string;
};

declare const cleaned: unique symbol;

/**
 * A message that may leave the house: no secrets, e-mail addresses or whole phone numbers, no control characters.
 * Only `shareable` makes one, so that forgetting it does not compile.
 */
export type Shareable = Message & { readonly [cleaned]: true };

/** One thing the owner gives to set a sink up. */
export type SinkField = CredentialField & {
  readonly required: boolean;
  /** What it is when nothing is given. */
  readonly byDefault?: string;
  /** The values it may have, where there are only a few. */
  readonly choices?: readonly string[];
};

/** The value of a field; its default, or "", where none was given. */
export type Setting = (name: string) => string;

/** What a sink works with. */
export type SinkContext = {
  /** The owner's name for this place, e.g. "slack" or "phone"; two places of one kind have two names. */
  readonly name: string;
  readonly setting: Setting;
  readonly clock: Clock;
  readonly log: Log;
  /** True in a sandbox: nothing may be sent beyond this machine. */
  readonly sandbox: boolean;
  readonly signal?: AbortSignal;
};

export type WebSinkContext = SinkContext & { readonly http: Http };

/** A message that the other side has taken. */
export type Sent = {
  readonly at: Millis;
  /** The other side's name for it, where it gives one. */
  readonly id?: string;
  /** Whether something was left out to keep within a limit. */
  readonly shortened: boolean;
  /** What the owner should know although it went well, one sentence. */
  readonly note?: string;
};

type SinkBase = {
  /** Its name in addresses, on the command line and in a sandbox, e.g. "slack". */
  readonly id: string;
  /** For people: "Slack". */
  readonly title: string;
  readonly fields: readonly SinkField[];
  /** Whether it is there from the start and cannot be removed: it needs no settings. */
  readonly standing?: true;
  /** What is wrong with the settings, one sentence each. Asks nobody. */
  check(setting: Setting): readonly string[];
};

/** A sink that is reached over HTTP, through the one way out. */
export type WebSink = SinkBase & {
  readonly via: "http";
  readonly limits: readonly RateLimit[];
  /**
   * The https address that all its calls begin with. What is secret in an address belongs here and not into the path
   * of a call, for paths are logged. Only asked after `check` found nothing.
   */
  address(setting: Setting): string;
  /** Sends once. A repetition after a failure may arrive twice where the other side does not compare keys. */
  send(context: WebSinkContext, message: Shareable): Promise<Result<Sent, Failure>>;
};

/** A sink that is reached in its own way. */
export type OwnSink = SinkBase & {
  readonly via: "own";
  send(context: SinkContext, message: Shareable): Promise<Result<Sent, Failure>>;
};

/** The code for one kind of place where reports and alerts go. */
export type Sink = WebSink | OwnSink;
