import type { Millis } from "../../base/clock.ts";
import { dayMs } from "../time/civil.ts";
import type { Observation } from "./observation.ts";
import { momentText } from "./sizes.ts";

/** One account at a platform, as its latest check found it. */
export type AccountChecked = {
  /** The account's name in keys: "gumroad" or "gumroad/second". */
  readonly id: string;
  /** "Gumroad" */
  readonly title: string;
  /** Absent when the platform lets us in. */
  readonly trouble?: { readonly code: string; readonly sentence: string; readonly fix?: string };
  /** When the access given ends by itself. */
  readonly expiresAt?: Millis;
};

/** Shut out is serious; shut out within a week is worth a look. */
export function watchAccount({ id, title, trouble, expiresAt }: AccountChecked, now: Millis): Observation {
  const key = `account/${id}` as const;
  if (trouble !== undefined) {
    return {
      key,
      present: true,
      severity: "serious",
      signature: trouble.code,
      title: trouble.sentence,
      lines: [
        ...(trouble.fix === undefined ? [] : [trouble.fix]),
        `Until then nothing new is read from ${title}; what was read is kept.`,
      ],
    };
  }
  if (expiresAt === undefined || expiresAt - now > 7 * dayMs) {
    return { key, present: false, title: `${title} lets Millrace in.` };
  }
  return {
    key,
    present: true,
    severity: "worth-a-look",
    signature: "expires",
    title: `The access to ${title} ends soon.`,
    lines: [`It ends at ${momentText(expiresAt)}.`, `Connect ${title} again before that.`],
  };
}
