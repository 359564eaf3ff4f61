import type { Observation } from "./observation.ts";

/** How the latest run of one of Millrace's own works ended. */
export type JobEnded = {
  /** The schedule's name: "daily-report". */
  readonly name: string;
  /** "Keep the report of each day that has ended" */
  readonly title: string;
  /** Absent when it went well. */
  readonly failure?: { readonly sentence: string; readonly triedAgain: boolean };
};

/** Minor while it is tried again by itself, worth a look once it is not. */
export function watchJob({ name, title, failure }: JobEnded): Observation {
  const key = `job/${name}` as const;
  if (failure === undefined) return { key, present: false, title: `"${title}" succeeds again.` };
  const { sentence, triedAgain } = failure;
  return {
    key,
    present: true,
    severity: triedAgain ? "minor" : "worth-a-look",
    signature: triedAgain ? "again" : "failed",
    title: `"${title}" did not succeed: ${sentence}`,
    lines: [triedAgain ? "It is tried again by itself." : `\`millrace jobs run ${name}\` tries again.`],
  };
}
