import { inside, insideKinds } from "../actions/inside-acts.ts";
import { setAutonomy } from "../actions/switches.ts";
import { nearest } from "../base/nearest.ts";
import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { type Autonomy, type AutonomyLevel, type Mode, usualAutonomy } from "../domain/action/autonomy.ts";
import { holdOutPercentMax } from "../domain/action/hold-out.ts";
import { type ActionKind, actionKinds, allActionKinds, isActionKind } from "../domain/action/kinds.ts";
import { raises } from "../domain/action/raises.ts";
import { parseMinor } from "../domain/money/money.ts";
import { allAutonomy } from "../store/autonomy.ts";
import type { Book } from "../store/book.ts";
import type { Workplace } from "./workplace.ts";

/** What the owner allows of one kind. */
export type KindAutonomy = {
  readonly kind: ActionKind;
  readonly title: string;
  readonly autonomy: Autonomy;
  /** Where it can be done: ids of platforms. */
  readonly targets: readonly string[];
};

/** What is allowed of every kind that can be done somewhere, or about which something was said. */
export async function listAutonomy({ store, platforms }: Workplace, book: Book): Promise<readonly KindAutonomy[]> {
  const said = await allAutonomy(store, book.id);
  return allActionKinds().flatMap((kind) => {
    const places = platforms.connectors.filter(({ acts }) => acts?.kinds.includes(kind)).map(({ id }) => id);
    const targets = insideKinds.includes(kind) ? [...places, inside] : places;
    if (targets.length === 0 && !said.has(kind)) return [];
    const autonomy = said.get(kind) ?? usualAutonomy(kind, book.homeCurrency);
    return [{ kind, title: actionKinds[kind].title, autonomy, targets }];
  });
}

/** What the owner typed; what is absent stays. */
export type AutonomyChange = {
  readonly level?: AutonomyLevel;
  readonly mode?: Mode;
  /** "none" takes the limit away. */
  readonly perDay?: string;
  /** In the books' home currency, as typed; "none" takes the limit away. */
  readonly costPerDay?: string;
  /** Percent of what strategies propose that is left undone, to compare with; "none" ends that. */
  readonly holdOut?: string;
};

/**
 * Changes what the owner allows of a kind. Problems: `unknown-kind`, `amount-wrong`, `count-wrong`, and
 * `step-up-needed` where it would let Millrace do more and `mayRaise` is false.
 */
export async function changeAutonomy(
  workplace: Workplace,
  book: Book,
  kind: string,
  change: AutonomyChange,
  mayRaise = true,
): Promise<Result<Autonomy, Problem>> {
  if (!isActionKind(kind)) return err(unknownKind(kind));
  const before = (await allAutonomy(workplace.store, book.id)).get(kind) ?? usualAutonomy(kind, book.homeCurrency);
  const count = countOf(change.perDay, before.countMax);
  if (!count.ok) return count;
  const money = moneyOf(change.costPerDay, before, book.homeCurrency);
  if (!money.ok) return money;
  const holdOut = percentOf(change.holdOut, before.holdOutPercent);
  if (!holdOut.ok) return holdOut;
  const autonomy: Autonomy = {
    level: change.level ?? before.level,
    mode: change.mode ?? before.mode,
    currency: change.costPerDay === undefined ? before.currency : book.homeCurrency,
    ...(count.value === undefined ? {} : { countMax: count.value }),
    ...(money.value === undefined ? {} : { moneyMax: money.value }),
    ...(holdOut.value === undefined ? {} : { holdOutPercent: holdOut.value }),
  };
  if (!mayRaise && raises(before, autonomy)) return err(stepUp);
  await setAutonomy(workplace, book, kind, autonomy, { actor: workplace.actor });
  return ok(autonomy);
}

const stepUp = problem("step-up-needed", "Prove once more that it is you: this lets Millrace do more by itself.", {
  kept: "Nothing was changed.",
  fix: "Use your passkey or a code, then send this again within five minutes.",
});

function countOf(typed: string | undefined, before: number | undefined): Result<number | undefined, Problem> {
  if (typed === undefined) return ok(before);
  if (typed === "none") return ok(undefined);
  if (/^[0-9]{1,6}$/.test(typed)) return ok(Number(typed));
  return err(
    problem("count-wrong", `"${typed.slice(0, 40)}" is no number of actions a day.`, {
      fix: "Give a whole number, or none.",
    }),
  );
}

function percentOf(typed: string | undefined, before: number | undefined): Result<number | undefined, Problem> {
  if (typed === undefined) return ok(before);
  if (typed === "none" || typed === "0") return ok(undefined);
  if (/^[1-9][0-9]?$/.test(typed) && Number(typed) <= holdOutPercentMax) return ok(Number(typed));
  return err(
    problem("count-wrong", `"${typed.slice(0, 40)}" is no share that can be held out.`, {
      kept: "Nothing was changed.",
      fix: `Give whole percent from 1 to ${holdOutPercentMax}, or none.`,
    }),
  );
}

function moneyOf(typed: string | undefined, before: Autonomy, currency: string): Result<bigint | undefined, Problem> {
  if (typed === undefined) return ok(before.moneyMax);
  if (typed === "none") return ok(undefined);
  const minor = parseMinor(typed.trim(), currency);
  if (minor.ok && minor.value >= 0n) return ok(minor.value);
  const why = minor.ok ? "it is below zero" : minor.error;
  return err(
    problem("amount-wrong", `"${typed.slice(0, 40)}" is no amount in ${currency}: ${why}.`, {
      fix: "Write it as 50.00, or none.",
    }),
  );
}

function unknownKind(kind: string): Problem {
  const meant = nearest(kind, allActionKinds());
  return problem("unknown-kind", `There is no kind of action "${kind.slice(0, 60)}".`, {
    kept: "Nothing was changed.",
    fix: meant === undefined ? "`millrace autonomy` lists those there are." : `Did you mean ${meant}?`,
  });
}
