import { sql } from "kysely";
import type { Handle } from "./handle.ts";

/** For each kind of thing, text that differs when something of it changed. Only ever compared. */
export type ChangeMarks = Readonly<Record<keyof typeof marks, string>>;

/** Each is one look at the end of an index, or at a table of a few rows: asked once a second. */
const marks = {
  audit: sql`SELECT max(seq) FROM audit_log`,
  observations: sql`SELECT max(id) FROM observation`,
  quarantine: sql`SELECT count(*) FROM quarantine WHERE resolved_at IS NULL`,
  books: sql`SELECT count(*) FROM book`,
  connections: sql`SELECT coalesce(sum(id+coalesce(checked_at,0)+coalesce(failing_since,0)),0) FROM connection`,
  connectionsOn: sql`SELECT count(*) FROM connection WHERE state='on'`,
  streams: sql`SELECT coalesce(sum(coalesce(looked_at,0)+coalesce(failing_since,0)),0) FROM stream_state`,
  runsBegun: sql`SELECT max(id) FROM job_run`,
  runsEnded: sql`SELECT max(finished_at) FROM job_run`,
  schedules: sql`SELECT coalesce(sum(coalesce(next_at,0)),0) FROM schedule`,
  schedulesPaused: sql`SELECT count(*) FROM schedule WHERE state='paused'`,
  actionEvents: sql`SELECT max(id) FROM action_event`,
  approvals: sql`SELECT max(id) FROM approval`,
  steps: sql`SELECT coalesce(sum(id+coalesce(answered_at,0)),0) FROM human_step WHERE ended_at IS NULL`,
  stepsEnded: sql`SELECT max(ended_at) FROM human_step WHERE ended_at IS NOT NULL`,
  alerts: sql`SELECT coalesce(sum(id+coalesce(acknowledged_at,0)),0) FROM alert WHERE over_at IS NULL`,
  alertsOver: sql`SELECT max(over_at) FROM alert WHERE over_at IS NOT NULL`,
  sinks: sql`SELECT coalesce(sum(id+coalesce(failing_since,0)),0) FROM sink WHERE state='on'`,
  switches: sql`SELECT coalesce(sum(at),0) FROM stop_switch`,
  autonomy: sql`SELECT coalesce(sum(changed_at),0) FROM autonomy`,
} as const;

const columns = Object.entries(marks).map(([name, query]) => sql`cast((${query}) AS TEXT) AS ${sql.ref(name)}`);

/** How things stand now, whoever changed them: this process or another one. */
export async function readChangeMarks(handle: Handle): Promise<ChangeMarks> {
  const { rows } = await sql<Record<keyof ChangeMarks, string | null>>`SELECT ${sql.join(columns)}`.execute(handle.q);
  const [row] = rows;
  const names = Object.keys(marks) as (keyof ChangeMarks)[];
  return Object.fromEntries(names.map((name) => [name, row?.[name] ?? ""])) as ChangeMarks;
}
