import type { Clock, Millis } from "../clock.ts";
import { limits } from "../limits.ts";

/**
 * Leaves a service alone that failed several times in a row, then lets one call through to see whether it is back.
 * Written here and not taken from a package: those we know read the machine's clock, and a simulated year must not.
 */
export type Breaker = {
  /** When calls may be made again, if not now. */
  restsUntil(): Millis | undefined;
  /** Call right before sending. What it returns must be called once with what came of it. */
  enter(): (outcome: "answered" | "failed" | "unknown") => void;
};

/** A breaker that lets everything through until `breakerFailuresMax` failures in a row. */
export function createBreaker(clock: Clock): Breaker {
  let failures = 0;
  let rests = 0;
  let openUntil: Millis | undefined;
  let probing = false;
  const rest = (): void => {
    openUntil = clock.now() + Math.min(limits.breakerRestMs * 2 ** rests, limits.breakerRestMsMax);
    rests += 1;
  };
  return {
    restsUntil: () => {
      if (openUntil === undefined) return undefined;
      if (clock.now() < openUntil) return openUntil;
      // Its rest is over. While one call finds out, the others come back a little later.
      return probing ? clock.now() + limits.httpRetryPauseMsMax : undefined;
    },
    enter: () => {
      const probe = openUntil !== undefined;
      if (probe) probing = true;
      return (outcome) => {
        if (probe) probing = false;
        if (outcome === "answered") {
          failures = 0;
          rests = 0;
          openUntil = undefined;
        } else if (outcome === "failed") {
          failures += 1;
          // Calls that were under way when it opened fail as expected: they do not make the rest longer.
          const fresh = openUntil === undefined && failures >= limits.breakerFailuresMax;
          if (probe || fresh) rest();
        }
      };
    },
  };
}
