import {
  type Condition,
  minuteOfDay,
  type Operand,
  spanMs,
  type Tables,
  type Test,
} from "../../domain/policy/condition.ts";
import { counters } from "../../domain/policy/counters.ts";
import { allFieldNames, type FieldType, fieldType } from "../../domain/policy/fields.ts";
import type { Located, LocatedMap } from "./read-yaml.ts";
import { anyMap, flagOf, listOf, mapOf, meant, must, numberOf, textOf, wrong } from "./shapes.ts";

/** What a condition may refer to. */
export type ConditionPlace = { readonly kinds: readonly string[]; readonly tables: Tables };

const forms = ["all", "any", "not", "always", "count", "quiet", "field"] as const;
const tests = [
  "known",
  "is",
  "in",
  "inTable",
  "inArea",
  "has",
  "mentions",
  "atLeast",
  "above",
  "below",
  "atMost",
  "olderThan",
] as const;

/** Reads one condition, whatever is inside it, and checks every name and value in it. */
export function readCondition(at: Located, place: ConditionPlace): Condition {
  const map = anyMap(at, "a condition");
  const form = forms.find((name) => map.has(name));
  if (!form) wrong(at, `a condition has one of ${forms.join(", ")}`);
  const value = must(map, form, at, "a condition");
  switch (form) {
    case "all":
    case "any": {
      mapOf(at, `a condition with "${form}"`, [form]);
      const parts = listOf(value, `"${form}"`);
      if (parts.length === 0) wrong(value, `"${form}" is empty`);
      const read = parts.map((part) => readCondition(part, place));
      return form === "all" ? { all: read } : { any: read };
    }
    case "not":
      mapOf(at, 'a condition with "not"', ["not"]);
      return { not: readCondition(value, place) };
    case "always":
      mapOf(at, 'a condition with "always"', ["always"]);
      return flagOf(value, '"always"') ? { always: true } : wrong(value, '"always" can only be true');
    case "count":
      return readCount(at, place);
    case "quiet":
      return readQuiet(at, place);
    case "field":
      return readFieldTest(at, map, place);
  }
}

function readCount(at: Located, place: ConditionPlace): Condition {
  const map = mapOf(at, "a count", ["count", "within", "atLeast"]);
  const name = must(map, "count", at, "a count");
  const count = textOf(name, '"count"');
  const row = counters[count];
  if (!row) wrong(name, `nothing called "${count.slice(0, 60)}" is counted`, meant(count, Object.keys(counters)));
  if (!row.kinds.some((kind) => place.kinds.includes(kind))) {
    wrong(name, `"${count}" counts none of the actions this rule is about`);
  }
  const within = must(map, "within", at, "a count");
  const atLeast = must(map, "atLeast", at, "a count");
  const times = numberOf(atLeast, '"atLeast"');
  if (times < 1) wrong(atLeast, '"atLeast" must be one or more');
  return { count, within: spanOf(within), atLeast: times };
}

function readQuiet(at: Located, place: ConditionPlace): Condition {
  const map = mapOf(at, "quiet hours", ["quiet", "from", "to"]);
  const field = must(map, "quiet", at, "quiet hours");
  const quiet = textOf(field, '"quiet"');
  if (fieldType(quiet, place.kinds) !== "zone") wrong(field, `"${quiet.slice(0, 60)}" is not a time zone`);
  const time = (name: "from" | "to"): string => {
    const where = must(map, name, at, "quiet hours");
    const text = textOf(where, `"${name}"`);
    return minuteOfDay(text) === undefined ? wrong(where, `"${name}" must be a time such as "20:00"`) : text;
  };
  return { quiet, from: time("from"), to: time("to") };
}

function readFieldTest(at: Located, map: LocatedMap, place: ConditionPlace): Condition {
  const name = must(map, "field", at, "a condition");
  const field = textOf(name, '"field"');
  const type = fieldType(field, place.kinds);
  if (!type) {
    wrong(name, `there is no field "${field.slice(0, 60)}" for these actions`, meant(field, allFieldNames()));
  }
  mapOf(at, "a test of a field", ["field", ...tests]);
  const given = tests.filter((test) => map.has(test));
  const test = given[0];
  if (!test || given.length > 1) wrong(at, `"${field}" needs exactly one of ${tests.join(", ")}`);
  return { field, ...readTest(test, must(map, test, at, "a test"), type, field, place) };
}

function readTest(
  test: (typeof tests)[number],
  at: Located,
  type: FieldType,
  field: string,
  place: ConditionPlace,
): Test {
  const fits = (...types: readonly FieldType[]): void => {
    if (!types.includes(type)) wrong(at, `"${test}" does not fit "${field}", which is a ${type}`);
  };
  switch (test) {
    case "known":
      return { known: flagOf(at, '"known"') };
    case "is":
      fits("text", "number", "flag");
      return { is: constantOf(at, type) };
    case "in": {
      fits("text", "number");
      const entries = listOf(at, '"in"');
      if (entries.length === 0) wrong(at, '"in" is empty');
      return { in: entries.map((entry) => constantOf(entry, type)) };
    }
    case "inTable":
    case "mentions": {
      fits("text");
      const table = textOf(at, `"${test}"`);
      if (!Object.hasOwn(place.tables.codes, table)) {
        wrong(at, `there is no table "${table.slice(0, 60)}"`, meant(table, Object.keys(place.tables.codes)));
      }
      return test === "inTable" ? { inTable: table } : { mentions: table };
    }
    case "inArea": {
      fits("country");
      const area = textOf(at, '"inArea"');
      if (!Object.hasOwn(place.tables.areas, area)) {
        wrong(at, `there is no area "${area.slice(0, 60)}"`, meant(area, Object.keys(place.tables.areas)));
      }
      return { inArea: area };
    }
    case "has":
      fits("list");
      return { has: textOf(at, '"has"') };
    case "olderThan":
      fits("moment");
      return { olderThan: spanOf(at) };
    case "atLeast":
      fits("number");
      return { atLeast: operandOf(at, place) };
    case "above":
      fits("number");
      return { above: operandOf(at, place) };
    case "below":
      fits("number");
      return { below: operandOf(at, place) };
    case "atMost":
      fits("number");
      return { atMost: operandOf(at, place) };
  }
}

function constantOf(at: Located, type: FieldType): string | number | boolean {
  if (type === "number") return numberOf(at, "the value");
  if (type === "flag") return flagOf(at, "the value");
  return textOf(at, "the value");
}

function operandOf(at: Located, place: ConditionPlace): Operand {
  if (!(at.value instanceof Map)) return numberOf(at, "the bound");
  const name = must(mapOf(at, "a bound", ["field"]), "field", at, "a bound");
  const field = textOf(name, '"field"');
  if (fieldType(field, place.kinds) !== "number") wrong(name, `"${field.slice(0, 60)}" is not a number`);
  return { field };
}

function spanOf(at: Located): string {
  const text = textOf(at, "a span of time");
  return spanMs(text) === undefined ? wrong(at, 'a span of time is written "10m", "6h" or "30d"') : text;
}
