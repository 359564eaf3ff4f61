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

/** What a bucket knows. */
export type BucketState = {
  /** When each permit that is out comes back, the earliest first; those before `first` are back. */
  back: Millis[];
  first: number;
  /** What the service said that others use. */
  held: { count: number; until: Millis };
  closedUntil: Millis;
};

/** A bucket that is full. */
export function createBucket(limit: RateLimit): Bucket {
  return bucketOn(limit, { back: [], first: 0, held: { count: 0, until: 0 }, closedUntil: 0 });
}

/** How long a permit stays out. */
export function spanOf({ perMs }: Pick<RateLimit, "perMs">): Millis {
  return perMs + marginOf(perMs);
}

/** The bucket that knows this; what happens to it is written there. */
export function bucketOn(limit: RateLimit, state: BucketState): Bucket {
  const span = spanOf(limit);
  const settle = (now: Millis): void => {
    // After the clock was set back, nothing is out for longer than a span.
    if ((state.back.at(-1) ?? 0) > now + span) state.back = state.back.map((at) => Math.min(at, now + span));
    while (state.first < state.back.length && (state.back[state.first] ?? 0) <= now) state.first += 1;
    if (state.first > 1_024 && state.first * 2 > state.back.length) {
      state.back = state.back.slice(state.first);
      state.first = 0;
    }
    if (state.held.until <= now) state.held = { count: 0, until: 0 };
  };
  const left = (now: Millis): number => {
    settle(now);
    return limit.permits - (state.back.length - state.first) - state.held.count;
  };
  return {
    freeAt: (now) => {
      const free = left(now);
      const { back, first, held, closedUntil } = state;
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
      state.back.push(now + span);
    },
    told: (now, remaining, until) => {
      const own = left(now) + state.held.count;
      if (remaining < own && until > now) state.held = { count: own - Math.max(0, remaining), until };
      else state.held = { count: 0, until: 0 };
    },
    close: (until) => {
      state.closedUntil = Math.max(state.closedUntil, until);
    },
    quota: (now) => {
      const free = state.closedUntil > now ? 0 : Math.max(0, left(now));
      const whole = Math.max(now, state.closedUntil, state.held.until, state.back.at(-1) ?? 0);
      return { name: limit.name, permits: limit.permits, perMs: limit.perMs, remaining: free, resetAt: whole };
    },
  };
}
