import { useWords } from "../lib/words/words.ts";
import { uiWords } from "./words.ts";

/** How complete a number is: all there, at least this much, not available. */
export type Level = "complete" | "least" | "none";

export type LevelMarkProps = {
  readonly level: Level;
  /** True where the words stand right beside it, so that a screen reader does not hear them twice. */
  readonly silent?: boolean;
};

const wave = "M2.8 8.3c1.3-1.3 2.6-1.3 3.9 0s2.6 1.3 3.9 0c.9-.9 1.7-1.2 2.6-.9A5.2 5.2 0 0 1 2.8 8.3z";

/** The small vessel: full, half with a wave, or a dashed ring. Its shape differs, so colour is never needed. */
export function LevelMark({ level, silent = false }: LevelMarkProps) {
  const w = useWords(uiWords);
  const name = { complete: w.complete, least: w.atLeast, none: w.notAvailable }[level];
  return (
    <svg
      className="level"
      data-level={level}
      viewBox="0 0 16 16"
      role="img"
      aria-label={name}
      aria-hidden={silent || undefined}
    >
      {level === "complete" ? (
        <>
          <circle cx="8" cy="8" r="7.2" fill="currentColor" />
          <path
            className="level-tick"
            d="m4.8 8.3 2.2 2.2 4.2-4.6"
            fill="none"
            strokeWidth="1.7"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </>
      ) : (
        <circle
          cx="8"
          cy="8"
          r="6.5"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          {...(level === "none" ? { strokeDasharray: "2.5 2.3" } : {})}
        />
      )}
      {level === "least" && <path fill="currentColor" d={wave} />}
    </svg>
  );
}
