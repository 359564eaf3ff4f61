import { createStore } from "../lib/state/store.ts";

/** The dialogs of the frame; one at a time. */
export type Overlay = "palette" | "keys" | "more" | "time";

export const overlayStore = createStore<Overlay | undefined>(undefined);
export const openOverlay = (overlay: Overlay): void => overlayStore.set(overlay);
export const closeOverlay = (): void => overlayStore.set(undefined);
