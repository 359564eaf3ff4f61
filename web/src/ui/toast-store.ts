import { createStore } from "../lib/state/store.ts";

export type Toast = {
  readonly id: number;
  /** One line about what the person just did. */
  readonly text: string;
  readonly onUndo?: () => void;
  /** How long it stays: 8 s, 10 s for mail. */
  readonly millis: number;
};

export const toastStore = createStore<readonly Toast[]>([]);
let last = 0;

/** Says in one line what was just done, with Undo where there is one. Engine news does not belong here. */
export function toast(text: string, options: { readonly onUndo?: () => void; readonly millis?: number } = {}): number {
  last += 1;
  const { onUndo, millis = 8_000 } = options;
  const one: Toast = { id: last, text, millis, ...(onUndo ? { onUndo } : {}) };
  // Two at most: more than that nobody reads.
  toastStore.set([...toastStore.get().slice(-1), one]);
  return last;
}

export const dismissToast = (id: number): void => toastStore.set(toastStore.get().filter((one) => one.id !== id));
