import type { Millis } from "../../base/clock.ts";
import { dayMs } from "../time/civil.ts";
import type { Observation } from "./observation.ts";
import { momentText } from "./sizes.ts";

/** One thing that waits for a person. */
export type StepWaiting = {
  readonly id: string;
  readonly title: string;
  readonly dueAt?: Millis;
  /** Whether it waits for the person; false once it was answered. */
  readonly open: boolean;
};

/** Worth a look in the last day before it is due; what has no due time says nothing by itself. */
export function watchStep({ id, title, dueAt, open }: StepWaiting, now: Millis): Observation {
  const key = `step/${id}` as const;
  if (!open || dueAt === undefined || dueAt - now > dayMs) return { key, present: false, title: `Done: ${title}` };
  return {
    key,
    present: true,
    severity: "worth-a-look",
    signature: "due",
    title: `It waits for you: ${title}`,
    lines: [
      `It is due at ${momentText(dueAt)} and then no longer possible.`,
      `\`millrace steps show ${id}\` tells how.`,
    ],
  };
}
