import type { Millis } from "../../base/clock.ts";
import { dayMs } from "../time/civil.ts";
import type { Observation } from "./observation.ts";
import { momentText, spanName } from "./sizes.ts";

/** The newest back-up of books that hold something. */
export type NewestBackup = {
  /** Absent when none was ever made. */
  readonly madeAt?: Millis;
  /** Since when the books hold something. */
  readonly since: Millis;
};

/** A week without one is worth a look, a month serious. */
export function watchBackup({ madeAt, since }: NewestBackup, now: Millis): Observation {
  const key = "backup/books" as const;
  const age = now - (madeAt ?? since);
  if (age <= 7 * dayMs) return { key, present: false, title: "There is a fresh back-up." };
  return {
    key,
    present: true,
    severity: age > 30 * dayMs ? "serious" : "worth-a-look",
    signature: madeAt === undefined ? "never" : "old",
    title: madeAt === undefined ? "No back-up was made yet." : `The newest back-up is ${spanName(age)} old.`,
    lines: [
      ...(madeAt === undefined ? [] : [`It was made at ${momentText(madeAt)}.`]),
      "`millrace backup <file>` makes one while the engine runs.",
    ],
  };
}
