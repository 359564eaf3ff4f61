import { lazy, type ReactNode, Suspense, useState } from "react";
import { ApiProblem } from "../lib/api/problem.ts";
import { wantsProof } from "../lib/step-up/prove.ts";

const StepUpSheet = lazy(() => import("./step-up-sheet.tsx"));

type Asked = { readonly go: () => void; readonly stop: () => void };

export type Proof = {
  /** Does it; where a fresh proof is wanted, asks for one and then does it again. Fails with kind `given-up` if none is given. */
  readonly prove: <T>(work: () => Promise<T>) => Promise<T>;
  /** Belongs somewhere on the page. */
  readonly sheet: ReactNode;
};

/** For whatever opens only with a proof of the last five minutes. */
export function useProof(): Proof {
  const [asked, setAsked] = useState<Asked>();
  const prove = async <T,>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      if (!wantsProof(cause)) throw cause;
    }
    await new Promise<void>((go, fail) => {
      setAsked({ go, stop: () => fail(new ApiProblem({ status: 0, kind: "given-up", title: "" })) });
    });
    return work();
  };
  const end = (then: (one: Asked) => void) => (): void => {
    setAsked(undefined);
    if (asked) then(asked);
  };
  const sheet = asked && (
    <Suspense>
      <StepUpSheet onProved={end((one) => one.go())} onClose={end((one) => one.stop())} />
    </Suspense>
  );
  return { prove, sheet };
}
