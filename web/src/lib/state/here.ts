import { useMemo } from "react";
import type { Here } from "../format/time.ts";
import { langStore } from "../words/lang.ts";
import { keptStore } from "./kept.ts";
import { createStore, useStore } from "./store.ts";

const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

const asZone = (value: unknown): string | undefined => {
  try {
    return typeof value === "string"
      ? Intl.DateTimeFormat("en", { timeZone: value }).resolvedOptions().timeZone
      : undefined;
  } catch {
    return undefined;
  }
};

/** The zone of the open book, once known; the frame sets it. Days end there, so sums and dates agree. */
export const bookZoneStore = createStore<string | undefined>(undefined);

/** A zone the reader chose instead of the book's; "" for the book's. */
export const chosenZoneStore = keptStore<string>("zone", "", (value) => (value === "" ? "" : asZone(value)));

/** The present minute: pages redraw when it turns, so that "today" stays true. */
export const nowStore = createStore<number>(Date.now());

export function startMinutes(): void {
  const tick = (): void => {
    nowStore.set(Date.now());
    setTimeout(tick, 60_000 - (Date.now() % 60_000) + 50);
  };
  tick();
  document.addEventListener("visibilitychange", () => nowStore.set(Date.now()));
}

/** Language, zone and present minute, for everything in `lib/format`. */
export function useHere(): Here {
  const lang = useStore(langStore);
  const book = useStore(bookZoneStore);
  const chosen = useStore(chosenZoneStore);
  const now = useStore(nowStore);
  const zone = chosen || asZone(book) || ownZone;
  return useMemo(() => ({ lang, zone, now }), [lang, zone, now]);
}
