import { platformName } from "../../lib/format/platform-name.ts";
import { dayKey, type Here, time } from "../../lib/format/time.ts";
import type { Level as Mark } from "../../ui/level-mark.tsx";
import type { TodayData } from "./reads.ts";
import type { Words } from "./words.en.ts";

type Level = TodayData["earned"]["month"]["level"];

export const markOf = ({ state }: Level): Mark =>
  (({ complete: "complete", "at-least": "least", "nothing-read": "none" }) as const)[state];

/** How complete a figure is, in one sentence behind the mark's word. */
export function levelSentence(level: Level, w: Words, here: Here): string {
  const { state, sources, incompleteSales, waitingRefunds } = level;
  if (state === "nothing-read") return w.nothingRead;
  const read = sources.map(({ readTo }) => readTo).filter((at) => at !== "");
  if (state === "complete") {
    const earliest = read.toSorted()[0];
    return earliest === undefined ? "" : w.readTo(time(earliest, here));
  }
  const late = sources.filter((one) => one.state === "at-least");
  const [only] = late;
  if (only && late.length === 1 && only.readTo !== "") {
    const isToday = dayKey(only.readTo, here.zone) === dayKey(here.now, here.zone);
    return (isToday ? w.lateOne : w.lateOneDay)(platformName(only.source), time(only.readTo, here));
  }
  if (only && late.length === 1) return w.readingOne(platformName(only.source));
  if (late.length > 1) return w.lateMany(late.length);
  if (incompleteSales > 0) return w.waitingSales(incompleteSales);
  return waitingRefunds > 0 ? w.waitingRefunds(waitingRefunds) : w.someMissing;
}
