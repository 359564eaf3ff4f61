import { sha256, toHex } from "../../base/hash.ts";
import { type Check, compile } from "./compile.ts";
import type { Tables } from "./condition.ts";
import { fieldsOf, partsOf } from "./parts.ts";
import type { Rule } from "./rule.ts";

/** All rules of an installation, ready to be asked. */
export type RuleSet = {
  /** SHA-256 in hex of everything that decides: goes into every decision, so that it can be made again. */
  readonly hash: string;
  readonly rules: readonly Rule[];
  readonly tables: Tables;
  /** The rules of each kind, in the order of their files. */
  readonly byKind: ReadonlyMap<string, readonly ReadyRule[]>;
};

export type ReadyRule = {
  readonly rule: Rule;
  readonly targets?: ReadonlySet<string>;
  readonly check: Check;
  readonly needs: Needed;
};

/** Makes a set of rules ready. */
export function ruleSet(rules: readonly Rule[], tables: Tables): RuleSet {
  const byKind = new Map<string, ReadyRule[]>();
  for (const rule of rules) {
    const ready: ReadyRule = {
      rule,
      check: compile(rule.when, tables),
      needs: needsOf(rule),
      ...(rule.targets ? { targets: new Set(rule.targets) } : {}),
    };
    for (const kind of rule.kinds) byKind.set(kind, [...(byKind.get(kind) ?? []), ready]);
  }
  return { hash: toHex(sha256(canonical({ rules, tables }))), rules, tables, byKind };
}

/** What the gate has to find out before a decision about a kind of action on a target. */
export type Needed = {
  readonly facts: readonly string[];
  /** Each as `counter/window`, with its parts. */
  readonly counts: readonly { readonly counter: string; readonly within: string }[];
};

/** Everything that the rules about this kind may ask for. */
export function factsNeeded(set: RuleSet, kind: string, target: string): Needed {
  const facts = new Set<string>();
  const counts = new Map<string, Needed["counts"][number]>();
  for (const { targets, needs } of set.byKind.get(kind) ?? []) {
    if (targets && !targets.has(target)) continue;
    for (const fact of needs.facts) facts.add(fact);
    for (const count of needs.counts) counts.set(`${count.counter}/${count.within}`, count);
  }
  return { facts: [...facts], counts: [...counts.values()] };
}

function needsOf(rule: Rule): Needed {
  const facts: string[] = [];
  const counts: { counter: string; within: string }[] = [];
  for (const part of partsOf(rule.when)) {
    if ("count" in part) counts.push({ counter: part.count, within: part.within });
    else facts.push(...fieldsOf(part).filter((field) => !/^(?:with|action)\./.test(field)));
  }
  return { facts, counts };
}

/** JSON with the names of every object in order: the same data gives the same text. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, one]) => one !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`).join(",")}}`;
  }
  return typeof value === "bigint" ? `${value}n` : JSON.stringify(value);
}
