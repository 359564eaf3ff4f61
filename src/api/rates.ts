import type { Clock } from "../base/clock.ts";
import { type Bucket, createBucket } from "../base/egress/bucket.ts";
import type { Rates as Allowed } from "./deps.ts";

/** What counts together: reads and writes of one principal, and all that an unknown address asks. */
export type RateKind = keyof Allowed;

export type RateDoor = {
  /** Counts one request; the seconds to wait when it is one too many, and then it does not count. */
  take(kind: RateKind, who: string): number | undefined;
};

/** A dashboard that shows everything anew each second stays far below. */
const usual: Allowed = { reads: 3_000, writes: 300, unknown: 300 };

/** Who has not asked for longest is forgotten first; strangers must not fill the memory. */
const keptMax = 2_000;

/** Counts in memory: what was asked before a restart is forgiven. */
export function openRates(clock: Clock, allowed: Allowed = usual): RateDoor {
  const buckets = new Map<string, Bucket>();
  const bucketOf = (kind: RateKind, who: string): Bucket => {
    const key = `${kind} ${who}`;
    const found = buckets.get(key) ?? createBucket({ name: kind, permits: allowed[kind], perMs: 60_000 });
    buckets.delete(key);
    buckets.set(key, found);
    const [oldest] = buckets.keys();
    if (buckets.size > keptMax && oldest !== undefined) buckets.delete(oldest);
    return found;
  };
  return {
    take: (kind, who) => {
      const now = clock.now();
      const bucket = bucketOf(kind, who);
      const freeAt = bucket.freeAt(now);
      if (freeAt > now) return Math.max(1, Math.ceil((freeAt - now) / 1_000));
      bucket.take(now);
      return undefined;
    },
  };
}
