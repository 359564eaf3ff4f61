import { severityWords } from "../../domain/alert/severity.ts";
import { momentName, withLocalMoments } from "../../domain/time/written.ts";
import type { OpenAlert } from "../../operations/alerts.ts";
import type { Alert } from "../../store/alert.ts";
import { wrapped } from "./wrapped.ts";

/** Alerts as a person reads them; moments on the clocks of `zone`. */
export function alertsText(open: readonly OpenAlert[], past: readonly Alert[], zone: string, width: number): string {
  const now =
    open.length === 0
      ? "Nothing is wrong that Millrace knows of.\n"
      : open.map((one) => alertText(one, zone, width)).join("\n");
  if (past.length === 0) return now;
  const over = past.map((one) => {
    const span = `${momentName(one.since, zone)} to ${momentName(one.overAt ?? one.seenAt, zone)}`;
    return wrapped(`${span}: ${withLocalMoments(one.title, zone)}`, width, "  ");
  });
  return `${now}\nOver:\n${over.join("")}`;
}

function alertText(alert: OpenAlert, zone: string, width: number): string {
  const { id, severity, title, lines, since, times, acknowledgedAt, well } = alert;
  const seen = times > 1 ? `, seen ${times} times` : "";
  const known = acknowledgedAt === undefined ? "" : ` You know of it since ${momentName(acknowledgedAt, zone)}.`;
  return [
    wrapped(`${id}  ${severityWords[severity]}: ${withLocalMoments(title, zone)}`, width),
    ...lines.map((line) => wrapped(withLocalMoments(line, zone), width, "   ")),
    ...(well ? [wrapped("It looks well again, and is over when that stays so for ten minutes.", width, "   ")] : []),
    wrapped(`Since ${momentName(since, zone)}${seen}.${known}`, width, "   "),
  ].join("");
}
