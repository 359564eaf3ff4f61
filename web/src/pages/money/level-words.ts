import { platformName } from "../../lib/format/platform-name.ts";
import { type Here, time } from "../../lib/format/time.ts";
import type { Level } from "../../ui/level-mark.tsx";
import type { LevelOf } from "./shapes.ts";
import type { Words } from "./words.en.ts";

/** A level of the API as mark and sentence. */
export function levelShown(level: LevelOf, w: Words, here: Here): { readonly level: Level; readonly note: string } {
  if (level.state === "nothing-read") return { level: "none", note: w.nothingRead };
  if (level.state === "complete") return { level: "complete", note: w.readToTheEnd };
  const behind = level.sources.filter(({ state }) => state === "at-least");
  const sources = behind.map(({ source, readTo }) =>
    // Nobody has read it at all: there is no moment to name.
    readTo === "" ? w.notReadYet(platformName(source)) : w.readTo(platformName(source), time(readTo, here)),
  );
  const waiting = level.incompleteSales > 0 ? [w.cannotBeBooked(level.incompleteSales)] : [];
  const refunds = level.waitingRefunds > 0 ? [w.refundsWait(level.waitingRefunds)] : [];
  return { level: "least", note: [...sources, ...waiting, ...refunds].join(" ") };
}
