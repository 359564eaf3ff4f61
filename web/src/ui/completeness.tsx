import type { ReactNode } from "react";
import { clock } from "../lib/format/time.ts";
import { liveStore } from "../lib/live/live.ts";
import { useHere } from "../lib/state/here.ts";
import { useStore } from "../lib/state/store.ts";
import { useWords } from "../lib/words/words.ts";
import { type Level, LevelMark } from "./level-mark.tsx";
import { uiWords } from "./words.ts";

export type CompletenessProps = {
  readonly level: Level;
  /** The sentence after the word: "Etsy was last read at 11:20." The word alone is shown without it. */
  readonly children?: ReactNode;
};

/**
 * The level mark with its words. Once the live connection has been lost, every figure says as of when it is, because
 * nothing newer can be known.
 */
export function Completeness({ level, children }: CompletenessProps) {
  const w = useWords(uiWords);
  const here = useHere();
  const live = useStore(liveStore);
  const word = { complete: w.complete, least: w.atLeast, none: "" }[level];
  return (
    <span className="completeness">
      <LevelMark level={level} silent={level !== "none"} />
      <span>
        {level === "least" ? <b>{word}.</b> : level === "complete" && !children ? word : null}
        {children && level === "least" ? " " : null}
        {children}
        {!live.connected && <span className="faint"> {w.asOf(clock(live.since, here))}</span>}
      </span>
    </span>
  );
}
