import type { Millis } from "../base/clock.ts";
import type { ExpectedGain } from "../domain/action/action.ts";
import type { ActionKind, ParametersOf } from "../domain/action/kinds.ts";
import type { KnownAt } from "./known-at.ts";

/** Raised when a strategy written for an earlier one would no longer be understood. */
export const strategyContract = 1;

/**
 * A way to earn, or to lose less: a pure function from what was known to proposals. It does nothing by itself; what it
 * proposes goes the same road as all that Millrace does. One folder, or one npm package, each.
 */
export type Strategy<S extends ParamShapes = ParamShapes> = {
  readonly contract: typeof strategyContract;
  /** Lower case, digits and dashes; also the name of its folder. */
  readonly id: string;
  readonly title: string;
  /** What it does, in a sentence or two for the owner. */
  readonly description: string;
  /** Platforms it needs an account at, by id; none means that whatever is connected will do. */
  readonly accounts: readonly string[];
  /** After how many days it can bring its first money, at best and usually; absent when it brings none by itself. */
  readonly firstMoneyDays?: { readonly best: number; readonly usual: number };
  /** 0: a person does everything it proposes. 1: nobody is needed. */
  readonly automation: number;
  readonly rights: Rights;
  readonly params: S;
  /** When it runs, on the clocks of the main books: five cron fields. The owner may change it. */
  readonly cron: string;
  /** From 0 to 100; the higher one runs first where not all can. */
  readonly priority: number;
  /** How many days of sales it wants to see. */
  readonly historyDays: number;
  /** Called once before anything else, where it wants to prepare. */
  initialise?(tools: StrategyTools): void | Promise<void>;
  /** What is missing before it can work, one sentence each; none when all is there. */
  validate?(view: KnownAt, params: ParamValues<S>): readonly string[];
  /** Fetches from its hosts what `propose` is to know as `view.outside`: plain values only. */
  execute?(view: KnownAt, params: ParamValues<S>, tools: StrategyTools): Promise<unknown>;
  /** Pure: the same view and parameters, in any order of their lists, give the same proposals. */
  propose(view: KnownAt, params: ParamValues<S>): readonly Proposal[];
  /** Figures of its own, by name, from what it sees. */
  metrics?(view: KnownAt, params: ParamValues<S>): Readonly<Record<string, number>>;
  /** Called last, whatever happened. */
  shutdown?(): void | Promise<void>;
};

/** All that a strategy may touch. What is not named here is refused, and asking for it stops the strategy. */
export type Rights = {
  /** Kinds of action it may propose. */
  readonly actions: readonly ActionKind[];
  /** Hosts `execute` may read from, over HTTPS. */
  readonly hosts: readonly string[];
  /** Whether it may propose to ask a language model. */
  readonly model: boolean;
  /** The most that its proposals of one day may cost together if all goes wrong, in minor units; none: nothing. */
  readonly budgetPerDay?: { readonly amount: bigint; readonly currency: string };
};

/** What a strategy has beside what is known. */
export type StrategyTools = {
  /** Reads an address of one of its hosts. Throws when it is none of them, or cannot be read. */
  read(url: string): Promise<{ readonly status: number; readonly text: string }>;
};

/** One intended effect. What it is, is in `domain/action`. */
export type ProposalOf<K extends ActionKind> = {
  readonly kind: K;
  /** The platform it is done on; "inside" when nothing leaves this installation. */
  readonly target: string;
  readonly account?: string;
  readonly parameters: ParametersOf<K>;
  /**
   * What it is about, such as `payout/<key>`. While a proposal of the same strategy about the same has not expired, it
   * is not made again, whatever its words are.
   */
  readonly about: string;
  /** One sentence for the owner: why. */
  readonly reason: string;
  /** What it is expected to bring; absent where money is not its point. */
  readonly gain?: ExpectedGain;
  /** The most it can cost, zero or more. */
  readonly worstCost: { readonly amount: bigint; readonly currency: string };
  /** What the reason rests on: keys of sales, payouts, products. */
  readonly evidence: readonly string[];
  /** From this moment on it is not worth doing any more. */
  readonly expiresAt: Millis;
};

export type Proposal = { [K in ActionKind]: ProposalOf<K> }[ActionKind];

/** One setting of a strategy. The default is safe; the bounds hold whoever sets it. */
export type ParamShape =
  | (Common & { readonly type: "whole"; readonly min: number; readonly max: number; readonly byDefault: number })
  | (Common & { readonly type: "flag"; readonly byDefault: boolean })
  | (Common & { readonly type: "choice"; readonly choices: readonly string[]; readonly byDefault: string })
  | (Common & { readonly type: "text"; readonly lengthMax: number; readonly byDefault: string })
  /** An amount for each currency that is named, typed as `500 USD, 60000 KES`; none by default. */
  | (Common & { readonly type: "amounts" });

type Common = {
  /** One line for the owner, with the unit. */
  readonly help: string;
};

export type ParamShapes = Readonly<Record<string, ParamShape>>;

/** Minor units by currency. */
export type Amounts = Readonly<Record<string, bigint>>;

export type ParamValue = number | boolean | string | Amounts;

type ValueOf<P> = P extends { readonly type: "whole" }
  ? number
  : P extends { readonly type: "flag" }
    ? boolean
    : P extends { readonly type: "amounts" }
      ? Amounts
      : string;

/** The values of a strategy's settings, typed from their shapes. */
export type ParamValues<S> = { readonly [F in keyof S]: ValueOf<S[F]> };

/** Gives a strategy the types of its own settings. */
export function defineStrategy<const S extends ParamShapes>(strategy: Strategy<S>): Strategy<S> {
  return strategy;
}
