import { kindRow } from "../../domain/action/kinds.ts";
import { spanMs } from "../../domain/policy/condition.ts";
import { counters } from "../../domain/policy/counters.ts";
import { allFieldNames, type FieldType, type FieldValue, factFields, typeOfShape } from "../../domain/policy/fields.ts";
import type { Fixture, Rule } from "../../domain/policy/rule.ts";
import { parseIsoTime } from "../../domain/time/iso-time.ts";
import type { Located } from "./read-yaml.ts";
import { anyMap, flagOf, listOf, mapOf, meant, numberOf, oneOf, textOf, textsOf, wrong } from "./shapes.ts";

const parts = ["kind", "target", "origin", "with", "facts", "counts", "at", "without", "each"];
const origins = ["strategy", "owner", "engine"] as const;
const expandedMax = 500;

type Open = {
  kind: string;
  target: string;
  origin: string;
  at: number;
  with: Map<string, FieldValue>;
  facts: Map<string, FieldValue>;
  counts: Map<string, number>;
};

/**
 * Reads a rule's examples. `base` holds what they share; each example adds to it, `without` takes away, and `each`
 * makes one example of every value in a list: `each: { receiver.country: [DE, FR] }`.
 */
export function readFixtures(at: Located, kinds: readonly string[], targets: readonly string[]): Rule["fixtures"] {
  const map = mapOf(at, "fixtures", ["base", "allow", "deny", "ask"]);
  const noon = Date.UTC(2026, 10, 20, 12);
  const start: Open = {
    kind: kinds[0] ?? "",
    target: targets[0] ?? "any",
    origin: "strategy",
    at: noon,
    with: new Map(),
    facts: new Map(),
    counts: new Map(),
  };
  const base = map.get("base");
  const shared = base ? one(base, start, kinds) : start;
  const group = (name: "allow" | "deny" | "ask"): readonly Fixture[] => {
    const list = map.get(name);
    return list ? listOf(list, `"${name}"`).flatMap((example) => expanded(example, shared, kinds)) : [];
  };
  const fixtures = { allow: group("allow"), deny: group("deny"), ask: group("ask") };
  if (fixtures.allow.length === 0) wrong(at, "the rule has no example that is allowed");
  if (fixtures.deny.length + fixtures.ask.length === 0) wrong(at, "the rule has no example that is denied or asked");
  return fixtures;
}

function one(at: Located, base: Open, kinds: readonly string[]): Open {
  const map = mapOf(at, "an example", parts);
  const open: Open = { ...base, with: new Map(base.with), facts: new Map(base.facts), counts: new Map(base.counts) };
  const without = map.get("without");
  for (const name of without ? textsOf(without, '"without"') : []) {
    const gone = [open.facts, open.counts].some((held) => held.delete(name)) || open.with.delete(bare(name));
    if (!gone && without) wrong(without, `there is no "${name.slice(0, 60)}" to leave away`);
  }
  for (const name of ["kind", "target", "origin", "at"]) {
    const value = map.get(name);
    if (value) put(open, name, value, kinds);
  }
  for (const [name, prefix] of [
    ["with", "with."],
    ["facts", ""],
    ["counts", ""],
  ] as const) {
    const group = map.get(name);
    for (const [key, value] of group ? anyMap(group, `"${name}"`) : []) put(open, `${prefix}${key}`, value, kinds);
  }
  return open;
}

function expanded(at: Located, base: Open, kinds: readonly string[]): readonly Fixture[] {
  const open = one(at, base, kinds);
  const each = mapOf(at, "an example", parts).get("each");
  if (!each) return [closed(open)];
  const all: Fixture[] = [];
  for (const [name, list] of anyMap(each, '"each"')) {
    for (const value of listOf(list, `"${name}"`)) {
      const copy = { ...open, with: new Map(open.with), facts: new Map(open.facts), counts: new Map(open.counts) };
      put(copy, name, value, kinds);
      all.push(closed(copy));
    }
  }
  if (all.length === 0 || all.length > expandedMax) wrong(each, `"each" makes ${all.length} examples`);
  return all;
}

function put(open: Open, name: string, at: Located, kinds: readonly string[]): void {
  if (name === "kind") open.kind = oneOf(at, '"kind"', kinds);
  else if (name === "target") open.target = textOf(at, '"target"');
  else if (name === "origin") open.origin = oneOf(at, '"origin"', origins);
  else if (name === "at") open.at = momentOf(at);
  else if (name.startsWith("with.")) open.with.set(bare(name), parameterOf(at, open.kind, bare(name)));
  else if (name.includes("/")) open.counts.set(counterWindow(at, name), numberOf(at, `"${name}"`));
  else open.facts.set(name, factOf(at, name));
}

function parameterOf(at: Located, kind: string, name: string): FieldValue {
  const shape = kindRow(kind)?.parameters[name];
  if (!shape) wrong(at, `"${kind}" has no parameter "${name.slice(0, 60)}"`);
  const value = typedValue(at, typeOfShape(shape), name);
  return shape.startsWith("amount") && typeof value === "number" ? BigInt(value) : value;
}

function factOf(at: Located, name: string): FieldValue {
  const row = Object.hasOwn(factFields, name) ? factFields[name] : undefined;
  if (!row) wrong(at, `there is no fact "${name.slice(0, 60)}"`, meant(name, allFieldNames()));
  return typedValue(at, row.type, name);
}

function counterWindow(at: Located, name: string): string {
  const slash = name.indexOf("/");
  const known = Object.hasOwn(counters, name.slice(0, slash)) && spanMs(name.slice(slash + 1)) !== undefined;
  return known ? name : wrong(at, `"${name.slice(0, 60)}" is not a count such as "receiver.recovery/14d"`);
}

function typedValue(at: Located, type: FieldType, name: string): FieldValue {
  switch (type) {
    case "flag":
      return flagOf(at, `"${name}"`);
    case "number":
      return numberOf(at, `"${name}"`);
    case "moment":
      return momentOf(at);
    case "list":
      return listOf(at, `"${name}"`).map((entry) => textOf(entry, `an entry of "${name}"`));
    case "text":
    case "country":
    case "zone":
      return textOf(at, `"${name}"`);
  }
}

function momentOf(at: Located): number {
  const text = textOf(at, "a moment");
  const exact = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}Z$/.test(text) ? text.replace("Z", ":00.000Z") : text;
  return parseIsoTime(exact) ?? wrong(at, 'a moment is written "2026-11-20T12:00Z"');
}

function bare(name: string): string {
  return name.replace(/^with\./, "");
}

function closed(open: Open): Fixture {
  return {
    action: { kind: open.kind, target: open.target, origin: open.origin, parameters: Object.fromEntries(open.with) },
    facts: Object.fromEntries(open.facts),
    counts: Object.fromEntries(open.counts),
    at: open.at,
  };
}
