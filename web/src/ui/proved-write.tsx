import type { UseMutationResult } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useState } from "react";
import type { ApiProblem } from "../lib/api/problem.ts";
import type { Answer } from "../lib/api/request.ts";
import { wantsProof } from "../lib/step-up/prove.ts";

const StepUpSheet = lazy(() => import("./step-up-sheet.tsx"));

export type Proved<I> = {
  /** Sends it; where the engine wants a fresh proof, asks for that and sends it again. */
  readonly send: (input: I) => void;
  readonly busy: boolean;
  /** What stood in the way, beside a proof that was too old. */
  readonly error: ApiProblem | undefined;
  readonly input: I | undefined;
  /** Place it somewhere in the page: the sheet that asks. */
  readonly sheet: ReactNode;
};

/** A write that may want a fresh proof of the person. `what` says in a line what the proof is for. */
export function useProved<I, T>(
  write: UseMutationResult<Answer<T>, ApiProblem, I>,
  what?: (input: I) => string,
): Proved<I> {
  const [waiting, setWaiting] = useState<{ readonly input: I }>();
  const send = (input: I): void =>
    write.mutate(input, { onError: (problem) => wantsProof(problem) && setWaiting({ input }) });
  const done = (): void => {
    setWaiting(undefined);
    if (waiting) send(waiting.input);
  };
  const forWhat = waiting && what ? { what: what(waiting.input) } : {};
  return {
    send,
    busy: write.isPending,
    error: write.error && !wantsProof(write.error) ? write.error : undefined,
    input: write.variables,
    sheet: waiting && (
      <Suspense fallback={null}>
        <StepUpSheet {...forWhat} onProved={done} onClose={() => setWaiting(undefined)} />
      </Suspense>
    ),
  };
}
