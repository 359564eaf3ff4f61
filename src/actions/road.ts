import type { Clock, Millis } from "../base/clock.ts";
import type { Ids } from "../base/ids.ts";
import type { Log } from "../base/log.ts";
import type { Problem } from "../base/problem.ts";
import type { Result } from "../base/result.ts";
import type { RuleSet } from "../domain/policy/rule-set.ts";
import type { Sealing } from "../intake/sealing.ts";
import type { Acts, ConnectorContext, Hint } from "../spec/connector.ts";
import type { ActionRow } from "../store/action.ts";
import type { Store, Tx } from "../store/handle.ts";

/** What the one road out is built from. */
export type Road = {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Pick<Log, "warn">;
  /** Who acts, for the record: "owner" or "engine". */
  readonly actor: string;
  /** Seals what plans say of persons. */
  readonly sealing: Sealing;
  /** The rules in force; a problem when their files cannot be read, and then nothing leaves. */
  rules(): Promise<Result<RuleSet, Problem>>;
  /** What can be done on a platform or rail, or undefined where nothing can. */
  acts(target: string): Acts | undefined;
  /** The way to the account an action is about. */
  open(row: ActionRow): Promise<Result<Opened, Problem>>;
  /** Has an action sent at that moment: its line to the platform gets a turn then. */
  sendAt(tx: Tx, row: ActionRow, at: Millis): Promise<void>;
  /** Has the fate of unknown actions looked for at that moment. */
  lookAt(tx: Tx, at: Millis): Promise<void>;
};

/** An account that can be acted on. */
export type Opened = {
  readonly acts: Acts;
  readonly context: ConnectorContext;
  /** Has a record read again soon, so that the books know what was done. */
  readAgain(tx: Tx, hint: Hint): Promise<void>;
};

const secondMs = 1_000;
const minuteMs = 60 * secondMs;

/** How long what has its yes stays in line, so that it can be taken back; longer for what people read. */
export const holdMs = { usual: 8 * secondMs, words: 10 * secondMs } as const;

/** A yes that was not used in this time counts no more. */
export const approvalLastsMs = 24 * 60 * minuteMs;

/** How long a sender may be silent before the fate of what it sends counts as unknown. */
export const sendLeaseMs = 5 * minuteMs;

/** A sender that does not get to the wire in this time does not send any more: others may have gone on meanwhile. */
export const wireWithinMs = 30 * secondMs;

/** How long what cannot leave now is put off before it is tried again. */
export const putOffMs = 15 * minuteMs;

/** Attempts of one action, each after a refusal that proves that nothing happened. */
export const attemptsMax = 3;

/** Times that one attempt is sent with the same key, where keys are honoured. */
export const sendsMax = 3;
