import type { Here } from "../../lib/format/time.ts";
import { time } from "../../lib/format/time.ts";
import type { Lang } from "../../lib/words/lang.ts";
import type { Level } from "../../ui/level-mark.tsx";
import type { Manifest, PlatformCardData } from "./shapes.ts";
import type { Words } from "./words.en.ts";

/** "products, sales and payouts" in the language. */
export const listOf = (texts: readonly string[], lang: Lang): string =>
  new Intl.ListFormat(lang, { type: "conjunction" }).format(texts);

/** The first letter large, as a sentence begins. */
export const begun = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const named = (names: Readonly<Record<string, string>>, id: string, title: string): string => names[id] ?? title;

/** What a platform's lists are called in the language. */
export const listName = (w: Words, id: string, title: string): string => named(w.lists, id, title);

/** What of it is read. */
export const readsOf = (manifest: Manifest, w: Words, lang: Lang): string =>
  listOf(
    manifest.reads.map(({ id, title }) => (manifest.kind === "live" ? listName(w, id, title) : title)),
    lang,
  );

/** What it can be made to do; "" where nothing. */
export const writesOf = ({ writes }: Manifest, w: Words, lang: Lang): string =>
  listOf(
    writes.map(({ kind, title }) => named(w.acts, kind, title)),
    lang,
  );

/** How complete its month is, as mark and sentence. */
export function levelOf(
  { earned, state, readAt }: PlatformCardData,
  w: Words,
  here: Here,
): { readonly level: Level; readonly note: string } {
  const at = readAt === null ? "" : time(readAt, here);
  if (state === "paused")
    return {
      level: earned.level.state === "nothing-read" ? "none" : "least",
      note: at === "" ? w.atLeast : w.readTo(at),
    };
  if (earned.level.state === "nothing-read") return { level: "none", note: w.nothingRead };
  if (earned.level.state === "complete") return { level: "complete", note: at === "" ? "" : w.readTo(at) };
  return { level: "least", note: at === "" ? w.atLeast : w.readTo(at) };
}

/** Where the sales behind its amount are. */
export function salesOf({ platform, earned }: PlatformCardData): string {
  return `/money/sales?${new URLSearchParams({ from: earned.period.from, to: earned.period.to, source: platform })}`;
}

/** The limit that is nearly used up: less than three tenths are left. */
export const lowLimit = ({ limits }: PlatformCardData): PlatformCardData["limits"][number] | undefined =>
  // A limit of a second is whole again before anybody has read this.
  limits.find(({ permits, perMs, remaining }) => perMs >= 60_000 && remaining < permits * 0.3);
