import { printable } from "../../base/log-plain.ts";
import { money } from "../../domain/text/amount-text.ts";
import { knownInMajor } from "../../domain/text/known-in-major.ts";
import { parseIsoTime } from "../../domain/time/iso-time.ts";
import { momentName, withLocalMoments } from "../../domain/time/written.ts";
import type { RawRow } from "../../intake/raw-rows.ts";
import type { Story, StoryObservation, StoryTxn } from "../../intake/story.ts";
import type { Paint } from "./paint.ts";
import { table } from "./table.ts";

/** Rows of one observation that are shown; a document of hundreds of lines would bury its own story. */
const rowsShownMax = 12;

/** The whole story of one object for a person: seen, known, booked. */
export function storyText(story: Story, zone: string, paint: Paint, width: number): string {
  const parts = [
    `${paint.strong(printable(story.objectKey))}\n`,
    ...(story.incomplete ? [`Not booked yet: ${printable(story.incomplete)}.\n`] : []),
    ...(story.waits ? [`Not all of it is booked yet: ${printable(story.waits)}.\n`] : []),
    `\n${paint.strong("Seen")}\n`,
    ...story.observations.map((one) => observationText(one, zone, paint, width)),
    `\n${paint.strong("Known")}\n`,
    knownText(story, zone, paint, width),
    `\n${paint.strong("Booked")}\n`,
    story.booked.length === 0
      ? "  Nothing.\n"
      : story.booked.map((txn) => bookedText(txn, zone, paint, width)).join(""),
    ...(story.buyer === undefined ? [] : [`\n${paint.strong("Buyer")}\n`, buyerText(story.buyer)]),
  ];
  return parts.join("");
}

function observationText(one: StoryObservation, zone: string, paint: Paint, width: number): string {
  const lines =
    one.lineFrom === undefined
      ? ""
      : one.lineFrom === one.lineTo
        ? `, line ${one.lineFrom}`
        : `, lines ${one.lineFrom} to ${one.lineTo}`;
  const from = one.file === undefined ? howSeen(one) : `${printable(one.file)}${lines}`;
  const head = `  ${from}, speaking for ${moment(one.asOf, zone)}; read ${moment(one.receivedAt, zone)}; ${fingerprint(one.fingerprint)}\n`;
  if (!one.rows) return `${head}    The buyer was erased, and with them what was seen. Amounts are kept.\n`;
  const more = one.rows.length > rowsShownMax ? `    and ${one.rows.length - rowsShownMax} more rows\n` : "";
  return head + rowsText(one.rows.slice(0, rowsShownMax), paint, width) + more;
}

/** How something was seen that stood in no file. */
function howSeen({ kind, source }: StoryObservation): string {
  const ways: Readonly<Record<string, string>> = {
    poll: `Looked up at ${source}`,
    report: `Stated by ${source}`,
    webhook: `Told by ${source}, not believed`,
  };
  return printable(ways[kind] ?? kind);
}

/** One row as names and values; several under their names, as they stood in the file. */
function rowsText(rows: readonly RawRow[], paint: Paint, width: number): string {
  const [only, second] = rows;
  if (!second) return indented(table(pairColumns, Object.entries(only?.cells ?? {}), width - 4, paint));
  const names = [...new Set(rows.flatMap(({ cells }) => Object.keys(cells)))];
  const columns = [{ title: "Line", align: "right" as const }, ...names.map((title) => ({ title, mayShrink: true }))];
  const cells = rows.map(({ line, cells: row }) => [String(line), ...names.map((name) => row[name] ?? "")]);
  return indented(table(columns, cells, width - 4, paint));
}

const pairColumns = [{ title: "" }, { title: "", mayShrink: true }];

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, "    ");
}

function knownText(story: Story, zone: string, paint: Paint, width: number): string {
  const fields = Object.entries(knownInMajor(story.known)).map(([name, value]) => [
    withLocalMoments(name, zone),
    withLocalMoments(value, zone),
  ]);
  const text = indented(table(pairColumns, fields, width - 4, paint));
  if (story.lines.length === 0) return text;
  const columns = [
    { title: "Product", mayShrink: true },
    { title: "Id" },
    { title: "Quantity", align: "right" as const },
    { title: "Amount", align: "right" as const },
    { title: "" },
  ];
  const rows = story.lines.map((line) => [
    line.name,
    line.product,
    line.quantity,
    line.amount,
    line.times > 1 ? `${line.times} times` : "",
  ]);
  return `${text}\n${indented(table(columns, rows, width - 4, paint))}`;
}

/** One txn with its transfers; `id` is shown where a person can do something with it. */
export function bookedText(txn: StoryTxn, zone: string, paint: Paint, width: number, id?: string): string {
  const undoes = txn.reverses === undefined ? "" : `, undoes ${txn.reverses}`;
  const head = `  ${txn.kind}, ${moment(txn.occurredAt, zone)}; booked ${moment(txn.recordedAt, zone)} as number ${txn.seq}, pinned by audit entry ${txn.auditLink}${undoes}${id === undefined ? "" : `; txn ${id}`}\n`;
  const rows = txn.transfers.map((t) => [t.meaning, money(t.amount, t.currency), `${t.credit} → ${t.debit}`]);
  return head + indented(table([{ title: "" }, { title: "", align: "right" }, { title: "" }], rows, width - 4, paint));
}

function buyerText(buyer: NonNullable<Story["buyer"]>): string {
  if (typeof buyer === "string") return buyer === "erased" ? "  Erased.\n" : "  Not named by any source.\n";
  const lines = [buyer.name, buyer.email, buyer.platformId && `number ${buyer.platformId} there`].filter(
    (line) => line,
  );
  return lines.map((line) => `  ${printable(line ?? "")}\n`).join("");
}

function moment(iso: string, zone: string): string {
  const at = parseIsoTime(iso);
  return at === undefined ? iso : momentName(at, zone);
}

/** Short and grouped, as a person compares it: `9f2c·41ab`. */
function fingerprint(hex: string): string {
  return `${hex.slice(0, 4)}·${hex.slice(4, 8)}`;
}

/** The story for scripts: amounts as decimal text, times in ISO UTC. */
export function storyJson(story: Story): Record<string, unknown> {
  return { ...story, known: knownInMajor(story.known) };
}
