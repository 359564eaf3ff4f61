import { err, ok, type Result } from "../../base/result.ts";
import { currencyExponent } from "../../domain/money/currency.ts";
import { formatMinor, parseMinor } from "../../domain/money/money.ts";
import type { Amounts, ParamShape, ParamShapes, ParamValue } from "../strategy.ts";

/** A setting's value as JSON holds it: amounts as a map of digit text. */
export type ParamJson = number | boolean | string | Readonly<Record<string, string>>;

const amountsMax = 50;

/** What a strategy works with as long as the owner has set nothing. */
export function defaultParams(shapes: ParamShapes): Readonly<Record<string, ParamValue>> {
  return Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, defaultOf(shape)]));
}

/** The default of one setting. */
export function defaultOf(shape: ParamShape): ParamValue {
  return shape.type === "amounts" ? {} : shape.byDefault;
}

/** Reads what a person typed for a setting; the error completes "must be". */
export function readTyped(shape: ParamShape, text: string): Result<ParamValue, string> {
  switch (shape.type) {
    case "whole":
      return checkParam(shape, /^-?\d{1,15}$/.test(text.trim()) ? Number(text) : text);
    case "flag":
      return checkParam(
        shape,
        text === "yes" || text === "true" ? true : text === "no" || text === "false" ? false : text,
      );
    case "amounts":
      return readAmounts(text);
    case "choice":
    case "text":
      return checkParam(shape, text);
  }
}

/** Checks a value against its bounds; the error completes "must be". */
export function checkParam(shape: ParamShape, value: unknown): Result<ParamValue, string> {
  const bad = err(expectedOf(shape));
  switch (shape.type) {
    case "whole": {
      const fits = typeof value === "number" && Number.isSafeInteger(value) && value >= shape.min && value <= shape.max;
      return fits ? ok(value) : bad;
    }
    case "flag":
      return typeof value === "boolean" ? ok(value) : bad;
    case "choice":
      return typeof value === "string" && shape.choices.includes(value) ? ok(value) : bad;
    case "text":
      return typeof value === "string" && value.length <= shape.lengthMax && value.isWellFormed() ? ok(value) : bad;
    case "amounts":
      return isAmounts(value) ? ok(value) : bad;
  }
}

/** What may stand there, to follow "must be". */
export function expectedOf(shape: ParamShape): string {
  switch (shape.type) {
    case "whole":
      return `a whole number from ${shape.min} to ${shape.max}`;
    case "flag":
      return "yes or no";
    case "choice":
      return `one of ${shape.choices.join(", ")}`;
    case "text":
      return `text of at most ${shape.lengthMax} characters`;
    case "amounts":
      return 'amounts with their currencies, such as "500 USD, 60000 KES"';
  }
}

/** A value as a person reads it. */
export function paramText(value: ParamValue): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "object") return String(value);
  const amounts = Object.entries(value).map(([currency, minor]) => `${formatMinor(minor, currency)} ${currency}`);
  return amounts.length === 0 ? "none" : amounts.join(", ");
}

/** A value for a row of the database, or an answer. */
export function paramToJson(value: ParamValue): ParamJson {
  return typeof value === "object"
    ? Object.fromEntries(Object.entries(value).map(([currency, minor]) => [currency, minor.toString()]))
    : value;
}

/**
 * The settings in force: what was set, where it still fits its shape, and defaults for the rest. A release that narrows
 * a bound thereby falls back to its safe default, and the name is told.
 */
export function paramsFromJson(
  shapes: ParamShapes,
  json: Readonly<Record<string, unknown>>,
): { readonly values: Readonly<Record<string, ParamValue>>; readonly dropped: readonly string[] } {
  const values: Record<string, ParamValue> = { ...defaultParams(shapes) };
  const dropped: string[] = [];
  for (const [name, stored] of Object.entries(json)) {
    const shape = shapes[name];
    const checked = shape && checkParam(shape, shape.type === "amounts" ? amountsFromJson(stored) : stored);
    if (checked?.ok) values[name] = checked.value;
    else dropped.push(name);
  }
  return { values, dropped };
}

function amountsFromJson(stored: unknown): unknown {
  if (typeof stored !== "object" || stored === null) return stored;
  const amounts = Object.entries(stored).map(([currency, text]) => [
    currency,
    typeof text === "string" && /^\d{1,16}$/.test(text) ? BigInt(text) : text,
  ]);
  return Object.fromEntries(amounts);
}

function isAmounts(value: unknown): value is Amounts {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const all = Object.entries(value);
  return (
    all.length <= amountsMax &&
    all.every(
      ([currency, minor]) => currencyExponent(currency) !== undefined && typeof minor === "bigint" && minor >= 0n,
    )
  );
}

function readAmounts(text: string): Result<Amounts, string> {
  const amounts: Record<string, bigint> = {};
  if (text.trim() === "" || text.trim() === "none") return ok(amounts);
  for (const part of text.split(",")) {
    const [, digits = "", currency = ""] = /^\s*([0-9.]+)\s*([A-Za-z]{3,10})\s*$/.exec(part) ?? [];
    const minor = parseMinor(digits, currency.toUpperCase());
    if (!minor.ok || minor.value < 0n)
      return err(`${expectedOf({ type: "amounts", help: "" })}; "${part.trim().slice(0, 40)}" is not`);
    amounts[currency.toUpperCase()] = minor.value;
  }
  return ok(amounts);
}
