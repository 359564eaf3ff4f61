/**
 * When a rule speaks, as data. There is no code in a rule: these forms are all there is. Fields are `action.…` (what
 * the action is), `with.…` (its parameters) and the facts of `fields.ts`.
 *
 * A condition is true, false or unknown: unknown when a fact it needs is missing. "and" with something false is false
 * and "or" with something true is true, whatever else is missing.
 */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly always: true }
  | ({ readonly field: string } & Test)
  /** How often something was done in the time before now, this time not counted. */
  | { readonly count: string; readonly within: string; readonly atLeast: number }
  /** Whether local clocks of the zone in that field show a time from `from` on and before `to` ("20:00", "08:00"). */
  | { readonly quiet: string; readonly from: string; readonly to: string };

/** What is asked of a field. Numbers may be compared with another field instead of a constant. */
export type Test =
  | { readonly known: boolean }
  | { readonly is: Constant }
  | { readonly in: readonly Constant[] }
  /** Whether the field's text is in a named table of codes. */
  | { readonly inTable: string }
  /** Whether the field's country is in a named area. A code that is no country is unknown. */
  | { readonly inArea: string }
  /** Whether the field, a list, holds this. */
  | { readonly has: string }
  /** Whether the field's text says one of the phrases of a named table, as whole words and whatever their case. */
  | { readonly mentions: string }
  | { readonly atLeast: Operand }
  | { readonly above: Operand }
  | { readonly below: Operand }
  | { readonly atMost: Operand }
  /** Whether the moment in the field is longer ago than this ("6h"). */
  | { readonly olderThan: string };

export type Constant = string | number | boolean;
export type Operand = number | { readonly field: string };

/** Named lists that conditions refer to. */
export type Tables = {
  /** Areas as lists of ISO 3166 alpha-2 codes: "EU". */
  readonly areas: Readonly<Record<string, readonly string[]>>;
  /** Codes and phrases: "card-retryable", "income-claims". */
  readonly codes: Readonly<Record<string, readonly string[]>>;
};

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of "10m", "6h" or "30d"; undefined for anything else. */
export function spanMs(text: string): number | undefined {
  const match = /^([1-9][0-9]{0,4})([mhd])$/.exec(text);
  const unit = units[match?.[2] ?? ""];
  return match && unit ? Number(match[1]) * unit : undefined;
}

/** Minutes since midnight of "08:30"; undefined for anything else. */
export function minuteOfDay(text: string): number | undefined {
  const match = /^([01][0-9]|2[0-3]):([0-5][0-9])$/.exec(text);
  return match ? Number(match[1]) * 60 + Number(match[2]) : undefined;
}
