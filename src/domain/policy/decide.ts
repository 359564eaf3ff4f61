import type { Millis } from "../../base/clock.ts";
import { isActionKind, kindRow } from "../action/kinds.ts";
import { type Asking, type Facts, type Intended, startAsking } from "./asking.ts";
import { counters } from "./counters.ts";
import { unknownClause } from "./fields.ts";
import type { Rule } from "./rule.ts";
import type { ReadyRule, RuleSet } from "./rule-set.ts";

export type Verdict = "allow" | "needs-approval" | "deny";

/** What one rule said. */
export type Voice = {
  readonly rule: string;
  readonly version: number;
  /** `disclosed`: it demands a disclosure, and the action carries it. */
  readonly said: "deny" | "cap" | "ask" | "disclose" | "disclosed" | "unknown-deny" | "unknown-ask";
  /** For `unknown-…`: the facts that are missing. */
  readonly missing?: readonly string[];
};

export type Decision = {
  readonly verdict: Verdict;
  /** All rules that spoke, those that decided it first. */
  readonly voices: readonly Voice[];
  /** Their ids, each once. */
  readonly rules: readonly string[];
  /** For the owner. */
  readonly sentence: string;
  /** Of a denial: whether only caps stand in the way, so that the same may be allowed later. */
  readonly later: boolean;
  /** Disclosures that are demanded and not there: codes. */
  readonly disclosures: readonly string[];
  /** How many rules were asked. */
  readonly asked: number;
  /** Which rules: the hash of their set. */
  readonly ruleSet: string;
  readonly at: Millis;
};

/** The heaviest first: a refusal for ever, one that a disclosure or a fact would lift, one for now, a question. */
const weights: Readonly<Record<Voice["said"], number>> = {
  deny: 0,
  disclose: 1,
  "unknown-deny": 2,
  cap: 3,
  ask: 4,
  "unknown-ask": 5,
  disclosed: 6,
};

/** The two rules that no file can state. */
const unknownKind = "KIND-UNKNOWN";
const noRule = "NO-RULE";
/** The number in `weights` up to which a voice denies. */
const denies = weights.cap;

/**
 * Asks every rule about an action. Pure: the same rules, action, facts and moment give the same decision. Denied are an
 * unknown kind and an outside effect about which no rule says anything (so that lost rule files allow nothing); a
 * missing fact denies or asks, as the rule says that needs it.
 */
export function decide(set: RuleSet, action: Intended, facts: Facts, at: Millis): Decision {
  const decision = decideAlone(set, action, facts, at);
  if (decision.asked > 0 || decision.verdict === "deny" || kindRow(action.kind)?.outside === false) return decision;
  const sentence = `Denied: no rule says anything about an action "${action.kind}" on "${action.target.slice(0, 60)}".`;
  return made(set, at, 0, "deny", [{ rule: noRule, version: 1, said: "deny" }], sentence);
}

/** As `decide`, for a few rules by themselves: where none of them is about the action, it is allowed. */
export function decideAlone(set: RuleSet, action: Intended, facts: Facts, at: Millis): Decision {
  if (!isActionKind(action.kind)) {
    const sentence = `Denied: Millrace knows no action "${action.kind.slice(0, 60)}", and what it does not know it does not do.`;
    return made(set, at, 0, "deny", [{ rule: unknownKind, version: 1, said: "deny" }], sentence);
  }
  const asking = startAsking(action, facts, at);
  const spoken: { readonly voice: Voice; readonly rule: Rule }[] = [];
  let asked = 0;
  for (const ready of set.byKind.get(action.kind) ?? []) {
    if (ready.targets && !ready.targets.has(action.target)) continue;
    asked += 1;
    const voice = askRule(ready, asking);
    if (voice) spoken.push({ voice, rule: ready.rule });
  }
  spoken.sort((a, b) => weights[a.voice.said] - weights[b.voice.said]);
  const voices = spoken.map(({ voice }) => voice);
  const first = spoken[0];
  if (!first || first.voice.said === "disclosed") {
    return made(set, at, asked, "allow", voices, `Allowed: ${unopposed(asked)}.`);
  }
  const verdict = weights[first.voice.said] <= denies ? "deny" : "needs-approval";
  const heard = spoken.filter(({ voice }) => voice.said !== "disclosed").length;
  const lead = verdict === "deny" ? (first.voice.said === "cap" ? "Not now" : "Denied") : "Needs your yes";
  const disclosures = spoken.flatMap(({ voice, rule }) => (voice.said === "disclose" ? [rule.disclosure ?? ""] : []));
  const sentence = `${lead}: ${because(first.voice, first.rule)} (${first.rule.id}${others(heard - 1)}).`;
  return made(set, at, asked, verdict, voices, sentence, disclosures);
}

function unopposed(asked: number): string {
  if (asked === 0) return "no rule is about it";
  return asked === 1 ? "1 rule was asked and does not object" : `${asked} rules were asked and none objects`;
}

function askRule({ rule, check }: ReadyRule, asking: Asking): Voice | undefined {
  asking.missing.length = 0;
  const answer = check(asking);
  if (answer === false) return undefined;
  const { id, version } = rule;
  if (answer === undefined) {
    return { rule: id, version, said: `unknown-${rule.unknown}`, missing: [...new Set(asking.missing)] };
  }
  if (rule.effect !== "disclose") return { rule: id, version, said: rule.effect };
  const carried = asking.read("with.disclosures");
  const there = typeof carried === "object" && carried.includes(rule.disclosure ?? "");
  return { rule: id, version, said: there ? "disclosed" : "disclose" };
}

function because(voice: Voice, rule: Rule): string {
  const missing = voice.missing?.[0];
  if (missing === undefined) return withoutStop(rule.sentence);
  const slash = missing.indexOf("/");
  const counter = slash < 0 ? undefined : counters[missing.slice(0, slash)];
  const clause = counter
    ? `how many ${counter.title} there were in ${missing.slice(slash + 1)}`
    : unknownClause(missing);
  return `it is not known ${clause}, and that decides about "${rule.title}"`;
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, "");
}

function others(count: number): string {
  if (count === 0) return "";
  return count === 1 ? ", and one more rule" : `, and ${count} more rules`;
}

function made(
  set: RuleSet,
  at: Millis,
  asked: number,
  verdict: Verdict,
  voices: readonly Voice[],
  sentence: string,
  disclosures: readonly string[] = [],
): Decision {
  const rules = [...new Set(voices.map((voice) => voice.rule))];
  const standing = voices.filter((voice) => weights[voice.said] <= denies);
  const later = verdict === "deny" && standing.every((voice) => voice.said === "cap");
  return { verdict, voices, rules, sentence, later, disclosures, asked, ruleSet: set.hash, at };
}
