import type { StrategyStatus } from "../../agent/runtime/strategy-status.ts";
import { printable } from "../../base/log-plain.ts";
import { formatMinor } from "../../domain/money/money.ts";
import { counted } from "../../domain/text/amount-text.ts";
import { cronWords } from "../../domain/time/cron-words.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import { momentName } from "../../domain/time/written.ts";
import type { ParamValue } from "../../spec/strategy.ts";
import { paramText } from "../../spec/strategy-kit/params.ts";
import type { StrategyProposalRow } from "../../store/strategy-proposal.ts";
import type { StrategyRunRow } from "../../store/strategy-run.ts";
import { moneyJson } from "./action-json.ts";
import type { Paint } from "./paint.ts";
import { table } from "./table.ts";

const standings: Readonly<Record<StrategyStatus["standing"], string>> = {
  on: "on",
  paused: "paused",
  asks: "waits for your word",
  refused: "cannot run",
  gone: "gone",
};

const states: Readonly<Record<StrategyProposalRow["state"], string>> = {
  kept: "kept",
  handed: "handed on",
  denied: "denied",
  refused: "not taken",
};

/** The strategies as a table, with what keeps some from running below it. */
export function strategiesText(
  statuses: readonly StrategyStatus[],
  zone: string,
  columns: number,
  paint: Paint,
): string {
  const head = [
    { title: "Strategy" },
    { title: "What it is", mayShrink: true },
    { title: "State" },
    { title: "Runs", align: "right" as const },
    { title: "Proposed", align: "right" as const },
    { title: "Last run" },
  ];
  const rows = statuses.map(({ id, title, standing, totals, last }) => [
    id,
    title,
    standings[standing],
    String(totals.runs),
    String(totals.proposed),
    last ? momentName(last.startedAt, zone) : "never",
  ]);
  const why = statuses.filter((one) => one.why !== "").map((one) => `${printable(`${one.id}: ${one.why}`)}\n`);
  return `${table(head, rows, columns, paint)}${why.length > 0 ? "\n" : ""}${why.join("")}`;
}

/** One strategy in full. */
export function strategyText(
  status: StrategyStatus,
  runs: readonly StrategyRunRow[],
  zone: string,
  columns: number,
  paint: Paint,
): string {
  const { card, totals } = status;
  const lines = [
    ["State", `${standings[status.standing]}${status.why === "" ? "" : `: ${status.why}`}`],
    ["From", `${status.source} ${status.version}`.trimEnd()],
    ...(card ? [["Runs", cronWords(card.cron)]] : []),
    ...(card ? [["Accounts", card.accounts.length === 0 ? "whatever is connected" : card.accounts.join(", ")]] : []),
    ...(card ? [["First money", firstMoney(status)]] : []),
    ...(card ? [["Automation", `${Math.round(card.automation * 100)} %`]] : []),
    ["Success", totals.runs === 0 ? "it has never run" : `${totals.well} of ${counted(totals.runs, "run")} went well`],
    ["Proposed", `${totals.proposed}${totals.refused > 0 ? `, ${totals.refused} of them not taken` : ""}`],
    ...status.rights.map((right, i) => [i === 0 ? "Rights" : "", right]),
    ...Object.entries(status.shapes).map(([name, { help }], i) => {
      const value = status.params[name];
      return [i === 0 ? "Settings" : "", `${name} = ${value === undefined ? "" : paramText(value)}: ${help}`];
    }),
  ];
  const head = `${printable(`${status.title} (${status.id})`)}\n${card ? `${printable(card.description)}\n` : ""}`;
  const text = table([{ title: "" }, { title: "" }], lines, columns, paint);
  return `${head}${text}${runs.length > 0 ? `\n${strategyRunsText(runs, zone, columns, paint)}` : ""}`;
}

function firstMoney({ card }: StrategyStatus): string {
  const days = card?.firstMoneyDays;
  return days === undefined
    ? "none by itself"
    : `after ${counted(days.best, "day")} at best, usually ${counted(days.usual, "day")}`;
}

function strategyRunsText(runs: readonly StrategyRunRow[], zone: string, columns: number, paint: Paint): string {
  const head = [{ title: "Began" }, { title: "Result" }, { title: "What came of it", mayShrink: true }];
  const rows = runs.map(({ startedAt, result, sentence }) => [momentName(startedAt, zone), result, sentence]);
  return table(head, rows, columns, paint);
}

/** Proposals as a table, newest first. */
export function proposalsText(
  proposals: readonly StrategyProposalRow[],
  zone: string,
  columns: number,
  paint: Paint,
): string {
  const head = [{ title: "When" }, { title: "Strategy" }, { title: "State" }, { title: "Why", mayShrink: true }];
  const rows = proposals.map(({ at, strategy, state, reason }) => [
    momentName(at, zone),
    strategy,
    states[state],
    reason,
  ]);
  return table(head, rows, columns, paint);
}

/** Amounts as decimal text under their currencies. */
function settingJson(value: ParamValue): unknown {
  if (typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([currency, minor]) => [currency, formatMinor(minor, currency)]));
}

/** A strategy for scripts. */
export function strategyJson(status: StrategyStatus): Record<string, unknown> {
  const { id, title, source, version, standing, why, card, rights, params, totals, last, failures } = status;
  return {
    id,
    title,
    source,
    version,
    state: standing,
    why: why === "" ? null : why,
    description: card?.description ?? null,
    accounts: card?.accounts ?? [],
    firstMoneyDays: card?.firstMoneyDays ?? null,
    automation: card?.automation ?? null,
    cron: card?.cron ?? null,
    priority: card?.priority ?? null,
    rights,
    settings: Object.fromEntries(Object.entries(params).map(([name, value]) => [name, settingJson(value)])),
    runs: totals.runs,
    runsWell: totals.well,
    proposed: totals.proposed,
    notTaken: totals.refused,
    failuresInRow: failures,
    last: last ? runJson(last) : null,
  };
}

/** A run of a strategy for scripts. */
export function runJson(run: StrategyRunRow): Record<string, unknown> {
  const { id, strategy, asOf, startedAt, finishedAt, result, code, sentence, proposed, repeated, beyond, refused } =
    run;
  return {
    id,
    strategy,
    asOf: isoTime(asOf),
    began: isoTime(startedAt),
    ended: finishedAt === undefined ? null : isoTime(finishedAt),
    result,
    code: code === "" ? null : code,
    sentence,
    proposed,
    repeated,
    beyond,
    refused,
    metrics: JSON.parse(run.metrics) as unknown,
  };
}

/** A proposal for scripts. */
export function proposalJson(row: StrategyProposalRow): Record<string, unknown> {
  const { id, runId, strategy, at, kind, target, about, reason, worstAmount, worstCurrency, expiresAt, state, note } =
    row;
  return {
    id,
    run: runId,
    strategy,
    at: isoTime(at),
    kind,
    target,
    about,
    reason,
    worstCost: moneyJson({ amount: worstAmount, currency: worstCurrency }),
    expiresAt: isoTime(expiresAt),
    state,
    action: row.actionId ?? null,
    note: note === "" ? null : note,
  };
}
