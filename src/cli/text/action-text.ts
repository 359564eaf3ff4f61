import type { Autonomy } from "../../domain/action/autonomy.ts";
import { actionLine, planLines } from "../../domain/action/in-words.ts";
import { formatMinor } from "../../domain/money/money.ts";
import { money } from "../../domain/text/amount-text.ts";
import { momentName } from "../../domain/time/written.ts";
import type { KindAutonomy } from "../../operations/change-autonomy.ts";
import type { ActionStory } from "../../operations/show-action.ts";
import type { ActionRow } from "../../store/action.ts";
import type { Paint } from "./paint.ts";
import { table } from "./table.ts";
import { wrapped } from "./wrapped.ts";

/** The end of an id: enough for a person to name it by. */
export function shortId({ action }: ActionRow): string {
  return action.id.slice(-8);
}

/** The state as a person reads it: what only ran dry is never just "done". */
export function stateWord({ state, mode }: ActionRow): string {
  const word = state === "needs-approval" ? "waits for your yes" : state === "queued" ? "in line" : state;
  return mode === "dry" && state !== "denied" && state !== "rejected" ? `${word} (dry run)` : word;
}

/** Actions one to a line. */
export function actionsText(rows: readonly ActionRow[], zone: string, paint: Paint, width: number): string {
  if (rows.length === 0) return "No action is known.\n";
  const lines = rows.map((row) => [
    shortId(row),
    momentName(row.changedAt, zone),
    stateWord(row),
    actionLine(row.action),
  ]);
  const columns = [{ title: "Id" }, { title: "When" }, { title: "State" }, { title: "What", mayShrink: true }];
  return table(columns, lines, width, paint);
}

/** One action with all that happened to it. */
export function actionText(story: ActionStory, zone: string, paint: Paint, width: number): string {
  const { row, events, judgement, attempts } = story;
  const { action } = row;
  const plan = planLines(action).map(({ name, value }) => [`  ${name}`, value]);
  const columns = [{ title: "" }, { title: "", mayShrink: true }];
  const steps = events.map(({ at, to, actor, why }) => [`  ${momentName(at, zone)}`, to, actor, why]);
  const stepColumns = [{ title: "" }, { title: "" }, { title: "" }, { title: "", mayShrink: true }];
  const rules =
    judgement === undefined || judgement.decision.rules.length === 0 ? "" : ` (${judgement.decision.rules.join(", ")})`;
  const parts = [
    wrapped(`${actionLine(action)}: ${stateWord(row)}`, width).replace(/^.*/, (first) => paint.strong(first)),
    wrapped(action.reason, width, "  "),
    judgement === undefined ? "" : wrapped(`Rules: ${judgement.sentence}${rules}`, width, "  "),
    row.waitsFor === "" || row.state !== "queued" ? "" : wrapped(`Waits: ${row.waitsFor}`, width, "  "),
    `\n${paint.strong("Exactly this")}\n`,
    table(columns, [...plan, ["  plan", row.planHash]], width, paint),
    `\n${paint.strong("What happened")}\n`,
    table(stepColumns, steps, Number.MAX_SAFE_INTEGER, paint),
    attempts.length === 0 ? "" : `\n${paint.strong("Attempts")}\n`,
    ...attempts.map(({ number, startedAt, result, note, looks }) =>
      wrapped(
        `${number}. ${momentName(startedAt, zone)}: ${result}. ${note}${looks > 0 ? ` Looked for ${looks} times.` : ""}`,
        width,
        "  ",
      ),
    ),
  ];
  return parts.join("");
}

/** What the owner allows, one kind to a line. */
export function autonomyText(kinds: readonly KindAutonomy[], paint: Paint, width: number): string {
  const rows = kinds.map(({ kind, title, autonomy, targets }) => [
    kind,
    autonomy.level,
    autonomy.mode === "dry" ? "dry run" : "live",
    budgetWords(autonomy),
    `${title}${targets.length === 0 ? "" : ` (${targets.join(", ")})`}`,
  ]);
  const columns = [
    { title: "Kind" },
    { title: "Level" },
    { title: "Sends" },
    { title: "A day" },
    { title: "What", mayShrink: true },
  ];
  return table(columns, rows, width, paint);
}

/** "5, 50.00 USD" or "no limit of yours". */
export function budgetWords({ countMax, moneyMax, currency, holdOutPercent }: Autonomy): string {
  const parts = [
    countMax === undefined ? "" : `${countMax}`,
    moneyMax === undefined ? "" : money(formatMinor(moneyMax, currency), currency),
    holdOutPercent === undefined ? "" : `${holdOutPercent} % held out`,
  ].filter((part) => part !== "");
  return parts.length === 0 ? "–" : parts.join(", ");
}
