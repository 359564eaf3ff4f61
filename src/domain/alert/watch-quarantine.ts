import { counted } from "../text/amount-text.ts";
import type { Observation } from "./observation.ts";

/** Records of one source that could not be understood. */
export type NotUnderstood = {
  /** The source's name in keys: "gumroad". */
  readonly source: string;
  readonly title: string;
  readonly count: number;
};

/** Worth a look from the first on: figures lack them. */
export function watchQuarantine({ source, title, count }: NotUnderstood): Observation {
  const key = `records/${source}` as const;
  if (count === 0) return { key, present: false, title: `All records of ${title} are understood.` };
  const one = count === 1;
  return {
    key,
    present: true,
    severity: "worth-a-look",
    signature: "waiting",
    title: `${counted(count, "record")} of ${title} ${one ? "was" : "were"} not understood.`,
    lines: [
      `${one ? "It is" : "They are"} kept, but not in the books.`,
      `\`millrace platforms show ${source.split("-")[0]}\` tells which and why.`,
    ],
  };
}
