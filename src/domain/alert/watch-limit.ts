import type { Millis } from "../../base/clock.ts";
import type { Observation } from "./observation.ts";
import { minuteMs } from "./rules.ts";
import { momentText, shareName } from "./sizes.ts";

/** One limit of a service as it stands. */
export type LimitLeft = {
  /** "gumroad" */
  readonly service: string;
  readonly title: string;
  /** "calls" */
  readonly name: string;
  readonly permits: number;
  readonly perMs: Millis;
  readonly remaining: number;
  readonly resetAt: Millis;
};

/** At 80 % minor, used up worth a look. Limits of a few calls a second are always near: they are no news. */
export function watchLimit({ service, title, name, permits, perMs, remaining, resetAt }: LimitLeft): Observation {
  const key = `limit/${service}/${name}` as const;
  const used = permits - remaining;
  const notable = perMs >= 10 * minuteMs && used * 10 >= permits * 8;
  if (!notable) return { key, present: false, title: `${title} can be called freely again (${name}).` };
  const empty = remaining <= 0;
  return {
    key,
    present: true,
    severity: empty ? "worth-a-look" : "minor",
    signature: empty ? "used up" : "near",
    title: empty ? `The limit of ${title} is used up.` : `The limit of ${title} is nearly used up.`,
    lines: [
      `${used} of ${permits} ${name}, which is ${shareName(used, permits)}; it is whole again at ${momentText(resetAt)}.`,
      empty ? "What does not fit waits until then; nothing is lost." : "Work goes on, more slowly if it must.",
    ],
  };
}
