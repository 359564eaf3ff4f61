import type { Clock, Millis } from "../src/base/clock.ts";

/** One message on its way out. */
export type Delivery = {
  readonly url: string;
  readonly contentType: string;
  readonly body: string;
  readonly dueAt: Millis;
  /** 0 for the first attempt. */
  readonly attempt: number;
  /** What it is about, e.g. "refund". */
  readonly name: string;
  /** Tells how it went: the status that came back, or undefined when none did. What is tried again is planned by this. */
  done(status: number | undefined): void;
};

/** Carries one message; resolves to the status, or to undefined when there was no answer in time. */
export type SendPing = (delivery: Delivery) => Promise<number | undefined>;

type Sender = { pingsDue(now: Millis): readonly Delivery[] };

/** Sends what is due at `now`, one after the other. Gives how many there were. */
export async function deliverPings(twin: Sender, now: Millis, send: SendPing): Promise<number> {
  const due = twin.pingsDue(now);
  for (const delivery of due) delivery.done(await send(delivery));
  return due.length;
}

/** Sends what is due, every second until the signal. For a sandbox that runs beside an engine. */
export async function keepDelivering(
  twins: readonly Sender[],
  clock: Clock,
  send: SendPing,
  stop: AbortSignal,
): Promise<void> {
  while (!stop.aborted) {
    for (const twin of twins) await deliverPings(twin, clock.now(), send);
    // A sleep that is cut short means that the end was asked for: the loop sees it.
    await clock.sleep(1_000, stop).catch((reason: unknown) => reason);
  }
}
