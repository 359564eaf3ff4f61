import type { Millis } from "../../base/clock.ts";
import { actionLine } from "../../domain/action/in-words.ts";
import { scopeName } from "../../domain/action/standing.ts";
import { formatMinor } from "../../domain/money/money.ts";
import { counted, money } from "../../domain/text/amount-text.ts";
import { listed } from "../../domain/text/listed.ts";
import { momentName, withLocalMoments } from "../../domain/time/written.ts";
import type { InboxItem } from "../../operations/list-inbox.ts";
import type { HumanStep } from "../../store/human-step.ts";
import type { StopSwitch } from "../../store/stop-switch.ts";
import { shortId } from "./action-text.ts";
import type { Paint } from "./paint.ts";
import { wrapped } from "./wrapped.ts";

/** Everything that waits for a person. */
export type Waiting = {
  readonly items: readonly InboxItem[];
  readonly steps: readonly HumanStep[];
  /** Stop switches that are on: what is approved does not leave before they are off. */
  readonly stops: readonly Pick<StopSwitch, "scope" | "reason">[];
  /** What people call a product, by its platform's id. */
  readonly names: ReadonlyMap<string, string>;
};

/** How much waits, then one card for each matter: the soonest due first, what is never due last. */
export function inboxText(waiting: Waiting, zone: string, paint: Paint, width: number): string {
  const { items, steps, stops, names } = waiting;
  const stopped = stops.map((one) => wrapped(stopText(one), width)).join("");
  if (items.length + steps.length === 0) return `${stopped}Nothing waits for you.\n`;
  const cards = [
    ...items.map((item) => ({ due: dueOf(item), text: actCard(item, names, zone, paint, width) })),
    ...steps.map((step) => ({ due: step.dueAt, text: stepCard(step, zone, paint, width) })),
  ].sort((a, b) => rank(a.due) - rank(b.due));
  return [`${stopped}${heading(items, steps.length)}`, ...cards.map(({ text }) => text)].join("\n");
}

/** That acting is stopped, why, and how it goes on. */
export function stopText({ scope, reason }: Waiting["stops"][number]): string {
  const why = reason === "" ? "" : ` (${reason})`;
  const word = scope === "everything" ? "" : ` ${scope.slice(scope.indexOf(":") + 1)}`;
  return `Stopped: ${scopeName(scope)}${why}. \`millrace go${word}\` lets it go on.`;
}

/** A yes must come before the act expires; to see what became of one of unknown fate cannot wait for anything. */
function dueOf({ row, wants }: InboxItem): Millis {
  return wants === "yes" ? row.action.expiresAt : row.changedAt;
}

function rank(due: Millis | undefined): number {
  return due ?? Number.MAX_SAFE_INTEGER;
}

function heading(items: readonly InboxItem[], steps: number): string {
  const yes = items.filter(({ wants }) => wants === "yes").length;
  const looks = items.length - yes;
  const parts = [
    yes > 0 ? `${counted(yes, "act")} for your yes` : "",
    looks > 0 ? `${counted(looks, "act")} of unknown fate` : "",
    steps > 0 ? `${counted(steps, "step")} that only you can do` : "",
  ].filter((part) => part !== "");
  return `Waiting: ${listed(parts)}.\n`;
}

function actCard(
  { row, wants, sentence }: InboxItem,
  names: Waiting["names"],
  zone: string,
  paint: Paint,
  width: number,
): string {
  const { action } = row;
  const parameters: Readonly<Record<string, unknown>> = action.parameters;
  const name = names.get(String(parameters["listing"] ?? parameters["product"]));
  const id = shortId(row);
  const undo = action.reversible ? "can be undone" : "cannot be undone";
  const worst = money(formatMinor(action.worstCost.amount, action.worstCost.currency), action.worstCost.currency);
  const dry = row.mode === "dry" ? "A dry run: nothing will be sent. " : "";
  const answers =
    wants === "yes"
      ? `${dry}\`millrace approve ${id}\` or \`millrace reject ${id}\`; until ${momentName(action.expiresAt, zone)}`
      : `\`millrace actions settle ${id} done|failed --evidence "…"\` when you have looked yourself`;
  return [
    wrapped(actionLine(action), width).replace(/^.*/, (first) => paint.strong(first)),
    ...(name === undefined ? [] : [wrapped(`${name}.`, width, "  ")]),
    wrapped(action.reason, width, "  "),
    wrapped(`At worst ${worst}; ${undo}. ${sentence}`, width, "  "),
    wrapped(answers, width, "  "),
  ].join("");
}

function stepCard({ id, title, lines, note, dueAt }: HumanStep, zone: string, paint: Paint, width: number): string {
  const [why] = lines;
  const due = dueAt === undefined ? "" : `; due ${momentName(dueAt, zone)}`;
  return [
    wrapped(withLocalMoments(title, zone), width).replace(/^.*/, (first) => paint.strong(first)),
    ...(why === undefined ? [] : [wrapped(withLocalMoments(why, zone), width, "  ")]),
    ...(note === "" ? [] : [wrapped(note, width, "  ")]),
    wrapped(
      `A step: \`millrace steps show ${id}\` tells how; \`millrace resolve ${id}\` when it is done${due}`,
      width,
      "  ",
    ),
  ].join("");
}
