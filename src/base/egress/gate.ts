import type { Clock, Millis } from "../clock.ts";
import { limits } from "../limits.ts";
import { type Bucket, createBucket } from "./bucket.ts";
import type { Call, Quota, RateLimit } from "./http.ts";

/** What a service's headers said about its limits; see `toldBy`. */
export type Told = {
  /** Permits of which `remaining` are left until `resetAt`. */
  readonly left?: { readonly of?: number; readonly remaining: number; readonly resetAt: Millis };
  /** No call before then. */
  readonly closedUntil?: Millis;
};

/** Lets calls start when every limit that counts them has a permit, the first who came first. */
export type Gate = {
  /**
   * Resolves when the call may start, its permits taken, or with the moment when they would be there if that is more
   * than `waitMsMax` away. Rejects with the signal's reason.
   */
  pass(call: Pick<Call, "method" | "path" | "signal">, waitMsMax: Millis): Promise<Passed>;
  /** What an answer to such a call said. */
  told(call: Pick<Call, "method" | "path">, told: Told): void;
  quota(): readonly Quota[];
};

export type Passed = { readonly passed: true } | { readonly passed: false; readonly freeAt: Millis };

type Waiter = {
  readonly buckets: readonly Bucket[];
  readonly latest: Millis;
  readonly go: (passed: Passed) => void;
};

/** The gate of one service. `clock` is the only time it knows. */
export function createGate(rates: readonly RateLimit[], clock: Clock): Gate {
  const doors = rates.map((rate) => ({ rate, bucket: createBucket(rate) }));
  // When the service asks for a pause after a call that no limit counts, everything pauses.
  let closedUntil = 0;
  const waiters = new Set<Waiter>();
  let wake: { readonly at: Millis; readonly cancel: AbortController } | undefined;

  const countedBy = (call: Pick<Call, "method" | "path">): readonly { rate: RateLimit; bucket: Bucket }[] =>
    doors.filter(({ rate }) => counts(rate, call));

  const pump = (): void => {
    const now = clock.now();
    const claimed = new Set<Bucket>();
    let next = Number.POSITIVE_INFINITY;
    for (const waiter of waiters) {
      const freeAt = Math.max(closedUntil, freeAtOf(waiter.buckets, now));
      const behind = waiter.buckets.some((bucket) => claimed.has(bucket));
      if (!behind && freeAt <= now) {
        for (const bucket of waiter.buckets) bucket.take(now);
        waiters.delete(waiter);
        waiter.go({ passed: true });
      } else if (freeAt > waiter.latest || now > waiter.latest) {
        waiters.delete(waiter);
        waiter.go({ passed: false, freeAt: Math.max(freeAt, now) });
      } else {
        for (const bucket of waiter.buckets) claimed.add(bucket);
        if (!behind) next = Math.min(next, freeAt);
        else next = Math.min(next, waiter.latest + 1);
      }
    }
    if (next < Number.POSITIVE_INFINITY) wakeAt(next);
  };

  const wakeAt = (at: Millis): void => {
    if (wake !== undefined && wake.at <= at && wake.at > clock.now()) return;
    wake?.cancel.abort();
    const mine = { at, cancel: new AbortController() };
    wake = mine;
    const woken = (): void => {
      if (wake !== mine) return;
      wake = undefined;
      pump();
    };
    // A sleep that is cancelled rejects; another one has taken its place.
    clock.sleep(Math.max(0, at - clock.now()), mine.cancel.signal).then(woken, () => {});
  };

  return {
    pass: (call, waitMsMax) =>
      new Promise((resolve, reject) => {
        if (call.signal?.aborted) return reject(call.signal.reason);
        const now = clock.now();
        const buckets = countedBy(call).map(({ bucket }) => bucket);
        if (waiters.size >= limits.httpWaitersMax) {
          return resolve({ passed: false, freeAt: Math.max(freeAtOf(buckets, now), now + waitMsMax) });
        }
        const onAbort = (): void => {
          waiters.delete(waiter);
          reject(call.signal?.reason);
          pump();
        };
        const waiter: Waiter = {
          buckets,
          latest: now + waitMsMax,
          go: (passed) => {
            call.signal?.removeEventListener("abort", onAbort);
            resolve(passed);
          },
        };
        call.signal?.addEventListener("abort", onAbort, { once: true });
        waiters.add(waiter);
        pump();
      }),
    told: (call, told) => {
      const now = clock.now();
      const counting = countedBy(call);
      if (told.closedUntil !== undefined) {
        for (const { bucket } of counting) bucket.close(told.closedUntil);
        if (counting.length === 0) closedUntil = Math.max(closedUntil, told.closedUntil);
      }
      const left = told.left;
      // Which of several limits is meant is told by its size, if at all.
      const meant = counting.filter(({ rate }) => left?.of === rate.permits || counting.length === 1);
      if (left !== undefined) for (const { bucket } of meant) bucket.told(now, left.remaining, left.resetAt);
    },
    quota: () => doors.map(({ bucket }) => bucket.quota(clock.now())),
  };
}

function freeAtOf(buckets: readonly Bucket[], now: Millis): Millis {
  return buckets.reduce((latest, bucket) => Math.max(latest, bucket.freeAt(now)), now);
}

function counts(rate: RateLimit, call: Pick<Call, "method" | "path">): boolean {
  const { methods, path } = rate.counts ?? {};
  return (methods === undefined || methods.includes(call.method)) && (path === undefined || path.test(call.path));
}
