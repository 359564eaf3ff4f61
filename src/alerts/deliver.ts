import type { Clock, Millis } from "../base/clock.ts";
import type { Failure } from "../base/egress/failure.ts";
import { reactions } from "../base/egress/reactions.ts";
import { err, type Result } from "../base/result.ts";
import { keptQuietHours, quietUntil } from "../domain/alert/quiet-hours.ts";
import type { Sealing } from "../intake/sealing.ts";
import type { JobOutcome } from "../jobs/jobs.ts";
import type { Message, Sent } from "../spec/sink.ts";
import { shareable } from "../spec/sink-kit/shareable.ts";
import type { Store } from "../store/handle.ts";
import { countTry, noteTry, readMessage, type SentMessage } from "../store/sent-message.ts";
import { noteSinkFailure, noteSinkSent, readSinkRow, type SinkRow } from "../store/sink.ts";
import { openSettings } from "./keep-sinks.ts";
import type { Sinks } from "./sinks.ts";

/** With the pauses of its kind of work about a day; after that nobody wants to be told any more. */
export const sendTriesMax = 10;

export type Delivery = {
  readonly store: Store;
  readonly sealing: Sealing;
  readonly sinks: Sinks;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
};

/**
 * Sends one message once. It may arrive twice where an answer was lost and the other side does not compare keys, and
 * it is never lost: until it was taken or given up it waits, and that it was given up is told.
 */
export async function deliver(delivery: Delivery, messageId: bigint): Promise<JobOutcome> {
  const { store, clock } = delivery;
  const message = await readMessage(store, messageId);
  if (message?.state !== "waiting") return { kind: "done", note: "it was dealt with before" };
  const sink = await readSinkRow(store, message.sinkId);
  if (sink?.state !== "on") return { kind: "done", note: "its place was removed" };
  const quiet = quietFor(sink, message, clock.now());
  if (quiet !== undefined) return { kind: "again", note: `${sink.name} is left alone at this hour`, at: quiet };
  // Counted before it is tried: what kills the process each time is not tried for ever.
  await store.transaction((tx) => countTry(tx, message.id));
  const sent = await send(delivery, sink, message);
  const now = clock.now();
  if (sent.ok) {
    const note = [sent.value.shortened ? "shortened" : "", sent.value.note ?? ""].filter((part) => part).join("; ");
    await store.transaction(async (tx) => {
      await noteTry(tx, message.id, "sent", note, now);
      await noteSinkSent(tx, sink.id, now);
    });
    return { kind: "done", note: `sent to ${sink.name}` };
  }
  return failed(delivery, sink, message, sent.error);
}

/** Until when a message waits for the end of a place's quiet hours; what is serious waits for nothing. */
function quietFor(sink: SinkRow, { message }: SentMessage, now: Millis): Millis | undefined {
  const hours = keptQuietHours(sink.quiet);
  if (hours === undefined || (JSON.parse(message) as Message).severity === "serious") return undefined;
  return quietUntil(hours, now);
}

async function send(delivery: Delivery, sink: SinkRow, message: SentMessage): Promise<Result<Sent, Failure>> {
  const { store, sealing, sinks, signal } = delivery;
  const kind = sinks.kinds.find(({ id }) => id === sink.kind);
  if (!kind) return err(fatal("sink-unknown", `This version of Millrace cannot send to ${sink.name}.`));
  const settings = await openSettings(store, sealing, sink);
  if (!settings) return err(fatal("sink-without-settings", `What ${sink.name} was given cannot be read any more.`));
  const outlet = sinks.open(kind, sink.name, settings);
  if (!outlet.ok) return err(fatal(outlet.error.code, outlet.error.sentence));
  return outlet.value.send(shareable(JSON.parse(message.message) as Message, sinks.redact), signal);
}

function fatal(code: string, sentence: string): Failure {
  return { kind: "fatal", code, sentence };
}

async function failed(
  { store, clock, signal }: Delivery,
  sink: SinkRow,
  message: SentMessage,
  failure: Failure,
): Promise<JobOutcome> {
  const { wait } = reactions[failure.kind];
  // The engine stops: that says nothing about the place.
  if (signal?.aborted) return { kind: "again", note: failure.sentence };
  const now = clock.now();
  const dead = wait === "person" || message.tries + 1 >= sendTriesMax;
  await store.transaction(async (tx) => {
    await noteTry(tx, message.id, dead ? "dead" : "waiting", failure.sentence, now);
    await noteSinkFailure(tx, sink.id, failure.sentence, now);
  });
  if (dead) return { kind: "failed", note: failure.sentence };
  const at = wait === "until-reset" ? failure.retryAt : undefined;
  return { kind: "again", note: failure.sentence, ...(at === undefined ? {} : { at }) };
}
