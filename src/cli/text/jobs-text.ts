import { cronWords } from "../../domain/time/cron-words.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import { momentName } from "../../domain/time/written.ts";
import type { RunRecord, ScheduleState } from "../../jobs/jobs.ts";
import type { Paint } from "./paint.ts";
import { table } from "./table.ts";

const results: Readonly<Record<RunRecord["result"], string>> = {
  running: "runs now",
  done: "done",
  again: "will be tried again",
  failed: "failed",
  lost: "was cut off",
  cancelled: "cancelled",
};

/** The schedules as a table; moments on the clocks of `zone`. */
export function schedulesText(
  schedules: readonly ScheduleState[],
  zone: string,
  columns: number,
  paint: Paint,
): string {
  const head = [
    { title: "Name" },
    { title: "What it does", mayShrink: true },
    { title: "When" },
    { title: "Next" },
    { title: "Last" },
    { title: "Result", mayShrink: true },
  ];
  const rows = schedules.map((one) => [
    one.name,
    one.title,
    whenText(one),
    nextText(one, zone),
    one.last === undefined ? "never" : momentName(one.last.startedAt, zone),
    one.last === undefined ? "" : resultText(one.last),
  ]);
  return table(head, rows, columns, paint);
}

/** `daily at 07:30 (Africa/Nairobi)`; UTC goes without saying where it makes no difference. */
export function whenText({ cron, zone }: Pick<ScheduleState, "cron" | "zone">): string {
  const words = cronWords(cron);
  return zone === "UTC" && /^every \d+ minutes$|^every (minute|hour)/.test(words) ? words : `${words} (${zone})`;
}

/** When a schedule starts next, or that it is paused. */
export function nextText({ state, nextAt }: ScheduleState, zone: string): string {
  if (state === "paused") return "paused";
  return nextAt === undefined ? "never" : momentName(nextAt, zone);
}

/** `done: 3 new sales` */
export function resultText({ result, note }: RunRecord): string {
  return note === "" ? results[result] : `${results[result]}: ${note}`;
}

/** Runs as a table, newest first. */
export function runsText(runs: readonly RunRecord[], zone: string, columns: number, paint: Paint): string {
  const head = [
    { title: "Began" },
    { title: "Took", align: "right" as const },
    { title: "Job" },
    { title: "Try", align: "right" as const },
    { title: "Result", mayShrink: true },
  ];
  const rows = runs.map((run) => [
    momentName(run.startedAt, zone),
    tookText(run),
    run.schedule || run.name,
    String(run.attempt),
    resultText(run),
  ]);
  return table(head, rows, columns, paint);
}

function tookText({ startedAt, finishedAt }: RunRecord): string {
  if (finishedAt === undefined) return "";
  const seconds = Math.max(0, finishedAt - startedAt) / 1_000;
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}

/** A schedule for scripts. */
export function scheduleJson(one: ScheduleState): Record<string, unknown> {
  const { name, title, kind, cron, zone, missed, state, changed, nextAt, last, running } = one;
  const next = nextAt === undefined ? null : isoTime(nextAt);
  return { name, title, kind, cron, zone, missed, state, changed, next, running, last: last ? runJson(last) : null };
}

/** A run for scripts. */
export function runJson({ jobId, name, schedule, attempt, startedAt, finishedAt, result, note }: RunRecord): object {
  const [began, ended] = [isoTime(startedAt), finishedAt === undefined ? null : isoTime(finishedAt)];
  return { id: jobId, kind: name, schedule: schedule || null, attempt, began, ended, result, note };
}
