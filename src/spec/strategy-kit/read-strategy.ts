import { err, ok, type Result } from "../../base/result.ts";
import { isActionKind } from "../../domain/action/kinds.ts";
import { currencyExponent } from "../../domain/money/currency.ts";
import type { ParamShape, Strategy } from "../strategy.ts";
import { strategyContract } from "../strategy.ts";
import { checkParam, defaultOf } from "./params.ts";

/** What a strategy says of itself: all but its functions, as plain values. */
export type StrategyCard = Pick<
  Strategy,
  | "contract"
  | "id"
  | "title"
  | "description"
  | "accounts"
  | "firstMoneyDays"
  | "automation"
  | "rights"
  | "params"
  | "cron"
  | "priority"
  | "historyDays"
>;

const textMax = 1_000;
const listMax = 100;
const historyDaysMax = 3_650;
const hostPattern = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/;

/** What a module exports as `strategy`, or the first thing that is wrong with it, in one sentence. */
export function readStrategy(exported: unknown): Result<Strategy, string> {
  const card = readCard(exported);
  if (!card.ok) return card;
  const strategy = exported as Strategy;
  if (typeof strategy.propose !== "function") return err('Its "propose" must be a function.');
  for (const name of ["initialise", "validate", "execute", "metrics", "shutdown"] as const) {
    if (strategy[name] !== undefined && typeof strategy[name] !== "function")
      return err(`Its "${name}" must be a function.`);
  }
  return ok(strategy);
}

/** The card in a strategy, or in what was sent for one, or the first thing that is wrong with it, in one sentence. */
export function readCard(exported: unknown): Result<StrategyCard, string> {
  if (!isRecord(exported)) return err('It exports no "strategy".');
  if (exported["contract"] !== strategyContract)
    return err(
      `It is written for contract ${String(exported["contract"]).slice(0, 20)}, and this Millrace speaks ${strategyContract}.`,
    );
  const complaint = firstComplaint(exported);
  if (complaint !== undefined) return err(complaint);
  const { contract, id, title, description, accounts, firstMoneyDays, automation, rights, params, cron } =
    // Every field was looked at above.
    exported as unknown as Strategy;
  const { priority, historyDays } = exported as unknown as Strategy;
  const plain = { contract, id, title, description, accounts, automation, rights, params, cron, priority, historyDays };
  return ok(structuredClone(firstMoneyDays === undefined ? plain : { ...plain, firstMoneyDays }));
}

function firstComplaint(given: Readonly<Record<string, unknown>>): string | undefined {
  for (const [name, [fits, expected]] of Object.entries(fields)) {
    if (!fits(given[name])) return `Its "${name}" must be ${expected}.`;
  }
  return rightsComplaint(given["rights"]) ?? paramsComplaint(given["params"]);
}

type Field = readonly [fits: (value: unknown) => boolean, expected: string];

const fields: Readonly<Record<string, Field>> = {
  id: [(v) => typeof v === "string" && isStrategyId(v), "2 to 40 lower-case letters, digits and dashes"],
  title: [(v) => isText(v, 80) && v !== "", "text of at most 80 characters"],
  description: [(v) => isText(v, textMax) && v !== "", `text of at most ${textMax} characters`],
  accounts: [(v) => isTexts(v), "a list of platforms by id"],
  firstMoneyDays: [isFirstMoney, "{ best, usual } in days"],
  automation: [(v) => typeof v === "number" && v >= 0 && v <= 1, "a number from 0 to 1"],
  rights: [isRecord, "an object"],
  params: [isRecord, "an object"],
  cron: [(v) => isText(v, 100) && String(v).trim().split(/\s+/).length === 5, "five cron fields"],
  priority: [(v) => isWhole(v, 0, 100), "a whole number from 0 to 100"],
  historyDays: [(v) => isWhole(v, 1, historyDaysMax), `a whole number from 1 to ${historyDaysMax}`],
};

/** Whether the text can be a strategy's id, and thereby a folder and part of a schedule's name. */
export function isStrategyId(text: string): boolean {
  return /^[a-z][a-z0-9-]{0,38}[a-z0-9]$/.test(text);
}

function rightsComplaint(rights: unknown): string | undefined {
  if (!isRecord(rights)) return 'Its "rights" must be an object.';
  const { actions, hosts, model, budgetPerDay } = rights;
  if (!isTexts(actions)) return 'Its "rights.actions" must be a list of kinds of action.';
  const unknown = actions.find((kind) => !isActionKind(kind));
  if (unknown !== undefined) return `Its "rights.actions" names "${unknown.slice(0, 60)}", which is no kind of action.`;
  if (!isTexts(hosts)) return 'Its "rights.hosts" must be a list of hosts.';
  const bad = hosts.find((host) => !hostPattern.test(host));
  if (bad !== undefined)
    return `Its "rights.hosts" names "${bad.slice(0, 60)}", which is no plain host such as "api.example.com".`;
  if (typeof model !== "boolean") return 'Its "rights.model" must be true or false.';
  if (budgetPerDay === undefined) return undefined;
  const fits =
    isRecord(budgetPerDay) &&
    typeof budgetPerDay["amount"] === "bigint" &&
    budgetPerDay["amount"] >= 0n &&
    typeof budgetPerDay["currency"] === "string" &&
    currencyExponent(budgetPerDay["currency"]) !== undefined;
  return fits ? undefined : 'Its "rights.budgetPerDay" must be { amount, currency } with a bigint of minor units.';
}

function paramsComplaint(params: unknown): string | undefined {
  if (!isRecord(params)) return 'Its "params" must be an object.';
  const all = Object.entries(params);
  if (all.length > listMax) return `Its "params" must be at most ${listMax}.`;
  for (const [name, shape] of all) {
    if (!/^[a-z][A-Za-z0-9]{0,39}$/.test(name))
      return `Its setting "${name.slice(0, 40)}" needs a name such as "minDays".`;
    if (!isShape(shape)) return `Its setting "${name}" has no shape that this Millrace knows.`;
    if (!checkParam(shape, defaultOf(shape)).ok)
      return `The default of its setting "${name}" lies outside its own bounds.`;
  }
  return undefined;
}

function isShape(shape: unknown): shape is ParamShape {
  if (!isRecord(shape) || !isText(shape["help"], textMax)) return false;
  switch (shape["type"]) {
    case "whole":
      return Number.isSafeInteger(shape["min"]) && Number.isSafeInteger(shape["max"]);
    case "choice":
      return isTexts(shape["choices"]);
    case "text":
      return isWhole(shape["lengthMax"], 0, 10_000);
    default:
      return shape["type"] === "flag" || shape["type"] === "amounts";
  }
}

function isFirstMoney(value: unknown): boolean {
  if (value === undefined) return true;
  return isRecord(value) && isWhole(value["best"], 0, 3_650) && isWhole(value["usual"], 0, 3_650);
}

/** Whether it is an object with named members. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown, lengthMax: number): value is string {
  return typeof value === "string" && value.length <= lengthMax && value.isWellFormed();
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length <= listMax && value.every((one) => isText(one, 253));
}

function isWhole(value: unknown, min: number, max: number): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= min && value <= max;
}
