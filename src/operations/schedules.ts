import { sendKind } from "../alerts/hand-out.ts";
import type { NewSchedule } from "../jobs/jobs.ts";
import type { Look, Stream } from "../spec/connector.ts";
import { listBooks } from "../store/book.ts";
import { type Connection, listConnections } from "../store/connection.ts";
import { listStrategies } from "../store/strategy.ts";
import { connectionName } from "./connection-name.ts";
import type { Workplace } from "./workplace.ts";

/** The kinds of work that schedules start; what each does is in the engine's room. */
export const kinds = {
  dailyReport: "daily-report",
  checkpoint: "audit-checkpoint",
  checkAudit: "audit-check",
  checkBooks: "books-check",
  look: "look",
  hints: "follow-hints",
  sendActions: "send-actions",
  lookForUnknown: "look-for-unknown",
  expireActions: "expire-actions",
  closeOutcomes: "close-outcomes",
  check: "account-check",
  watch: "watch",
  send: sendKind,
  tidyUp: "tidy-up",
  strategy: "strategy",
} as const;

/** What a `look` job is about, as its payload. */
export type LookPayload = {
  readonly connection: string;
  readonly platform: string;
  readonly stream: string;
  readonly look: string;
};

/** The engine's own schedules: a day ends in each book's own zone, so ended days are looked for every hour. */
const own: readonly NewSchedule[] = [
  { name: "daily-report", kind: kinds.dailyReport, cron: "5 * * * *", zone: "UTC", missed: "once" },
  { name: "audit-checkpoint", kind: kinds.checkpoint, cron: "40 3 * * *", zone: "UTC", missed: "once" },
  { name: "audit-check", kind: kinds.checkAudit, cron: "10 5 * * 0", zone: "UTC", missed: "once" },
  { name: "books-check", kind: kinds.checkBooks, cron: "30 2 * * *", zone: "UTC", missed: "once" },
  { name: "watch", kind: kinds.watch, cron: "* * * * *", zone: "UTC", missed: "once" },
  { name: "tidy-up", kind: kinds.tidyUp, cron: "20 4 * * *", zone: "UTC", missed: "once" },
  { name: "follow-hints", kind: kinds.hints, cron: "*/5 * * * *", zone: "UTC", missed: "once" },
  { name: "send-actions", kind: kinds.sendActions, cron: "*/10 * * * *", zone: "UTC", missed: "once" },
  { name: "look-for-unknown", kind: kinds.lookForUnknown, cron: "*/10 * * * *", zone: "UTC", missed: "once" },
  { name: "expire-actions", kind: kinds.expireActions, cron: "*/15 * * * *", zone: "UTC", missed: "once" },
  { name: "close-outcomes", kind: kinds.closeOutcomes, cron: "25 * * * *", zone: "UTC", missed: "once" },
  { name: "account-check", kind: kinds.check, cron: "50 5 * * *", zone: "UTC", missed: "once" },
];

/** Makes the schedules fit the connections there are; what persons changed or paused stays. */
export async function keepSchedules(workplace: Workplace): Promise<void> {
  await workplace.jobs.keepSchedules(await allSchedules(workplace));
}

/** Every schedule: the engine's own, and each look of each stream of each connection that is on. */
export async function allSchedules(workplace: Workplace): Promise<readonly NewSchedule[]> {
  const connections = await listConnections(workplace.store);
  return [
    ...own,
    ...connections.flatMap((one) => (one.state === "on" ? schedulesOf(workplace, one, connections) : [])),
    ...(await strategySchedules(workplace)),
  ];
}

/** The name of the schedule of a strategy. */
export function strategySchedule(id: string): string {
  return `strategy-${id}`;
}

/** Strategies say themselves when they run, on the clocks of the first books; the payload is the strategy's id. */
async function strategySchedules({ store }: Workplace): Promise<readonly NewSchedule[]> {
  const rows = (await listStrategies(store)).filter(({ gone, refused }) => !gone && refused === "");
  const [first] = await listBooks(store);
  return rows.map(({ id, cron }) => {
    const name = strategySchedule(id);
    return { name, kind: kinds.strategy, payload: id, cron, zone: first?.timeZone ?? "UTC", missed: "once" };
  });
}

function schedulesOf(workplace: Workplace, connection: Connection, all: readonly Connection[]): NewSchedule[] {
  const connector = workplace.platforms.connectors.find(({ id }) => id === connection.platform);
  return (connector?.streams ?? []).flatMap((stream) =>
    stream.looks.map((look) => ({
      name: lookName(connection, stream, look, all),
      kind: kinds.look,
      payload: lookPayload(connection, stream, look),
      cron: look.cron,
      zone: "UTC",
      missed: "once" as const,
    })),
  );
}

/** `gumroad-sales-recent`; a second account of a platform carries its number: `gumroad-2-sales-recent`. */
function lookName(connection: Connection, stream: Stream, look: Look, all: readonly Connection[]): string {
  return `${connectionName(connection, all)}-${stream.id}-${look.name}`;
}

/** The payload of a job that takes this look. */
export function lookPayload(connection: Connection, stream: Stream, look: Look): string {
  const payload: LookPayload = {
    connection: connection.id.toString(),
    platform: connection.platform,
    stream: stream.id,
    look: look.name,
  };
  return JSON.stringify(payload);
}
