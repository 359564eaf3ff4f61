import type { Millis } from "../../base/clock.ts";
import { limits } from "../../base/limits.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { ExpectedGain } from "../../domain/action/action.ts";
import { isActionKind, type ParameterValue } from "../../domain/action/kinds.ts";
import { parametersFromJson, parametersToJson } from "../../domain/action/parameters.ts";
import { currencyExponent } from "../../domain/money/currency.ts";
import { dayMs } from "../../domain/time/civil.ts";
import type { Proposal, Rights } from "../strategy.ts";
import { isRecord } from "./read-strategy.ts";

/** Proposals that one run may make; more is a mistake of the strategy. */
export const proposalsMax = 200;
const reasonLengthMax = 600;
const keyLengthMax = 300;
const evidenceMax = 100;
/** What is still worth doing in more than half a year is better proposed again then. */
const expiryMaxMs = 190 * dayMs;

/**
 * Checks what a strategy gave, which may be anything: form, kinds, bounds, rights and the day's budget. The error is
 * one sentence about the first thing that is wrong.
 */
export function readProposals(given: unknown, rights: Rights, at: Millis): Result<readonly Proposal[], string> {
  if (!Array.isArray(given)) return err("It gave no list of proposals.");
  if (given.length > proposalsMax)
    return err(`It made ${given.length} proposals at once; ${proposalsMax} are the most.`);
  const proposals: Proposal[] = [];
  const abouts = new Set<string>();
  for (const one of given as readonly unknown[]) {
    const read = readProposal(one, rights, at);
    if (!read.ok) return err(`Proposal ${proposals.length + 1}: ${read.error}`);
    if (abouts.has(read.value.about)) return err(`It made two proposals about "${read.value.about}".`);
    abouts.add(read.value.about);
    proposals.push(read.value);
  }
  return ok(proposals);
}

function readProposal(given: unknown, rights: Rights, at: Millis): Result<Proposal, string> {
  if (!isRecord(given)) return err("it is no object.");
  const { kind, target, account, parameters, about, reason, gain, worstCost, evidence, expiresAt } = given;
  if (typeof kind !== "string" || !isActionKind(kind))
    return err(`"${String(kind).slice(0, 60)}" is no kind of action.`);
  if (!rights.actions.includes(kind)) return err(`"${kind}" is not among the actions it declared.`);
  if (kind === "model.ask" && !rights.model) return err("it declared no use of a language model.");
  if (!isKey(target)) return err("its target is missing.");
  if (account !== undefined && !isKey(account)) return err("its account is no text.");
  if (!isKey(about)) return err("it does not say what it is about.");
  if (!isSentence(reason)) return err(`its reason must be a sentence of at most ${reasonLengthMax} characters.`);
  if (!Array.isArray(evidence) || evidence.length > evidenceMax || !evidence.every(isKey))
    return err(`its evidence must be a list of at most ${evidenceMax} keys.`);
  if (
    typeof expiresAt !== "number" ||
    !Number.isSafeInteger(expiresAt) ||
    expiresAt <= at ||
    expiresAt > at + expiryMaxMs
  )
    return err("it must expire later than now, and within half a year.");
  if (!isCost(worstCost))
    return err("its worst cost must be zero or more, as a bigint of minor units with a currency.");
  if (gain !== undefined && !isGain(gain))
    return err("its gain must be low ≤ likely ≤ high, as bigints with a currency.");
  const checked = checkedParameters(kind, parameters);
  if (!checked.ok) return checked;
  const proposal = { kind, target, about, reason, evidence, expiresAt, worstCost, parameters: checked.value };
  const optional = { ...(account === undefined ? {} : { account }), ...(gain === undefined ? {} : { gain }) };
  // Kind and parameters were read by one row of the table of kinds.
  return ok(structuredClone({ ...proposal, ...optional }) as Proposal);
}

function checkedParameters(kind: Proposal["kind"], parameters: unknown): Result<unknown, string> {
  if (!isRecord(parameters)) return err("its parameters are no object.");
  // Whatever the values are, the reader refuses those that no kind has.
  return parametersFromJson(kind, parametersToJson(parameters as Readonly<Record<string, ParameterValue>>));
}

/**
 * Splits proposals at the day's budget: in their order, as long as their worst costs fit into what is left of it. What
 * costs nothing always fits; what costs something in another currency never does.
 */
export function withinBudget(
  proposals: readonly Proposal[],
  budget: Rights["budgetPerDay"],
  usedToday: bigint,
): { readonly within: readonly Proposal[]; readonly beyond: readonly Proposal[] } {
  const within: Proposal[] = [];
  const beyond: Proposal[] = [];
  let left = (budget?.amount ?? 0n) - usedToday;
  for (const one of proposals) {
    const { amount, currency } = one.worstCost;
    const fits = amount === 0n || (currency === budget?.currency && amount <= left);
    if (fits) left -= amount;
    (fits ? within : beyond).push(one);
  }
  return { within, beyond };
}

const isKey = (value: unknown): value is string =>
  typeof value === "string" && value !== "" && value.length <= keyLengthMax && value.isWellFormed();

const isSentence = (value: unknown): value is string =>
  typeof value === "string" && value.trim() !== "" && value.length <= reasonLengthMax && value.isWellFormed();

const isMinor = (value: unknown): value is bigint =>
  typeof value === "bigint" && value <= limits.amountMinorMax && value >= -limits.amountMinorMax;

const isCurrency = (value: unknown): boolean => typeof value === "string" && currencyExponent(value) !== undefined;

function isCost(value: unknown): value is Proposal["worstCost"] {
  return isRecord(value) && isMinor(value["amount"]) && value["amount"] >= 0n && isCurrency(value["currency"]);
}

function isGain(value: unknown): value is ExpectedGain {
  if (!isRecord(value) || !isCurrency(value["currency"])) return false;
  const { low, likely, high } = value;
  return isMinor(low) && isMinor(likely) && isMinor(high) && low <= likely && likely <= high;
}
