import type { Tables } from "./condition.ts";
import { decideAlone, type Verdict } from "./decide.ts";
import type { Fixture, Rule } from "./rule.ts";
import { type RuleSet, ruleSet } from "./rule-set.ts";

const verdicts: Readonly<Record<keyof Rule["fixtures"], Verdict>> = {
  allow: "allow",
  deny: "deny",
  ask: "needs-approval",
};

/** One example that did not come out as the rule's file says. */
export type Surprise = {
  readonly rule: string;
  readonly example: string;
  readonly got: Verdict;
  readonly sentence: string;
};

/** Asks a rule, alone, about its own examples; empty when all come out as its file says. */
export function surprisesOf(rule: Rule, tables: Tables, set: RuleSet = ruleSet([rule], tables)): readonly Surprise[] {
  const surprises: Surprise[] = [];
  for (const name of ["allow", "deny", "ask"] as const) {
    rule.fixtures[name].forEach((fixture, i) => {
      const { verdict, sentence } = askFixture(set, fixture);
      if (verdict !== verdicts[name])
        surprises.push({ rule: rule.id, example: `${name} ${i + 1}`, got: verdict, sentence });
    });
  }
  return surprises;
}

/** The decision of a set of rules about one example. */
export function askFixture(set: RuleSet, { action, facts, counts, at }: Fixture) {
  const { kind, target, parameters } = action;
  const origin =
    action.origin === "engine" ? { by: "engine" as const } : { by: originOf(action.origin), id: "example" };
  return decideAlone(set, { kind, target, book: "main", parameters, origin }, { values: facts, counts }, at);
}

function originOf(by: string): "owner" | "strategy" {
  return by === "owner" ? "owner" : "strategy";
}
