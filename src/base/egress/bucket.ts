import type { Millis } from "../clock.ts";
import type { Quota, RateLimit } from "./http.ts";

/**
 * The permits of one limit. In any span of `perMs`, however it lies, at most `permits` calls start: each permit comes
 * back a whole span after it was taken, which a bucket that refills evenly would not keep.
 */
export type Bucket = {
  /** When the next permit is there; not after `now` means now. */
  freeAt(now: Millis): Millis;
  take(now: Millis): void;
  /** What the service said: so many are left until then. Others may be using the same account. */
  told(now: Millis, remaining: number, until: Millis): void;
  /** Nothing at all until then. */
  close(until: Millis): void;
  quota(now: Millis): Quota;
};

/**
 * Calls are counted by the service when they arrive, which is not as evenly as they were sent: two that start one span
 * apart may arrive a little closer. So a permit stays out a little longer, 4 % of the span and at most a second.
 */
const marginOf = (perMs: Millis): Millis => Math.min(Math.ceil(perMs / 25), 1_000);

/** A bucket that is full. */
export function createBucket(limit: RateLimit): Bucket {
  const span = limit.perMs + marginOf(limit.perMs);
  // When each permit that is out comes back, the earliest first; those before `first` are back.
  let back: Millis[] = [];
  let first = 0;
  let held = { count: 0, until: 0 };
  let closedUntil = 0;
  const settle = (now: Millis): void => {
    // After the clock was set back, nothing is out for longer than a span.
    if ((back.at(-1) ?? 0) > now + span) back = back.map((at) => Math.min(at, now + span));
    while (first < back.length && (back[first] ?? 0) <= now) first += 1;
    if (first > 1_024 && first * 2 > back.length) {
      back = back.slice(first);
      first = 0;
    }
    if (held.until <= now) held = { count: 0, until: 0 };
  };
  const left = (now: Millis): number => {
    settle(now);
    return limit.permits - (back.length - first) - held.count;
  };
  return {
    freeAt: (now) => {
      const free = left(now);
      if (free > 0) return Math.max(now, closedUntil);
      const out = back.length - first;
      const beside = limit.permits - held.count;
      // Either enough of those that are out come back, or what others hold does.
      const after = Math.max(held.until, out < limit.permits ? now : (back[first + out - limit.permits] ?? now));
      const before = beside > 0 ? (back[first + out - beside] ?? now) : after;
      return Math.max(Math.min(before, after), closedUntil);
    },
    take: (now) => {
      settle(now);
      back.push(now + span);
    },
    told: (now, remaining, until) => {
      const own = left(now) + held.count;
      if (remaining < own && until > now) held = { count: own - Math.max(0, remaining), until };
      else held = { count: 0, until: 0 };
    },
    close: (until) => {
      closedUntil = Math.max(closedUntil, until);
    },
    quota: (now) => {
      const free = closedUntil > now ? 0 : Math.max(0, left(now));
      const whole = Math.max(now, closedUntil, held.until, back.at(-1) ?? 0);
      return { name: limit.name, permits: limit.permits, perMs: limit.perMs, remaining: free, resetAt: whole };
    },
  };
}
