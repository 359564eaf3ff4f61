import type { Millis } from "../../base/clock.ts";
import { messageOf } from "../../base/message-of.ts";
import { pureCall } from "../../base/pure-call.ts";
import type { KnownAt } from "../known-at.ts";
import type { ParamShapes, ParamValue, Proposal, Strategy } from "../strategy.ts";
import { defaultParams } from "../strategy-kit/params.ts";
import { readProposals, withinBudget } from "../strategy-kit/read-proposals.ts";
import { readStrategy } from "../strategy-kit/read-strategy.ts";
import {
  cutAt,
  type KnownHistory,
  lists,
  momentsOf,
  noHistory,
  otherFuture,
  viewAt,
  without,
} from "./known-history.ts";

/** One thing that every strategy holds. `broken` gives a sentence about the first case in which it does not. */
export type StrategyLaw = { readonly title: string; broken(): string | undefined };

type Params = Readonly<Record<string, ParamValue>>;
/** A strategy whose settings are of no matter here. */
export type AnyStrategy = Strategy<ParamShapes>;

/** The laws for one strategy and one history, for any test runner. */
export function strategyLaws(strategy: AnyStrategy, history: KnownHistory): readonly StrategyLaw[] {
  const read = readStrategy(strategy);
  const params = defaultParams(strategy.params);
  const over = (check: (at: Millis) => string | undefined) => () => first(momentsOf(history), check);
  const told = (view: KnownAt, values: Params = params): string => textOf(proposalsOf(strategy, view, values));
  return [
    { title: "is described so that an owner can judge it", broken: () => (read.ok ? undefined : read.error) },
    // First of those that ask it anything: what it keeps in mind has not yet seen the end of the history.
    {
      title: "proposes nothing else when the future is cut off, or another one",
      broken: () => lookAhead(strategy, history, params),
    },
    {
      title: "finds something in this history",
      broken: () => {
        const found = momentsOf(history).some((at) => proposalsOf(strategy, viewAt(history, at), params).length > 0);
        return found
          ? undefined
          : "It proposes nothing at any moment, so that nothing is tried. Give it a richer history.";
      },
    },
    {
      title: "gives the same again, and asks neither clock nor chance",
      broken: over((at) => differs(told(viewAt(history, at)), told(viewAt(history, at)), at, "asked twice")),
    },
    {
      title: "does not care in which order things are listed",
      broken: over((at) => {
        const view = viewAt(history, at);
        return differs(told(view), told(turned(view)), at, "its lists were turned round");
      }),
    },
    { title: "proposes nothing where nothing is known", broken: () => emptiness(strategy, params) },
    {
      title: "bears that any part is missing",
      broken: over((at) =>
        first(lists(), (name) => refusal(() => told(viewAt(without(history, name), at)), at, `no ${name}`)),
      ),
    },
    {
      title: "works at the bounds of each of its settings",
      broken: over((at) =>
        first(extremes(strategy.params, params), (values) =>
          refusal(() => told(viewAt(history, at), values), at, JSON.stringify(values, digits)),
        ),
      ),
    },
    {
      title: "counts money in currencies that are there, and acts where there is an account",
      broken: over((at) =>
        first(proposalsOf(strategy, viewAt(history, at), params), (one) => foreign(one, viewAt(history, at))),
      ),
    },
    {
      title: "keeps to the budget of a day",
      broken: over((at) => {
        const { beyond } = withinBudget(
          proposalsOf(strategy, viewAt(history, at), params),
          strategy.rights.budgetPerDay,
          0n,
        );
        return beyond[0] && `Its proposals at ${at} may cost more than its budget, from "${beyond[0].about}" on.`;
      }),
    },
  ];
}

/** Every sentence that the laws come to; none when all of them hold. */
export function strategyComplaints(strategy: AnyStrategy, history: KnownHistory): readonly string[] {
  return strategyLaws(strategy, history).flatMap((law) => {
    const sentence = law.broken();
    return sentence === undefined ? [] : [`It should be that it ${law.title}. ${sentence}`];
  });
}

