import { useSyncExternalStore } from "react";

const tight = typeof window === "undefined" ? undefined : window.matchMedia("(max-width: 1180px)");

function subscribe(listener: () => void): () => void {
  tight?.addEventListener("change", listener);
  return () => tight?.removeEventListener("change", listener);
}

/** Whether there is less room than on a desk: tables leave columns away then. */
export function useTight(): boolean {
  return useSyncExternalStore(subscribe, () => tight?.matches ?? false);
}
