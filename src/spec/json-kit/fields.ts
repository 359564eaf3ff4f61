import type { Millis } from "../../base/clock.ts";
import { limits } from "../../base/limits.ts";
import { withinBounds } from "../../domain/money/money.ts";
import { parseTime } from "../../domain/time/parse-time.ts";
import { label, quoted } from "../profile-kit/text.ts";
import { digitsOf, type Exact, type ExactObject, isObject } from "./exact.ts";

/**
 * Reads the members of one record and remembers the first that cannot be understood. Read everything, then look at
 * `refusal()` once: values that were read after a refusal are of no use. A member that is absent or null is not told.
 */
export type Fields = {
  /** Whether the member is there and not null. */
  has(name: string): boolean;
  /** Text; "" when not told. A number counts as its digits. */
  text(name: string): string;
  /** An id that must be there: at most 200 characters, one line. */
  id(name: string): string;
  flag(name: string): boolean | undefined;
  /** A whole number of any sign, within what the books can hold. */
  whole(name: string): bigint | undefined;
  /** A whole number that is not below zero. */
  count(name: string): bigint | undefined;
  /** A number's digits, or a text, as written; "" when not told. For decimals, which are read exactly elsewhere. */
  digits(name: string): string;
  /** An ISO 8601 time; a time without a zone counts in UTC. */
  moment(name: string): Millis | undefined;
  /** The members of a member; empty when not told. Refusals of the two are one. */
  inner(name: string): Fields;
  /** The elements of a member; empty when not told. */
  list(name: string): readonly Exact[];
  /** The members' names, in their order. */
  names(): readonly string[];
  /** Refuses the record, unless it is refused already. The reason is a clause. */
  refuse(reason: string): void;
  refusal(): string | undefined;
};

type Refusals = { first: string | undefined };

/** The record's members, by name. Anything but an object is refused. */
export function fieldsOf(record: Exact, what = "the record"): Fields {
  const refusals: Refusals = { first: isObject(record) ? undefined : `${what} is not an object` };
  return readersOf(isObject(record) ? record : {}, "", refusals);
}

function readersOf(record: ExactObject, prefix: string, refusals: Refusals): Fields {
  const refuse = (reason: string): void => {
    refusals.first ??= reason;
  };
  const at = (name: string): Exact => (Object.hasOwn(record, name) ? (record[name] ?? null) : null);
  const wrong = (name: string, wanted: string): void => refuse(`${prefix}${name} is ${shown(at(name))}, not ${wanted}`);
  const digits = (name: string, wanted: string): string => {
    const value = at(name);
    if (typeof value === "string") return value.trim();
    const source = digitsOf(value);
    if (source === undefined && value !== null) wrong(name, wanted);
    return source ?? "";
  };
  const whole = (name: string, wanted: string): bigint | undefined => {
    const value = at(name);
    if (value === null) return undefined;
    const source = digitsOf(value) ?? "";
    if (!/^-?[0-9]{1,20}$/.test(source)) {
      wrong(name, wanted);
      return undefined;
    }
    const checked = withinBounds(BigInt(source));
    if (!checked.ok) refuse(`${prefix}${name} is ${source}: ${checked.error}`);
    return checked.ok ? checked.value : undefined;
  };
  return {
    has: (name) => at(name) !== null,
    text: (name) => digits(name, "a text"),
    digits: (name) => digits(name, "a number"),
    id: (name) => checkedId(digits(name, "an id"), `${prefix}${name}`, refuse),
    flag(name) {
      const value = at(name);
      if (value !== null && typeof value !== "boolean") wrong(name, "true or false");
      return typeof value === "boolean" ? value : undefined;
    },
    whole: (name) => whole(name, "a whole number"),
    count(name) {
      const value = whole(name, "a whole number");
      if (value !== undefined && value < 0n) refuse(`${prefix}${name} is ${value}, which is below zero`);
      return value;
    },
    moment(name) {
      const text = digits(name, "a time");
      if (text === "") return undefined;
      const read = parseTime(text, ["ymd"], "UTC");
      if (!read.ok) refuse(`${prefix}${name} is ${quoted(text)}, which is not a time: ${read.error}`);
      return read.ok ? read.value : undefined;
    },
    inner(name) {
      const value = at(name);
      if (value !== null && !isObject(value)) wrong(name, "an object");
      return readersOf(isObject(value) ? value : {}, `${prefix}${name}.`, refusals);
    },
    list(name) {
      const value = at(name);
      if (value !== null && !Array.isArray(value)) wrong(name, "a list");
      return Array.isArray(value) ? (value as readonly Exact[]) : [];
    },
    names: () => Object.keys(record),
    refuse,
    refusal: () => refusals.first,
  };
}

function checkedId(text: string, name: string, refuse: (reason: string) => void): string {
  if (text === "") refuse(`${name} is empty`);
  else if (text.length > limits.objectIdLengthMax) {
    refuse(`${name} has ${text.length} characters, more than the ${limits.objectIdLengthMax} of an id`);
  } else if (label(text) !== text) refuse(`${name} is ${quoted(text)}, which has characters that no id has`);
  return text;
}

/** A value as a refusal shows it: short, and never an address of a person. */
function shown(value: Exact): string {
  const digits = digitsOf(value);
  if (digits !== undefined) return quoted(digits).slice(1, -1);
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return "a list";
  return isObject(value) ? "an object" : String(value);
}
