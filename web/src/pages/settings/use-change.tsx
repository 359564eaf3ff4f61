import type { ReactNode } from "react";
import { type Refusal, useTrial } from "../../lib/auth/refusal.ts";
import { useProof } from "../../ui/use-proof.tsx";

export type Change = {
  readonly busy: string | undefined;
  readonly refusal: Refusal | undefined;
  /** Does it, with a fresh proof where one is wanted; true when it was done. */
  readonly change: (name: string, work: () => Promise<unknown>) => Promise<boolean>;
  readonly clear: () => void;
  readonly sheet: ReactNode;
};

/** One card's changes: what is under way, what was refused, and the sheet that asks for a proof. */
export function useChange(): Change {
  const { busy, refusal, attempt, clear } = useTrial();
  const { prove, sheet } = useProof();
  const change = async (name: string, work: () => Promise<unknown>): Promise<boolean> => {
    const done = await attempt(name, async () => {
      await prove(work);
      return true;
    });
    return done ?? false;
  };
  return { busy, refusal, change, clear, sheet };
}
