import type { Millis } from "../../base/clock.ts";
import type { ActionKind, ParametersOf } from "./kinds.ts";

/**
 * One intended effect, the only shape there is of one. It says what will be done (`kind`, `target`, `account`, `book`,
 * `parameters`: what `planHash` covers), why, and what it is expected to bring and to cost.
 */
export type ActionOf<K extends ActionKind> = {
  readonly id: string;
  readonly kind: K;
  /** The platform, rail or sink it is done on ("gumroad", "mpesa"); "inside" when nothing leaves this installation. */
  readonly target: string;
  /** Which of the owner's accounts there, where there are several. */
  readonly account?: string;
  /** Slug of the book it belongs to. */
  readonly book: string;
  readonly parameters: ParametersOf<K>;
  /** One sentence for the owner: why it is proposed. */
  readonly reason: string;
  /** What the reason rests on: ids of issues, sales, observations. */
  readonly evidence: readonly string[];
  /** What it is expected to bring, or absent where money is not its point. */
  readonly gain?: ExpectedGain;
  /** The most it can cost, in minor units, zero or more. */
  readonly worstCost: { readonly amount: bigint; readonly currency: string };
  readonly reversible: boolean;
  /** From this moment on it is not done any more. */
  readonly expiresAt: Millis;
  /** Given to the platform where it takes one; never used for another plan. */
  readonly idempotencyKey: string;
  readonly origin: Origin;
};

/** An action of any kind: a closed union, so that `kind` tells which parameters there are. */
export type Action = { [K in ActionKind]: ActionOf<K> }[ActionKind];

/** Minor units of `currency`; `low` ≤ `likely` ≤ `high`, and a loss is negative. */
export type ExpectedGain = {
  readonly low: bigint;
  readonly likely: bigint;
  readonly high: bigint;
  readonly currency: string;
};

/** Who had the idea. */
export type Origin =
  | { readonly by: "strategy"; readonly id: string }
  | { readonly by: "owner"; readonly id: string }
  /** A program that the owner talks to; `id` is the key it came with. Always asked about, whatever may run by itself. */
  | { readonly by: "assistant"; readonly id: string }
  | { readonly by: "engine" };
