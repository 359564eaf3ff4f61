import { assert } from "../../base/assert.ts";
import { countryTable } from "../text/country-table.ts";
import { dayMs } from "../time/civil.ts";
import { zoneNamed } from "../time/zone.ts";
import { type Asking, plainWords } from "./asking.ts";
import { type Condition, minuteOfDay, type Operand, spanMs, type Tables, type Test } from "./condition.ts";
import type { FieldValue } from "./fields.ts";

/** True, false, or undefined when what is missing could decide it either way. */
export type Answer = boolean | undefined;
export type Check = (asking: Asking) => Answer;

const countries: ReadonlySet<string> = new Set(
  countryTable
    .trim()
    .split(/[|\n]/)
    .map((entry) => entry.slice(0, 2)),
);

/** Whether this is the two-letter code of a country. */
export function isCountry(code: string): boolean {
  return countries.has(code);
}

/** Makes a condition ready to be asked many times. Its spans, times and table names were checked when it was read. */
export function compile(condition: Condition, tables: Tables): Check {
  if ("all" in condition)
    return every(
      condition.all.map((part) => compile(part, tables)),
      false,
    );
  if ("any" in condition)
    return every(
      condition.any.map((part) => compile(part, tables)),
      true,
    );
  if ("not" in condition) {
    const inner = compile(condition.not, tables);
    return (asking) => {
      const answer = inner(asking);
      return answer === undefined ? undefined : !answer;
    };
  }
  if ("always" in condition) return () => true;
  if ("count" in condition) {
    const { count, within, atLeast } = condition;
    return (asking) => {
      const times = asking.count(count, within);
      if (times === undefined) asking.missing.push(`${count}/${within}`);
      return times === undefined ? undefined : times >= atLeast;
    };
  }
  if ("quiet" in condition) return compileQuiet(condition.quiet, condition.from, condition.to);
  const { field } = condition;
  if ("known" in condition) {
    const { known } = condition;
    return (asking) => (asking.read(field) !== undefined) === known;
  }
  const test = compileTest(condition, tables);
  return (asking) => {
    const value = asking.read(field);
    const answer = value === undefined ? undefined : test(value, asking);
    if (answer === undefined) asking.missing.push(field);
    return answer;
  };
}

/**
 * "or" when `decisive` is true, "and" when it is false: the first part that gives the decisive answer gives the whole,
 * and then nothing that was missing on the way matters.
 */
function every(parts: readonly Check[], decisive: boolean): Check {
  return (asking) => {
    const before = asking.missing.length;
    let answer: Answer = !decisive;
    for (const part of parts) {
      const one = part(asking);
      if (one === decisive) {
        asking.missing.length = before;
        return decisive;
      }
      if (one === undefined) answer = undefined;
    }
    return answer;
  };
}

type ValueCheck = (value: FieldValue, asking: Asking) => Answer;

/** A value of another sort than the test is about is as good as none. */
function compileTest(test: Test, tables: Tables): ValueCheck {
  if ("is" in test) return oneOf([test.is]);
  if ("in" in test) return oneOf(test.in);
  if ("inTable" in test) {
    const codes = new Set(tables.codes[test.inTable]);
    return (value) => (typeof value === "string" ? codes.has(value) : undefined);
  }
  if ("inArea" in test) {
    const area = new Set(tables.areas[test.inArea]);
    return (value) => (typeof value === "string" && isCountry(value) ? area.has(value) : undefined);
  }
  if ("has" in test) return (value) => (isList(value) ? value.includes(test.has) : undefined);
  if ("mentions" in test) {
    const phrases = (tables.codes[test.mentions] ?? []).map(plainWords);
    return (value, asking) => {
      if (typeof value !== "string") return undefined;
      const words = asking.plainWords(value);
      return phrases.some((phrase) => words.includes(phrase));
    };
  }
  if ("olderThan" in test) {
    const span = spanMs(test.olderThan);
    assert(span !== undefined, `span ${test.olderThan} was checked when the rule was read`);
    return (value, asking) => (typeof value === "number" ? asking.at - value > span : undefined);
  }
  return compileComparison(test);
}

function compileComparison(test: Test & Record<never, never>): ValueCheck {
  if ("atLeast" in test) return compared(test.atLeast, (order) => order >= 0);
  if ("above" in test) return compared(test.above, (order) => order > 0);
  if ("below" in test) return compared(test.below, (order) => order < 0);
  assert("atMost" in test, "a test has one of the known forms");
  return compared(test.atMost, (order) => order <= 0);
}

function oneOf(constants: readonly FieldValue[]): ValueCheck {
  return (value) => {
    let comparable = false;
    for (const constant of constants) {
      const order = compareValues(value, constant);
      if (order === 0) return true;
      if (order !== undefined) comparable = true;
    }
    return comparable ? false : undefined;
  };
}

function compared(operand: Operand, holds: (order: number) => boolean): ValueCheck {
  return (value, asking) => {
    const other = typeof operand === "number" ? operand : asking.read(operand.field);
    const numbers = other !== undefined && isNumber(value) && isNumber(other);
    const order = numbers ? compareValues(value, other) : undefined;
    return order === undefined ? undefined : holds(order);
  };
}

/** −1, 0 or 1; undefined for values of different sorts. Amounts and whole numbers are one sort. */
function compareValues(a: FieldValue, b: FieldValue): number | undefined {
  const comparable = isNumber(a) ? isNumber(b) : !isList(a) && typeof a === typeof b;
  if (!comparable) return undefined;
  return a < b ? -1 : a > b ? 1 : 0;
}

function isNumber(value: FieldValue): value is number | bigint {
  return typeof value === "bigint" || (typeof value === "number" && !Number.isNaN(value));
}

function isList(value: FieldValue): value is readonly string[] {
  return typeof value === "object";
}

function compileQuiet(field: string, from: string, to: string): Check {
  const start = minuteOfDay(from);
  const end = minuteOfDay(to);
  assert(start !== undefined && end !== undefined, `times ${from} and ${to} were checked when the rule was read`);
  return (asking) => {
    const name = asking.read(field);
    const zone = typeof name === "string" ? zoneNamed(name) : undefined;
    if (!zone) {
      asking.missing.push(field);
      return undefined;
    }
    const local = asking.at + zone.offsetAt(asking.at);
    const minute = Math.floor((((local % dayMs) + dayMs) % dayMs) / 60_000);
    return start <= end ? minute >= start && minute < end : minute >= start || minute < end;
  };
}
