/** How much something asks for the owner's attention, the most urgent first. */
export const severities = ["serious", "worth-a-look", "minor"] as const;

export type Severity = (typeof severities)[number];

/** The words that people read. */
export const severityWords: Readonly<Record<Severity, string>> = {
  serious: "Serious",
  "worth-a-look": "Worth a look",
  minor: "Minor",
};

/** Whether `a` is more urgent than `b`; everything is more urgent than nothing. */
export function isWorse(a: Severity, b: Severity | undefined): boolean {
  return b === undefined || severities.indexOf(a) < severities.indexOf(b);
}
