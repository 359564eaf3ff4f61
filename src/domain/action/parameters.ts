import { limits } from "../../base/limits.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { type ActionKind, actionKinds, type KindRow, type ParametersOf, type ParameterValue } from "./kinds.ts";

/** A parameter as JSON holds it: amounts are decimal text of minor units. */
export type ParameterJson = string | number | boolean | readonly string[];

const textLengthMax = 100_000;
const listLengthMax = 1_000;

/** The parameters as plain JSON values, for a row or an answer. What is undefined is left away. */
export function parametersToJson(
  parameters: Readonly<Record<string, ParameterValue | undefined>>,
): Readonly<Record<string, ParameterJson>> {
  const json: Record<string, ParameterJson> = {};
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) json[name] = typeof value === "bigint" ? value.toString() : value;
  }
  return json;
}

/** Reads what `parametersToJson` wrote, or what somebody proposes; the error is one sentence. */
export function parametersFromJson<K extends ActionKind>(kind: K, json: unknown): Result<ParametersOf<K>, string> {
  const row: KindRow = actionKinds[kind];
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    return err(`The parameters of "${kind}" must be an object.`);
  }
  const given = new Map<string, unknown>(Object.entries(json));
  const read: Record<string, ParameterValue> = {};
  for (const [name, shape] of Object.entries(row.parameters)) {
    const value = given.get(name);
    given.delete(name);
    if (value === undefined && shape.endsWith("?")) continue;
    if (value === undefined) return err(`"${kind}" needs "${name}".`);
    const parameter = readers[shape.replace("?", "")]?.(value);
    if (parameter === undefined) return err(`"${name}" of "${kind}" is not ${words[shape.replace("?", "")]}.`);
    read[name] = parameter;
  }
  const [unknown] = given.keys();
  if (unknown !== undefined) return err(`"${kind}" has no "${unknown.slice(0, 60)}".`);
  // Every parameter of the kind's row was read by its shape, from which the type is made.
  return ok(read as ParametersOf<K>);
}

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value.length <= textLengthMax && value.isWellFormed() ? value : undefined;

function list(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length > listLengthMax) return undefined;
  const texts = value.map(text).filter((one) => one !== undefined);
  return texts.length === value.length ? texts : undefined;
}

function amount(value: unknown): bigint | undefined {
  if (typeof value !== "string" || !/^(?:0|-?[1-9][0-9]{0,15})$/.test(value)) return undefined;
  const minor = BigInt(value);
  return minor <= limits.amountMinorMax && minor >= -limits.amountMinorMax ? minor : undefined;
}

const readers: Readonly<Record<string, (value: unknown) => ParameterValue | undefined>> = {
  text,
  copy: text,
  amount,
  whole: (value) => (typeof value === "number" && Number.isSafeInteger(value) ? value : undefined),
  flag: (value) => (typeof value === "boolean" ? value : undefined),
  list,
};

const words: Readonly<Record<string, string>> = {
  text: "a text",
  copy: "a text",
  amount: 'an amount in minor units, written as text such as "1500"',
  whole: "a whole number",
  flag: "true or false",
  list: "a list of texts",
};
