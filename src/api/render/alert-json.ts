import type { z } from "zod";
import { isoTime } from "../../domain/time/iso-time.ts";
import type { Alert } from "../../store/alert.ts";
import type { alert } from "../contract/alerts.ts";
import { inPages } from "../page-hints.ts";

/** An alert, with the name of who said that she knows. */
export function alertJson(one: Alert, nameOf: (actor: string) => string, well = false): z.infer<typeof alert> {
  const { id, key, severity, title, lines, since, seenAt, times, toldAt, acknowledgedAt, acknowledgedBy, overAt } = one;
  return {
    id: id.toString(),
    key,
    severity,
    title,
    lines: lines.map(inPages),
    since: isoTime(since),
    seenAt: isoTime(seenAt),
    times,
    toldAt: momentOr(toldAt),
    acknowledgedAt: momentOr(acknowledgedAt),
    acknowledgedBy: acknowledgedBy === undefined ? null : nameOf(acknowledgedBy),
    overAt: momentOr(overAt),
    well,
  };
}

const momentOr = (at: number | undefined): string | null => (at === undefined ? null : isoTime(at));
