import type { Millis } from "../../base/clock.ts";
import type { Observation } from "./observation.ts";
import { hourMs, minuteMs } from "./rules.ts";
import { spanName } from "./sizes.ts";

/** How far a service's clock is ahead of ours (behind: negative); absent when they agree. */
export type ClockSkew = { readonly service: string; readonly title: string; readonly skewMs?: Millis };

/** From five minutes on worth a look; from an hour on serious: days, signatures and schedules go wrong. */
export function watchClock({ service, title, skewMs = 0 }: ClockSkew): Observation {
  const key = `clock/${service}` as const;
  const off = Math.abs(skewMs);
  if (off < 5 * minuteMs) return { key, present: false, title: "The clock of this machine is right again." };
  const where = skewMs > 0 ? "behind" : "ahead of";
  return {
    key,
    present: true,
    severity: off >= hourMs ? "serious" : "worth-a-look",
    signature: where,
    title: `The clock of this machine is ${spanName(off)} ${where} that of ${title}.`,
    lines: [
      "One of the two is wrong, mostly one's own. Turn on network time.",
      "What is booked keeps the platform's times.",
    ],
  };
}
