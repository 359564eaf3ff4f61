import type { KnownAt } from "../../spec/known-at.ts";
import type { ParamValue } from "../../spec/strategy.ts";

/** What a strategy's thread is started with. */
export type ThreadStart = {
  /** The module that exports `strategy`. */
  readonly module: string;
  /** Addresses below which it may load modules, each ending in a slash. */
  readonly roots: readonly string[];
  readonly params: Readonly<Record<string, ParamValue>>;
};

/** The lists of a view, which are sent in pieces: one large message would hold up the sender. */
export type ViewLists = Pick<KnownAt, "sales" | "products" | "payouts" | "balances" | "connections">;
export type ViewHead = Pick<KnownAt, "at" | "book" | "salesFrom">;
export type ViewPart = {
  readonly [L in keyof ViewLists]: { readonly list: L; readonly rows: ViewLists[L] };
}[keyof ViewLists];

/** To the thread. */
export type ToThread =
  | { readonly kind: "part"; readonly part: ViewPart }
  /** All of the view was sent: run. */
  | { readonly kind: "run"; readonly head: ViewHead }
  /** The answer to a `read`. */
  | { readonly kind: "answer"; readonly id: number; readonly status: number; readonly text: string }
  | { readonly kind: "no-answer"; readonly id: number; readonly sentence: string };

/** From the thread. It is code of others: whoever takes these looks at every value. */
export type FromThread =
  | { readonly kind: "card"; readonly card: unknown }
  /** It is no strategy. */
  | { readonly kind: "broken"; readonly sentence: string }
  | { readonly kind: "threw"; readonly sentence: string }
  /** It reached for what it may not have. */
  | { readonly kind: "reached"; readonly what: string }
  | { readonly kind: "read"; readonly id: number; readonly url: string }
  | { readonly kind: "waits"; readonly missing: unknown }
  | { readonly kind: "proposals"; readonly proposals: unknown; readonly metrics: unknown }
  /** Said last: everything is done, `shutdown` included. */
  | { readonly kind: "over" };

/** Sales that one view holds at the most; older ones are left out, and its `salesFrom` says so. */
export const salesMax = 100_000;

/** Rows in one message. */
export const rowsPerPart = 500;

/** Largest answer of a host that is handed on. */
export const answerBytesMax = 2 * 1024 * 1024;

/** Answers that one run may ask its hosts for. */
export const readsMax = 50;
