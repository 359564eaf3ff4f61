import type { Millis } from "../base/clock.ts";
import { alertMessages } from "../domain/alert/alert-message.ts";
import type { AlertNews } from "../domain/alert/alert-state.ts";
import { type Severity, severities } from "../domain/alert/severity.ts";
import type { Jobs } from "../jobs/jobs.ts";
import type { Message } from "../spec/sink.ts";
import { type Redact, shareable } from "../spec/sink-kit/shareable.ts";
import type { Tx } from "../store/handle.ts";
import { addMessages } from "../store/sent-message.ts";
import { type Least, listSinkRows, type SinkRow } from "../store/sink.ts";

/** The kind of work that sends one message to one place. Its payload is the message's number. */
export const sendKind = "send-message";

/** What messages are put in line with. */
export type Line = { readonly jobs: Pick<Jobs, "enqueue">; readonly redact: Redact; readonly now: Millis };

/** News of an alert, and how urgent it is: for what is over, how urgent it was told to be. */
export type WeighedNews = { readonly news: AlertNews; readonly weight: Severity };

/** Puts what is new about alerts in line for every place that wants to hear of it. Gives how many messages that are. */
export async function handOutNews(tx: Tx, line: Line, all: readonly WeighedNews[], zone: string): Promise<number> {
  if (all.length === 0) return 0;
  const sinks = await listSinkRows(tx);
  return handOut(
    tx,
    line,
    (sink) =>
      alertMessages(
        all.filter(({ weight }) => wants(sink.least, weight)).map(({ news }) => news),
        zone,
      ),
    sinks,
  );
}

/** Puts a report in line for every place that wants reports. */
export async function handOutReport(tx: Tx, line: Line, message: Message): Promise<number> {
  const sinks = (await listSinkRows(tx)).filter(({ reports }) => reports);
  return handOut(tx, line, () => [message], sinks);
}

async function handOut(
  tx: Tx,
  { jobs, redact, now }: Line,
  messagesFor: (sink: SinkRow) => readonly Message[],
  sinks: readonly SinkRow[],
): Promise<number> {
  const rows = sinks.flatMap((sink) =>
    messagesFor(sink).map((message) => ({
      sinkId: sink.id,
      messageKey: message.key,
      message: JSON.stringify(shareable(message, redact)),
    })),
  );
  const ids = await addMessages(tx, rows, now);
  for (const id of ids) await enqueueSend(tx, jobs, id);
  return ids.length;
}

/** Has one message sent; nothing where its sending waits already. */
export async function enqueueSend(tx: Tx, jobs: Pick<Jobs, "enqueue">, id: bigint): Promise<void> {
  await jobs.enqueue(tx, { name: sendKind, payload: id.toString(), dedupe: `send ${id}` });
}

function wants(least: Least, weight: Severity): boolean {
  return least !== "none" && severities.indexOf(weight) <= severities.indexOf(least);
}
