import { useSyncExternalStore } from "react";

const narrow = matchMedia("(max-width: 1180px)");

function watch(listener: () => void): () => void {
  narrow.addEventListener("change", listener);
  return () => narrow.removeEventListener("change", listener);
}

/** Whether list and proof do not fit beside each other: then each is a page. */
export const useSingle = (): boolean => useSyncExternalStore(watch, () => narrow.matches);
