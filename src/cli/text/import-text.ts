import { count, counted } from "../../domain/text/amount-text.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import { momentName } from "../../domain/time/written.ts";
import { figuresOf } from "../../insight/report/figures.ts";
import type { LeftOut } from "../../intake/import/summary.ts";
import type { ImportOutcome } from "../../operations/import-file.ts";
import { figuresTable } from "./figures-text.ts";
import type { Paint } from "./paint.ts";
import { table } from "./table.ts";

/** What an import did, for a person. Ends in a newline. */
export function importText(outcome: ImportOutcome, zone: string, paint: Paint, width: number): string {
  const { summary } = outcome;
  const parts = [`${paint.strong(headline(outcome))}\n`, aboutText(outcome, zone)];
  if (!summary.seenBefore) parts.push(figuresText(outcome, paint, width));
  parts.push(refusalsText(outcome, paint, width));
  for (const note of summary.notes) parts.push(`Note: ${note}\n`);
  if (summary.brokenOff)
    parts.push(`${paint.notable("Stopped:")} ${summary.brokenOff} What came before it is booked.\n`);
  if (outcome.dryRun) parts.push("This was a rehearsal: nothing was booked. Leave --dry-run out to book it.\n");
  return parts.join("");
}

/** Rows read = booked + already known + refused, always. */
function headline({ summary, dryRun }: ImportOutcome): string {
  const { rows, fileName } = summary;
  if (summary.seenBefore && !dryRun) return `${fileName}: imported before, nothing changed.`;
  const booked = dryRun ? "would be booked" : "booked";
  const known = `${count(rows.known)} already known`;
  return `${fileName}: ${counted(rows.read, "row")} = ${count(rows.booked)} ${booked} + ${known} + ${count(rows.refused)} refused`;
}

function aboutText({ summary, layout, understood }: ImportOutcome, zone: string): string {
  const { occurredFrom, occurredTo, objects, leftOut, resumed, incomplete, seenBefore } = summary;
  const lines = [`Layout: ${layout} (${summary.profile}), source ${summary.source}.`];
  if (understood.length > 0) lines.push("Understood:", ...understood.map((line) => `  ${line}`));
  if (resumed) lines.push("An earlier run of this file was cut short; this one went on behind its last commit.");
  if (!seenBefore) {
    const added = Object.entries(objects.added).map(([kind, n]) => counted(n ?? 0, kind));
    const corrected = objects.corrected > 0 ? [`${counted(objects.corrected, "earlier one")} corrected`] : [];
    const news = [...(added.length > 0 ? [`New: ${added.join(", ")}`] : ["Nothing new"]), ...corrected].join("; ");
    lines.push(`${news}.`);
  }
  if (occurredFrom !== undefined && occurredTo !== undefined) {
    lines.push(`From ${momentName(occurredFrom, zone)} to ${momentName(occurredTo, zone)} (${zone}).`);
  }
  const out = Object.entries(leftOut).map(([what, n]) => counted(n, ...leftOutWords[what as LeftOut]));
  if (out.length > 0) lines.push(`Not counted as rows: ${out.join(", ")}.`);
  if (incomplete > 0)
    lines.push(
      `${counted(incomplete, "object is", "objects are")} kept but not booked yet, because something is still missing.`,
    );
  return lines.map((line) => `${line}\n`).join("");
}

const leftOutWords: Readonly<Record<LeftOut, readonly [one: string, many: string]>> = {
  totals: ["line of totals", "lines of totals"],
  blank: ["blank line", "blank lines"],
  header: ["repeated header", "repeated headers"],
  preamble: ["line before the header", "lines before the header"],
  "no-money": ["line without money of its own", "lines without money of their own"],
};

function figuresText({ summary, dryRun }: ImportOutcome, paint: Paint, width: number): string {
  const figures = figuresOf(new Map(Object.entries(summary.figures)));
  const text = figuresTable(figures, width, paint);
  return text === "" ? "" : `\n${dryRun ? "Would be added to the books:" : "Added to the books:"}\n${text}\n`;
}

function refusalsText({ summary }: ImportOutcome, paint: Paint, width: number): string {
  const { refusals, rows } = summary;
  if (rows.refused === 0) return "";
  const shown = table(
    [{ title: "Line", align: "right" }, { title: "Why it was refused" }],
    refusals.map(({ line, reason }) => [count(line), reason]),
    width,
    paint,
  );
  const more =
    rows.refused > refusals.length
      ? `and ${counted(rows.refused - refusals.length, "more", "more")}; \`millrace imports refused\` shows all.\n`
      : "";
  return `\n${shown}${more}`;
}

/** The same for scripts: amounts as decimal text, times in ISO UTC. */
export function importJson({ summary, layout, understood, dryRun }: ImportOutcome): Record<string, unknown> {
  const { figures, occurredFrom, occurredTo, ...rest } = summary;
  return {
    ...rest,
    layout,
    dryRun,
    understood,
    occurredFrom: occurredFrom === undefined ? null : isoTime(occurredFrom),
    occurredTo: occurredTo === undefined ? null : isoTime(occurredTo),
    figures: figuresOf(new Map(Object.entries(figures))),
  };
}
