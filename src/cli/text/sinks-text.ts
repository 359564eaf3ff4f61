import { momentName } from "../../domain/time/written.ts";
import type { SinkShown } from "../../operations/sinks.ts";
import type { Sink } from "../../spec/sink.ts";
import type { Least } from "../../store/sink.ts";
import type { Paint } from "./paint.ts";
import { table } from "./table.ts";
import { wrapped } from "./wrapped.ts";

/** What alerts go to a place, in words. */
export function leastWords(least: Least): string {
  const words = {
    serious: "serious alerts",
    "worth-a-look": "alerts worth a look and worse",
    minor: "all alerts",
    none: "no alerts",
  };
  return words[least];
}

/** When a place is left alone, in words. */
export function quietWords(quiet: string): string {
  const [hours, zone] = quiet.split(" ");
  return `From ${hours?.replace("-", " to ")} (${zone}) only what is serious`;
}

/** The places as a table; what keeps messages from one stands below it. */
export function sinksText(all: readonly SinkShown[], zone: string, width: number, paint: Paint): string {
  const head = [
    { title: "Name" },
    { title: "Kind" },
    { title: "What goes there", mayShrink: true },
    { title: "Last message" },
    { title: "State" },
  ];
  const rows = all.map(({ row, kind }) => [
    row.name,
    kind?.title ?? row.kind,
    `${leastWords(row.least)}${row.reports ? ", daily reports" : ""}`,
    row.sentAt === undefined ? "none yet" : momentName(row.sentAt, zone),
    row.failure === undefined ? "fine" : "fails",
  ]);
  const quiet = all.flatMap(({ row }) =>
    row.quiet === "" ? [] : [wrapped(`${row.name}: ${quietWords(row.quiet).replace("From", "from")}.`, width, "  ")],
  );
  const failing = all.flatMap(({ row: { name, failure, failingSince } }) =>
    failure === undefined
      ? []
      : [wrapped(`${name}, since ${momentName(failingSince ?? 0, zone)}: ${failure}`, width, "  ")],
  );
  const notes = [...quiet, ...failing];
  const below = notes.length === 0 ? "" : `\n${notes.join("")}`;
  return `${table(head, rows, width, paint)}${below}`;
}

/** The kinds of places, and what each needs. */
export function kindsText(kinds: readonly Sink[], width: number): string {
  return kinds
    .map(({ id, title, fields }) => {
      const needs = fields.map(({ name, label, help, secret, required, byDefault, choices, env }) => {
        const marks = [
          secret ? "secret" : "",
          required || byDefault !== undefined ? "" : "may be left out",
          byDefault === undefined ? "" : `${byDefault} when left out`,
          choices === undefined ? "" : `one of ${choices.join(", ")}`,
          env,
        ].filter((mark) => mark !== "");
        return wrapped(`${name} (${marks.join("; ")}): ${label}. ${help}`, width, "    ");
      });
      return `${id}: ${title}\n${needs.join("")}`;
    })
    .join("\n");
}