/** What it proposes, checked as the engine does. Throws an error with a sentence where the engine would stop it. */
export function proposalsOf(strategy: AnyStrategy, view: KnownAt, params: Params): readonly Proposal[] {
  const given = pureCall(() => strategy.propose(frozen(view), frozen(params)));
  const read = readProposals(given, strategy.rights, view.at);
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

function lookAhead(strategy: AnyStrategy, history: KnownHistory, params: Params): string | undefined {
  const told = (from: KnownHistory, at: Millis): string => textOf(proposalsOf(strategy, viewAt(from, at), params));
  const moments = momentsOf(history);
  // Through the whole history once, so that whatever it keeps in mind of later times shows in the earlier ones.
  const whole = new Map(moments.map((at) => [at, told(history, at)]));
  return first([...moments].reverse(), (at) => {
    const before = whole.get(at) ?? "";
    return (
      differs(before, told(cutAt(history, at), at), at, "what came later was cut off") ??
      differs(before, told(otherFuture(history, at), at), at, "what came later was another")
    );
  });
}

function emptiness(strategy: AnyStrategy, params: Params): string | undefined {
  return first([0, 1_700_000_000_000], (at) => {
    const found = proposalsOf(strategy, viewAt(noHistory, at), params);
    return found[0] && `It proposes "${found[0].reason}" although nothing is known.`;
  });
}

function refusal(work: () => unknown, at: Millis, when: string): string | undefined {
  try {
    work();
    return undefined;
  } catch (cause) {
    return `At ${at} with ${when}: ${messageOf(cause)}`;
  }
}

/** The settings with each one at either end of its bounds, the others as they are by default. */
function extremes(shapes: ParamShapes, params: Params): readonly Params[] {
  return Object.entries(shapes).flatMap(([name, shape]) => {
    const ends: readonly ParamValue[] =
      shape.type === "whole"
        ? [shape.min, shape.max]
        : shape.type === "flag"
          ? [true, false]
          : shape.type === "choice"
            ? shape.choices
            : shape.type === "text"
              ? ["", "x".repeat(shape.lengthMax)]
              : [{}, { USD: 0n, KES: 9_007_199_254_740_991n }];
    return ends.map((value) => ({ ...params, [name]: value }));
  });
}

function foreign(one: Proposal, view: KnownAt): string | undefined {
  const currencies = new Set([
    view.book.homeCurrency,
    ...[view.sales, view.payouts, view.balances, view.products].flatMap((list) => list.map(({ currency }) => currency)),
  ]);
  const unknown = [one.worstCost.currency, one.gain?.currency].find(
    (code) => code !== undefined && !currencies.has(code),
  );
  if (unknown !== undefined) return `"${one.about}" is counted in ${unknown}, in which nothing is known.`;
  const places = new Set(["inside", ...view.connections.map(({ source }) => source)]);
  return places.has(one.target) ? undefined : `"${one.about}" is done on ${one.target}, where there is no account.`;
}

function turned(view: KnownAt): KnownAt {
  const turn = <T>(list: readonly T[]): readonly T[] => [
    ...list.filter((_, i) => i % 3 === 1),
    ...list.filter((_, i) => i % 3 !== 1).reverse(),
  ];
  const { sales, products, payouts, balances, connections, days } = view;
  return {
    ...view,
    sales: turn(sales),
    products: turn(products),
    payouts: turn(payouts),
    balances: turn(balances),
    connections: turn(connections),
    days: turn(days),
  };
}

function differs(one: string, other: string, at: Millis, when: string): string | undefined {
  if (one === other) return undefined;
  const short = (text: string): string => (text.length > 600 ? `${text.slice(0, 600)}…` : text);
  return `At ${at} it proposes something else when ${when}:\n${short(one)}\n${short(other)}`;
}

function textOf(proposals: readonly Proposal[]): string {
  return JSON.stringify(
    [...proposals].sort((a, b) => (a.about < b.about ? -1 : 1)),
    digits,
  );
}

function digits(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}

function first<T>(all: readonly T[], check: (one: T) => string | undefined): string | undefined {
  for (const one of all) {
    const sentence = check(one);
    if (sentence !== undefined) return sentence;
  }
  return undefined;
}

function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}
