import type { Clock, Millis } from "../clock.ts";
import type { Bucket } from "./bucket.ts";
import { type Buckets, ownBuckets } from "./buckets.ts";
import type { Call, Quota, RateLimit } from "./http.ts";
import { createWaitingLine, type Passed } from "./waiting-line.ts";

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

/** The gate of one service. `clock` is the only time it knows; permits are counted in this process, or in `buckets`. */
export function createGate(rates: readonly RateLimit[], clock: Clock, buckets: Buckets = ownBuckets): Gate {
  const doors = rates.map((rate) => ({ rate, bucket: buckets.open(rate) }));
  // When the service asks for a pause after a call that no limit counts, everything pauses.
  let closedUntil = 0;
  const line = createWaitingLine(clock, () => closedUntil, buckets.together);
  const countedBy = (call: Pick<Call, "method" | "path">): readonly { rate: RateLimit; bucket: Bucket }[] =>
    doors.filter(({ rate }) => counts(rate, call));

  return {
    pass: ({ signal, ...call }, waitMsMax) => {
      const counting = countedBy(call).map(({ bucket }) => bucket);
      return line.join(counting, waitMsMax, signal);
    },
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

function counts(rate: RateLimit, call: Pick<Call, "method" | "path">): boolean {
  const { methods, path } = rate.counts ?? {};
  return (methods === undefined || methods.includes(call.method)) && (path === undefined || path.test(call.path));
}
