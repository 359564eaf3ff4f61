import type { Millis } from "../../base/clock.ts";
import { dayMs } from "../time/civil.ts";
import { type Day, dayIn, parseDay } from "../time/day.ts";
import type { Decision, Verdict } from "./decide.ts";
import type { Rule } from "./rule.ts";

/** A decision that was made, and about what. */
export type PastDecision = Decision & { readonly kind: string; readonly target: string };

/** Days after which a rule should be compared with its source again. */
export const ruleAgeDaysMax = 365;

type Verdicts = { readonly checked: number; readonly allowed: number; readonly asked: number; readonly denied: number };

/** What was checked, asked and denied in a period, and which rules are old. Plain JSON values only. */
export type ComplianceReport = {
  /** From the first moment on, before the second; UTC milliseconds. */
  readonly from: Millis;
  readonly to: Millis;
  readonly total: Verdicts;
  readonly byKind: readonly (Verdicts & { readonly kind: string })[];
  readonly byTarget: readonly (Verdicts & { readonly target: string })[];
  /** Rules that spoke, those that denied most first. */
  readonly byRule: readonly RuleUse[];
  /** Rules not compared with their source for a year, the oldest first. */
  readonly old: readonly {
    readonly rule: string;
    readonly title: string;
    readonly checkedOn: Day;
    readonly days: number;
  }[];
  /** Rules that nobody has compared with their source yet. */
  readonly unverified: readonly string[];
  /** The hashes of the rule sets that decided, each once. */
  readonly ruleSets: readonly string[];
};

export type RuleUse = {
  readonly rule: string;
  /** Empty for a rule that is no longer there. */
  readonly title: string;
  readonly denied: number;
  readonly asked: number;
  /** Times it stood in the way only because a fact was missing; also counted in the two before. */
  readonly forMissingFacts: number;
  /** Times the disclosure it demands was there. */
  readonly disclosed: number;
};

/** Counts what was decided from `from` on and before `to`. Ages of rules are those at `to`. */
export function complianceReport(
  decisions: Iterable<PastDecision>,
  rules: readonly Rule[],
  from: Millis,
  to: Millis,
): ComplianceReport {
  const total = new Tally();
  const kinds = new Map<string, Tally>();
  const targets = new Map<string, Tally>();
  const uses = new Map<string, RuleUse>();
  const sets = new Set<string>();
  const titles = new Map(rules.map((rule) => [rule.id, rule.title]));
  for (const decision of decisions) {
    if (decision.at < from || decision.at >= to) continue;
    for (const tally of [total, of(kinds, decision.kind), of(targets, decision.target)]) tally.add(decision.verdict);
    sets.add(decision.ruleSet);
    for (const voice of decision.voices) {
      const use = uses.get(voice.rule) ?? unused(voice.rule, titles.get(voice.rule) ?? "");
      uses.set(voice.rule, heard(use, voice.said));
    }
  }
  return {
    from,
    to,
    total: total.counts(),
    byKind: sorted(kinds).map(([kind, tally]) => ({ kind, ...tally.counts() })),
    byTarget: sorted(targets).map(([target, tally]) => ({ target, ...tally.counts() })),
    byRule: [...uses.values()].sort((a, b) => b.denied - a.denied || b.asked - a.asked || inOrder(a.rule, b.rule)),
    old: oldRules(rules, to),
    unverified: rules.filter((rule) => rule.status === "unverified").map((rule) => rule.id),
    ruleSets: [...sets].sort(),
  };
}

/** The report as a page of text, its days on the clocks of `zone`. */
export function complianceText(report: ComplianceReport, zone = "UTC"): string {
  const { total } = report;
  const day = dayIn(zone);
  const lines = [
    `Compliance from ${day(report.from)} to ${day(report.to - 1)} (${zone})`,
    "",
    `${plural(total.checked, "action was", "actions were")} checked: ${total.allowed} allowed, ${total.asked} put to you, ${total.denied} denied.`,
  ];
  if (report.byKind.length > 0) lines.push("", "By kind of action");
  for (const { kind, checked, asked, denied } of report.byKind) {
    lines.push(`  ${kind}: ${checked} checked, ${asked} asked, ${denied} denied`);
  }
  if (report.byRule.length > 0) lines.push("", "Rules that spoke");
  for (const use of report.byRule) {
    const title = use.title === "" ? "a rule that is no longer there" : use.title;
    const missing = use.forMissingFacts > 0 ? `, ${use.forMissingFacts} of them for missing facts` : "";
    lines.push(`  ${use.rule} (${title}): denied ${use.denied}, asked ${use.asked}${missing}`);
  }
  lines.push("", `${plural(report.old.length, "rule was", "rules were")} not compared with the source for a year.`);
  for (const { rule, title, checkedOn, days } of report.old) {
    lines.push(`  ${rule} (${title}): last on ${checkedOn}, ${days} days ago`);
  }
  lines.push(
    "",
    `${plural(report.unverified.length, "rule is", "rules are")} not verified: ${report.unverified.join(", ") || "none"}.`,
  );
  return `${lines.join("\n")}\n`;
}

class Tally {
  readonly #counts: Record<Verdict, number> = { allow: 0, "needs-approval": 0, deny: 0 };

  add(verdict: Verdict): void {
    this.#counts[verdict] += 1;
  }

  counts(): Verdicts {
    const { allow, "needs-approval": asked, deny } = this.#counts;
    return { checked: allow + asked + deny, allowed: allow, asked, denied: deny };
  }
}

function of(tallies: Map<string, Tally>, name: string): Tally {
  const tally = tallies.get(name) ?? new Tally();
  tallies.set(name, tally);
  return tally;
}

function sorted<T>(map: ReadonlyMap<string, T>): [string, T][] {
  return [...map].sort(([a], [b]) => inOrder(a, b));
}

function inOrder(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}

function unused(rule: string, title: string): RuleUse {
  return { rule, title, denied: 0, asked: 0, forMissingFacts: 0, disclosed: 0 };
}

function heard(use: RuleUse, said: Decision["voices"][number]["said"]): RuleUse {
  switch (said) {
    case "disclosed":
      return { ...use, disclosed: use.disclosed + 1 };
    case "ask":
      return { ...use, asked: use.asked + 1 };
    case "unknown-ask":
      return { ...use, asked: use.asked + 1, forMissingFacts: use.forMissingFacts + 1 };
    case "unknown-deny":
      return { ...use, denied: use.denied + 1, forMissingFacts: use.forMissingFacts + 1 };
    case "deny":
    case "cap":
    case "disclose":
      return { ...use, denied: use.denied + 1 };
  }
}

function oldRules(rules: readonly Rule[], to: Millis): ComplianceReport["old"] {
  const today = Math.floor(to / dayMs);
  return rules
    .map(({ id, title, checkedOn }) => ({ rule: id, title, checkedOn, days: today - (parseDay(checkedOn) ?? 0) }))
    .filter(({ days }) => days > ruleAgeDaysMax)
    .sort((a, b) => b.days - a.days || inOrder(a.rule, b.rule));
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
