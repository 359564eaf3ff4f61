import type { Handle } from "../store/handle.ts";
import type { HumanStep } from "../store/human-step.ts";

/** What is seen of a step: done, not (yet) done, not done although a person says so, or not needed any more. */
export type Verdict =
  | { readonly kind: "done"; readonly note: string }
  | { readonly kind: "not-yet" }
  | { readonly kind: "not-done"; readonly note: string }
  | { readonly kind: "moot"; readonly note: string };

/** Sees in the books whether steps of one kind are done. Asks nobody outside: what platforms say comes by looks. */
export type Verifier = {
  /** The part of a step's `verifier` before the ":", e.g. "connection-works". */
  readonly kind: string;
  /** `subject` is the part behind it. */
  look(handle: Handle, subject: string, step: HumanStep): Promise<Verdict>;
};
