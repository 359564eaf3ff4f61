import type { Problem } from "../base/problem.ts";

/** What one look of the doctor came to. */
export type Finding = {
  /** Stable, for scripts: "runtime", "disk-space" … */
  readonly name: string;
  /** ok: as it should be. warn: works, but should not stay so. bad: something does not work or is not safe. */
  readonly state: "ok" | "warn" | "bad";
  /** One sentence for people. */
  readonly sentence: string;
  /** What to do; always there unless the state is ok. */
  readonly fix?: string;
};

export const fine = (name: string, sentence: string): Finding => ({ name, state: "ok", sentence });

export const warn = (name: string, sentence: string, fix: string): Finding => ({ name, state: "warn", sentence, fix });

export const bad = (name: string, sentence: string, fix: string): Finding => ({ name, state: "bad", sentence, fix });

/** A problem as a finding. */
export function findingOf(name: string, state: "warn" | "bad", problem: Problem): Finding {
  return {
    name,
    state,
    sentence: problem.sentence,
    fix: problem.fix ?? "See the sentence above; nothing was changed.",
  };
}

const day = 86_400_000;

/** "3 days", "5 hours", "12 minutes": one unit, rounded down. */
export function duration(ms: number): string {
  const steps = [
    [day, "day"],
    [3_600_000, "hour"],
    [60_000, "minute"],
    [1_000, "second"],
  ] as const;
  const [size, name] = steps.find(([unit]) => ms >= unit) ?? [1_000, "second"];
  const count = Math.floor(ms / size);
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}

/** "1.5 GB", "20 MB". */
export function bytesText(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  return bytes >= 1e6 ? `${Math.round(bytes / 1e6)} MB` : `${Math.ceil(bytes / 1e3)} kB`;
}
