import type { Millis } from "../base/clock.ts";
import type { Random } from "../base/random.ts";
import type { JobKind } from "./jobs.ts";

/**
 * The pause before the next try after `tries` have failed (1 or more): doubled for each, with up to a half of it taken
 * off by chance so that what failed together does not come again together, and at most `pauseMaxMs`.
 */
export function pauseAfter(
  { pauseMs, pauseMaxMs }: Pick<JobKind, "pauseMs" | "pauseMaxMs">,
  tries: number,
  random: Random,
): Millis {
  const whole = Math.min(pauseMaxMs, pauseMs * 2 ** Math.min(tries - 1, 40));
  const [high = 0, low = 0] = random.bytes(2);
  const chance = (high * 256 + low) / 65_536;
  return Math.max(1, Math.round(whole * (1 - chance / 2)));
}
