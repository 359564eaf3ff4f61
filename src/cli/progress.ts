import type { Clock } from "../base/clock.ts";
import type { Output } from "./context.ts";
import { cut } from "./text/width.ts";

/** Shows how far long work is. */
export type Progress = {
  /** `fraction` 0–1 where the total is known. */
  show(what: string, fraction: number | undefined): void;
  /** Takes the line away, so that what follows stands alone. */
  end(): void;
};

const redrawEveryMs = 100;
const lineEveryMs = 5_000;

/** One line that renews itself at a terminal; elsewhere a line every few seconds. */
export function progressOn(output: Output, clock: Clock): Progress {
  const begun = clock.now();
  let shownAt = output.isTerminal ? Number.NEGATIVE_INFINITY : begun;
  let drawn = false;
  return {
    show: (what, fraction) => {
      const now = clock.now();
      if (now - shownAt < (output.isTerminal ? redrawEveryMs : lineEveryMs)) return;
      shownAt = now;
      const text = [what, ...parts(fraction, now - begun)].join(" · ");
      if (!output.isTerminal) {
        output.write(`${text}\n`);
        return;
      }
      output.write(`\r\u001b[2K${cut(text, output.columns - 1)}`);
      drawn = true;
    },
    end: () => {
      if (drawn) output.write("\r\u001b[2K");
      drawn = false;
    },
  };
}

function parts(fraction: number | undefined, elapsedMs: number): string[] {
  if (fraction === undefined) return [];
  const percent = `${Math.min(100, Math.floor(fraction * 100))}%`;
  if (elapsedMs < 2_000 || fraction < 0.02) return [percent];
  const seconds = Math.ceil((elapsedMs * (1 - Math.min(1, fraction))) / fraction / 1_000);
  return [percent, seconds > 90 ? `about ${Math.ceil(seconds / 60)} min left` : `about ${seconds} s left`];
}
