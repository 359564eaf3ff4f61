import { useEffect } from "react";
import type { Refusal } from "../../lib/auth/refusal.ts";

/** Somebody else used the link meanwhile, or its day is over: the page says so instead of the form. */
export function useWhenGone(refusal: Refusal | undefined, onGone: () => void): void {
  const isGone = refusal?.kind === "link-gone";
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each refusal, whichever function it is
  useEffect(() => {
    if (isGone) onGone();
  }, [isGone]);
}
