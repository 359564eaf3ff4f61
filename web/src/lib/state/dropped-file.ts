import { createStore } from "./store.ts";

/** A file that was dropped or chosen on one page and is looked at on another. */
export const droppedFileStore = createStore<File | undefined>(undefined);
