import type { Condition, Tables } from "../../../domain/policy/condition.ts";
import { counters } from "../../../domain/policy/counters.ts";
import { unknowns } from "../../../domain/policy/parts.ts";
import type { Rule } from "../../../domain/policy/rule.ts";

/** A rule with one thing changed, and what was changed. */
export type Mutation = { readonly what: string; readonly rule: Rule; readonly tables: Tables };

/** A text that stands in no rule, no table and no example. */
const stranger = "§";

/**
 * Every small change of what a rule decides: its effect, each constant and list entry of its condition and of the tables
 * it uses, "and" for "or", each part of them left away, "not" dropped, each kind and target. Made from the data, so that
 * a new rule is covered by standing in its file.
 */
export function mutationsOf(rule: Rule, tables: Tables): readonly Mutation[] {
  const with_ = (what: string, change: Partial<Rule>): Mutation => ({ what, rule: { ...rule, ...change }, tables });
  const all: Mutation[] = [
    with_("effect", { effect: rule.effect === "ask" ? "deny" : "ask" }),
    ...changed(rule.when).map(({ what, to }) => with_(what, { when: to })),
    ...rule.kinds.map((kind) => with_(`kind ${kind} dropped`, { kinds: rule.kinds.filter((one) => one !== kind) })),
  ];
  if (unknowns(rule.when)) all.push(with_("unknown", { unknown: rule.unknown === "ask" ? "deny" : "ask" }));
  if (rule.disclosure) all.push(with_("disclosure", { disclosure: stranger }));
  if (rule.targets) {
    const { targets, ...everywhere } = rule;
    all.push({ what: "targets dropped", rule: everywhere, tables });
    for (const target of targets) {
      all.push(with_(`target ${target} dropped`, { targets: targets.filter((one) => one !== target) }));
    }
  }
  for (const name of tablesOf(rule.when)) all.push(...tableMutations(rule, tables, name));
  return all;
}

type Change = { readonly what: string; readonly to: Condition };

function changed(condition: Condition): readonly Change[] {
  if ("all" in condition) {
    const swap = condition.all.length > 1 ? [{ what: "all → any", to: { any: condition.all } }] : [];
    return [...swap, ...changedParts(condition.all, (all) => ({ all }))];
  }
  if ("any" in condition) {
    const swap = condition.any.length > 1 ? [{ what: "any → all", to: { all: condition.any } }] : [];
    return [...swap, ...changedParts(condition.any, (any) => ({ any }))];
  }
  if ("not" in condition) {
    const inner = changed(condition.not).map(({ what, to }) => ({ what, to: { not: to } }));
    return [{ what: "not dropped", to: condition.not }, ...inner];
  }
  if ("always" in condition) return [{ what: "always → never", to: { not: condition } }];
  const changes: Change[] = [];
  for (const [name, value] of Object.entries(condition)) {
    for (const other of otherValues(name, value)) {
      // Only the value of one name changes, to another of its own sort: the result is a condition again.
      const to = { ...condition, [name]: other } as Condition;
      changes.push({ what: `${name} ${JSON.stringify(value)} → ${JSON.stringify(other)}`, to });
    }
  }
  return changes;
}

function changedParts(parts: readonly Condition[], join: (parts: readonly Condition[]) => Condition): Change[] {
  return parts.flatMap((part, i) => {
    const rest = parts.filter((_, j) => j !== i);
    const dropped = rest.length > 0 ? [{ what: `part ${i + 1} dropped`, to: join(rest) }] : [];
    const within = changed(part).map(({ what, to }) => ({
      what,
      to: join(parts.map((one, j) => (j === i ? to : one))),
    }));
    return [...dropped, ...within];
  });
}

function otherValues(name: string, value: unknown): readonly unknown[] {
  if (typeof value === "boolean") return [!value];
  if (typeof value === "number") return [value + 1, value - 1];
  if (Array.isArray(value)) {
    const dropped = value.map((entry) => value.filter((one) => one !== entry));
    return [...dropped, ...value.map((entry) => value.map((one) => (one === entry ? stranger : one)))];
  }
  if (typeof value === "object" && value !== null) return [{ field: `no.${stranger}` }];
  const text = String(value);
  if (name === "within" || name === "olderThan") {
    const amount = Number(text.slice(0, -1));
    return [`${amount + 1}${text.slice(-1)}`, ...(amount > 1 ? [`${amount - 1}${text.slice(-1)}`] : [])];
  }
  if (name === "from" || name === "to") return [minuteLater(text, 1), minuteLater(text, -1)];
  if (name === "count")
    return Object.keys(counters)
      .filter((one) => one !== text)
      .slice(0, 3);
  return [stranger];
}

function minuteLater(time: string, by: number): string {
  const minute = Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) + by;
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

function tablesOf(condition: Condition): readonly string[] {
  const text = JSON.stringify(condition);
  return [...text.matchAll(/"(?:inTable|inArea|mentions)":"([^"]+)"/g)].map((match) => match[1] ?? "");
}

function tableMutations(rule: Rule, tables: Tables, name: string): readonly Mutation[] {
  return (["areas", "codes"] as const).flatMap((sort) =>
    (tables[sort][name] ?? []).map((entry) => {
      const less = (tables[sort][name] ?? []).filter((one) => one !== entry);
      return {
        what: `${name} without ${entry}`,
        rule,
        tables: { ...tables, [sort]: { ...tables[sort], [name]: less } },
      };
    }),
  );
}
