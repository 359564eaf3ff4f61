import { useSyncExternalStore } from "react";

const narrow = matchMedia("(max-width: 760px)");

function watch(listener: () => void): () => void {
  narrow.addEventListener("change", listener);
  return () => narrow.removeEventListener("change", listener);
}

/** Whether the page is as narrow as a phone: then there are cards in a column in place of list and detail. */
export const usePhone = (): boolean => useSyncExternalStore(watch, () => narrow.matches);
