import type { Millis } from "../../base/clock.ts";
import type { Observation } from "./observation.ts";
import { shareName, spanName } from "./sizes.ts";

/** A rule that something went against, or would have. */
export type RuleBroken = {
  /** What it is about: a platform, a strategy. */
  readonly subject: string;
  readonly title: string;
  /** Absent once it is settled. */
  readonly broken?: { readonly rule: string; readonly sentence: string };
};

/** Always serious: it can cost the account. */
export function watchRule({ subject, title, broken }: RuleBroken): Observation {
  const key = `compliance/${subject}` as const;
  if (broken === undefined) return { key, present: false, title: `${title} keeps the rules again.` };
  return {
    key,
    present: true,
    severity: "serious",
    signature: broken.rule,
    title: `A rule was broken: ${title}.`,
    lines: [broken.sentence, `The rule: ${broken.rule}.`, "Nothing more of that kind is done until you have looked."],
  };
}

/** The key of the alert about the rule files. */
export const ruleFilesKey = "compliance/rule-files";

/**
 * Rule files that cannot be read, or an example in them that comes out otherwise than it says. Serious: nothing outside
 * is allowed until it is put right. `trouble` names file, line and what is wrong there.
 */
export function watchRuleFiles(trouble: { readonly sentence: string; readonly fix: string } | undefined): Observation {
  const key = ruleFilesKey;
  if (trouble === undefined) return { key, present: false, title: "The rule files are read and do what they say." };
  return {
    key,
    present: true,
    severity: "serious",
    signature: trouble.sentence,
    title: "The rules for what leaves cannot be read.",
    lines: [trouble.sentence, "Nothing outside is allowed meanwhile.", ...(trouble.fix === "" ? [] : [trouble.fix])],
  };
}

/** How many actions of one subject the gate saw in a span, and how many of them it denied. */
export type Denials = {
  readonly subject: string;
  readonly title: string;
  readonly denied: number;
  readonly asked: number;
  readonly spanMs: Millis;
  /** The rule that denied most of them. */
  readonly rule?: string;
};

/** From five denied ones and a tenth of all on it is worth a look; from twenty and half of all on serious. */
export function watchDenials({ subject, title, denied, asked, spanMs, rule }: Denials): Observation {
  const key = `compliance/${subject}/denied` as const;
  const many = denied >= 5 && denied * 10 >= asked;
  if (!many) return { key, present: false, title: `Few actions of ${title} are denied now.` };
  return {
    key,
    present: true,
    severity: denied >= 20 && denied * 2 >= asked ? "serious" : "worth-a-look",
    signature: rule ?? "",
    title: `Many actions of ${title} are denied.`,
    lines: [
      `${denied} of ${asked} in the last ${spanName(spanMs)}, which is ${shareName(denied, asked)}; none of them was done.`,
      ...(rule === undefined ? [] : [`Most by this rule: ${rule}.`]),
    ],
  };
}
