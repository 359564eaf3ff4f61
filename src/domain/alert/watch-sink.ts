import type { Observation } from "./observation.ts";

/** One place where messages go. */
export type SinkTaking = {
  /** The owner's name for it. */
  readonly name: string;
  /** "Slack" */
  readonly title: string;
  /** Why it took no message the last time, a sentence. */
  readonly failure?: string;
  /** Messages that were given up in the last day. */
  readonly dead: number;
};

/** Worth a look once a message was given up: until then it is tried again, and nothing is lost. */
export function watchSink({ name, title, failure, dead }: SinkTaking): Observation {
  const key = `sink/${name}` as const;
  if (failure === undefined || dead === 0) return { key, present: false, title: `Messages reach ${title} again.` };
  return {
    key,
    present: true,
    severity: "worth-a-look",
    signature: "dead",
    title: `Messages do not reach ${title} (${name}).`,
    lines: [failure, "They are in Millrace's log and on its page.", `\`millrace sinks test ${name}\` tries it.`],
  };
}
