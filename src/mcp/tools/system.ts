import { z } from "zod";
import { ok } from "../../base/result.ts";
import { counted } from "../../domain/text/amount-text.ts";
import { dayIn, dayText, parseDay } from "../../domain/time/day.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import type { RunRecord } from "../../jobs/jobs.ts";
import { listAlerts } from "../../operations/alerts.ts";
import { reportCompliance } from "../../operations/compliance.ts";
import type { Alert } from "../../store/alert.ts";
import { auditHead } from "../../store/audit-log.ts";
import { latestCheckpoint } from "../../store/checkpoint.ts";
import { defineTool } from "../tool.ts";
import { limitField, periodFields, periodOf, row } from "./fields.ts";

/** What was checked against the rules. */
export const compliance = defineTool({
  name: "compliance",
  title: "Compliance report",
  description:
    "How many acts were checked against the rules, allowed, asked about and denied in a period, by kind, platform and rule. Without a period: the last 30 days.",
  needs: "read",
  input: periodFields,
  output: z.looseObject({ total: row, byRule: z.array(row) }),
  run: async (desk, given) => {
    const { workplace, book } = desk;
    const today = dayIn(book.timeZone)(workplace.clock.now());
    const open = Object.entries(given).every(([name, value]) => name === "book" || value === undefined);
    const last30 = { from: dayText((parseDay(today) ?? 0) - 29), to: today };
    const period = open ? ok(last30) : await periodOf(desk, given);
    if (!period.ok) return period;
    const report = await reportCompliance(workplace, book, period.value);
    if (!report.ok) return report;
    const { total } = report.value;
    const text = `Checked ${total.checked}: ${total.allowed} allowed, ${total.asked} asked about, ${total.denied} denied.`;
    const span = { from: isoTime(report.value.from), to: isoTime(report.value.to) };
    return ok({ text, structured: { ...report.value, ...span } });
  },
});

/** What is not right. */
export const alerts = defineTool({
  name: "alerts",
  title: "Alerts",
  description:
    "What is not right now, the most urgent first, and on request what is over. Only the owner can silence one.",
  needs: "read",
  input: { past: z.int().min(0).max(100).default(0).describe("So many that are over, too.") },
  output: z.looseObject({ open: z.array(row), past: z.array(row) }),
  run: async ({ workplace }, given) => {
    const { open, past } = await listAlerts(workplace, given.past);
    const text = open.length === 0 ? "Nothing is wrong." : open.map(({ title }) => title).join(" ");
    return ok({ text, structured: { open: open.map(alertOf), past: past.map(alertOf) } });
  },
});

function alertOf({ id, severity, title, lines, since, seenAt, times, acknowledgedAt, overAt }: Alert) {
  return {
    id: id.toString(),
    severity,
    title,
    lines,
    since: isoTime(since),
    seenAt: isoTime(seenAt),
    times,
    acknowledged: acknowledgedAt !== undefined,
    overAt: overAt === undefined ? null : isoTime(overAt),
  };
}

/** What runs by itself. */
export const jobs = defineTool({
  name: "jobs",
  title: "Jobs",
  description: "What Millrace does by itself: when each runs next, how its last run ended; and the newest runs.",
  needs: "read",
  input: { runs: limitField(20, 200) },
  output: z.looseObject({ schedules: z.array(row), runs: z.array(row) }),
  run: async ({ workplace }, given) => {
    const schedules = await workplace.jobs.schedules();
    const runs = await workplace.jobs.history({ limit: given.runs });
    const failed = schedules.filter(({ last }) => last?.result === "failed").map(({ title }) => title);
    const text =
      failed.length === 0
        ? `${counted(schedules.length, "schedule")}; none failed at its last run.`
        : `Failed at their last run: ${failed.join(", ")}.`;
    return ok({
      text,
      structured: {
        schedules: schedules.map(({ name, title, cron, zone, state, nextAt, running, last }) => ({
          name,
          title,
          cron,
          zone,
          state,
          running,
          nextAt: nextAt === undefined ? null : isoTime(nextAt),
          last: last === undefined ? null : runOf(last),
        })),
        runs: runs.map(runOf),
      },
    });
  },
});

function runOf({ name, schedule, attempt, startedAt, finishedAt, result, note }: RunRecord): Record<string, unknown> {
  return {
    kind: name,
    schedule: schedule === "" ? null : schedule,
    attempt,
    began: isoTime(startedAt),
    ended: finishedAt === undefined ? null : isoTime(finishedAt),
    result,
    note,
  };
}

/** How the audit record stands. */
export const audit = defineTool({
  name: "audit_state",
  title: "The audit record",
  description:
    "How long the record of all that was done is, and up to where it is signed. It says how the record stands; checking every entry is the owner's `millrace audit verify`.",
  needs: "read",
  input: {},
  output: z.looseObject({ entries: z.number(), signedEntries: z.number(), signedAt: z.string().nullable() }),
  run: async ({ workplace }) => {
    const head = await auditHead(workplace.store);
    const newest = await latestCheckpoint(workplace.store);
    const entries = Number(head.seq);
    const signed = Number(newest?.size ?? 0n);
    const signedAt = newest === undefined ? null : isoTime(Number(newest.createdAt));
    const text =
      signedAt === null
        ? `${counted(entries, "entry", "entries")}, none signed yet.`
        : `${counted(entries, "entry", "entries")}, signed up to number ${signed} at ${signedAt}.`;
    return ok({
      text,
      structured: { entries, head: Buffer.from(head.hash).toString("hex"), signedEntries: signed, signedAt },
    });
  },
});
