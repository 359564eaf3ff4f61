import type { Decision, Verdict } from "../policy/decide.ts";
import type { Action } from "./action.ts";
import type { Autonomy } from "./autonomy.ts";
import { actionKinds, type KindRow } from "./kinds.ts";

/** What an installation knows about itself at the moment of a decision; the rules of law and platforms are beside it. */
export type Standing = {
  readonly autonomy: Autonomy;
  /** Whether a person says yes to exactly this plan: her own settings need not ask her again. The rules bind her too. */
  readonly confirmed: boolean;
  /** The switches that are on and stop this action: "everything", "platform:gumroad", "kind:listing.price". */
  readonly stopped: readonly string[];
  /** What this kind used of today's budget, this action not counted; both are known or the budget counts as used. */
  readonly spent?: { readonly count: number; readonly money: bigint };
  /** Whether a person once said yes to an action of the same pattern. */
  readonly patternKnown: boolean;
};

/** Why the owner's own settings want a person to look, or refuse. */
export type OwnReason = {
  readonly code: "AUTONOMY-OFF" | "AUTONOMY-ASK" | "STOPPED" | "FIRST-USE" | "BUDGET" | "ASSISTANT";
  readonly sentence: string;
};

/** The whole answer: what the rules said, and what the owner's own settings made of it. */
export type Judgement = {
  readonly verdict: Verdict;
  readonly decision: Decision;
  readonly own: readonly OwnReason[];
  /** For the owner. */
  readonly sentence: string;
};

/**
 * Joins the rules' decision with autonomy, budget, stop switches and the first use of a pattern. It only ever makes an
 * answer stricter.
 */
export function judgeStanding(action: Action, decision: Decision, standing: Standing): Judgement {
  const own = standing.confirmed ? [] : ownReasons(action, standing);
  const off = own.find(({ code }) => code === "AUTONOMY-OFF");
  if (decision.verdict === "deny" || off === undefined) {
    const [first] = own;
    const asks = decision.verdict === "allow" && first !== undefined;
    return {
      verdict: asks ? "needs-approval" : decision.verdict,
      decision,
      own,
      sentence: asks ? `Needs your yes: ${first.sentence}` : decision.sentence,
    };
  }
  return { verdict: "deny", decision, own, sentence: `Denied: ${off.sentence}` };
}

function ownReasons(action: Action, standing: Standing): readonly OwnReason[] {
  const { autonomy, stopped, patternKnown } = standing;
  const row: KindRow = actionKinds[action.kind];
  const reasons: OwnReason[] = [];
  const say = (code: OwnReason["code"], sentence: string): void => void reasons.push({ code, sentence });
  if (autonomy.level === "off") say("AUTONOMY-OFF", `you switched "${row.title}" off.`);
  if (stopped.length > 0) say("STOPPED", `you stopped ${stopped.map(scopeName).join(" and ")}.`);
  // What an assistant was told by a page or a message must never become an act without the owner.
  if (action.origin.by === "assistant" && !onlyAsks(action)) say("ASSISTANT", "an assistant proposed it.");
  if (autonomy.level === "act" && row.outside && !patternKnown)
    say("FIRST-USE", "nothing like it was ever done with your yes.");
  if (autonomy.level === "act" && !withinBudget(action, standing))
    say("BUDGET", "it does not fit into what you allow a day without asking.");
  if (autonomy.level === "ask") say("AUTONOMY-ASK", `you want to be asked before Millrace may ${row.title}.`);
  return reasons;
}

/** Whether all it does is to put something before a person: to ask for a yes first would be to ask twice. */
function onlyAsks({ kind }: Action): boolean {
  return kind === "human.step" || kind === "reminder.show";
}

/** Whether the action still fits into the day's budget. What cannot be compared does not fit. */
export function withinBudget(action: Action, { autonomy, spent }: Standing): boolean {
  const { countMax, moneyMax, currency } = autonomy;
  if (countMax === undefined && moneyMax === undefined) return true;
  if (spent === undefined) return false;
  if (countMax !== undefined && spent.count + 1 > countMax) return false;
  if (moneyMax === undefined) return true;
  const { amount } = action.worstCost;
  if (amount > 0n && action.worstCost.currency !== currency) return false;
  return spent.money + amount <= moneyMax;
}

/** "everything", "Gumroad's platform" in plain words: what a switch is about. */
export function scopeName(scope: string): string {
  if (scope === "everything") return "everything";
  const [sort, name] = [scope.slice(0, scope.indexOf(":")), scope.slice(scope.indexOf(":") + 1)];
  return sort === "platform" ? `everything at ${name}` : `every "${name}"`;
}
