import type { RunRow } from "../store/job-run.ts";
import type { RunRecord } from "./jobs.ts";

/** A run as the history shows it. */
export function toRecord(row: RunRow): RunRecord {
  const { jobId, name, schedule, attempt, startedAt, finishedAt, result, note } = row;
  return { jobId, name, schedule, attempt, startedAt, finishedAt, result, note };
}
