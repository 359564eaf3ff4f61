import { keptStore } from "../lib/state/kept.ts";
import { useStore } from "../lib/state/store.ts";
import type { PaletteRow } from "./palette-rows.ts";

type Recent = { readonly id: string; readonly text: string; readonly to: string };

const keptMax = 5;

const isRecent = (value: unknown): value is Recent =>
  typeof value === "object" &&
  value !== null &&
  ["id", "text", "to"].every((name) => typeof (value as Record<string, unknown>)[name] === "string");

/** What was opened from here last, in this browser. */
const recentStore = keptStore<readonly Recent[]>("palette-recent", [], (value) =>
  Array.isArray(value) ? value.filter(isRecent).slice(0, keptMax) : undefined,
);

/** Keeps a row that leads somewhere as the newest. */
export function noteRecent({ id, text, to }: PaletteRow): void {
  if (to === undefined) return;
  const own = id.replace(/^recent-/, "");
  const others = recentStore.get().filter((one) => one.id !== own);
  recentStore.set([{ id: own, text, to }, ...others].slice(0, keptMax));
}

/** The rows opened last, while nothing is typed. */
export function useRecent(typed: string, go: (to: string) => void): readonly PaletteRow[] {
  const recent = useStore(recentStore);
  if (typed.trim() !== "") return [];
  return recent.map(({ id, text, to }) => ({ id: `recent-${id}`, group: "recent", text, to, onPick: () => go(to) }));
}
