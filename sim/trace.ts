import { createHash } from "node:crypto";

/** What happened, as a hash of all lines: two runs of one seed must give the same. */
export type Trace = {
  line(text: string): void;
  hash(): string;
  readonly lines: number;
};

/** `show` gets each line, for reading along. */
export function createTrace(show?: (line: string) => void): Trace {
  const hash = createHash("sha256");
  let count = 0;
  return {
    line: (text) => {
      count += 1;
      hash.update(`${text}\n`);
      show?.(text);
    },
    hash: () => hash.copy().digest("hex").slice(0, 32),
    get lines() {
      return count;
    },
  };
}
