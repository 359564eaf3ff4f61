import type { Clock, Millis } from "../clock.ts";
import { limits } from "../limits.ts";
import type { Bucket } from "./bucket.ts";
import { type Buckets, ownBuckets } from "./buckets.ts";

export type Passed = { readonly passed: true } | { readonly passed: false; readonly freeAt: Millis };

/** Calls that wait for permits, in the order they came. */
export type WaitingLine = {
  /**
   * Takes a permit of each bucket as soon as all of them have one, after those who came before and wait for the same.
   * Gives the moment when they would be there if that is more than `waitMsMax` away. Rejects with the signal's reason.
   */
  join(buckets: readonly Bucket[], waitMsMax: Millis, signal?: AbortSignal): Promise<Passed>;
};

type Waiter = { readonly buckets: readonly Bucket[]; readonly latest: Millis; readonly go: (passed: Passed) => void };

/**
 * An empty line. `notBefore` is a moment before which nobody passes, asked each time; `together` runs what looks at
 * permits and takes them, so that no other process comes between.
 */
export function createWaitingLine(
  clock: Clock,
  notBefore: () => Millis,
  together: Buckets["together"] = ownBuckets.together,
): WaitingLine {
  const waiters = new Set<Waiter>();
  const wake = createWake(clock, () => pump());
  const pump = (): void => {
    if (waiters.size === 0) return;
    const next = together(() => passAll(waiters, clock.now(), notBefore()));
    if (next !== undefined) wake(next);
  };
  const join: WaitingLine["join"] = (buckets, waitMsMax, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const now = clock.now();
      if (waiters.size >= limits.httpWaitersMax) {
        return resolve({ passed: false, freeAt: Math.max(freeAtOf(buckets, now), now + waitMsMax) });
      }
      const onAbort = (): void => {
        waiters.delete(waiter);
        reject(signal?.reason);
        pump();
      };
      const go = (passed: Passed): void => {
        signal?.removeEventListener("abort", onAbort);
        resolve(passed);
      };
      const waiter: Waiter = { buckets, latest: now + waitMsMax, go };
      signal?.addEventListener("abort", onAbort, { once: true });
      waiters.add(waiter);
      pump();
    });
  return { join };
}

/**
 * Lets go whoever may go, in order, and tells when to look again. Who waits for one limit is passed by those who need
 * only others: a product that has to wait for its minute does not hold up the reading of sales.
 */
function passAll(waiters: Set<Waiter>, now: Millis, notBefore: Millis): Millis | undefined {
  let next: Millis | undefined;
  for (const waiter of waiters) {
    const freeAt = Math.max(notBefore, freeAtOf(waiter.buckets, now));
    if (freeAt <= now) {
      for (const bucket of waiter.buckets) bucket.take(now);
      waiters.delete(waiter);
      waiter.go({ passed: true });
    } else if (freeAt > waiter.latest) {
      waiters.delete(waiter);
      waiter.go({ passed: false, freeAt });
    } else next = next === undefined ? freeAt : Math.min(next, freeAt);
  }
  return next;
}

/** Wakes once, at the earliest moment that was asked for. */
function createWake(clock: Clock, woken: () => void): (at: Millis) => void {
  let pending: { readonly at: Millis; readonly cancel: AbortController } | undefined;
  return (at) => {
    if (pending !== undefined && pending.at <= at && pending.at > clock.now()) return;
    pending?.cancel.abort();
    const mine = { at, cancel: new AbortController() };
    pending = mine;
    const wake = (): void => {
      if (pending !== mine) return;
      pending = undefined;
      woken();
    };
    // A sleep that is cancelled rejects; another one has taken its place.
    clock.sleep(Math.max(0, at - clock.now()), mine.cancel.signal).then(wake, () => {});
  };
}

function freeAtOf(buckets: readonly Bucket[], now: Millis): Millis {
  return buckets.reduce((latest, bucket) => Math.max(latest, bucket.freeAt(now)), now);
}
