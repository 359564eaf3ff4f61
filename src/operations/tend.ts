import { connectionWorks } from "../steps/connection-works.ts";
import { type Tended, tendSteps } from "../steps/tend-steps.ts";
import type { Verifier } from "../steps/verifier.ts";
import type { Workplace } from "./workplace.ts";

/** What sees that steps are done. */
export const verifiers: readonly Verifier[] = [connectionWorks];

/** Closes the steps that are seen to be done or came too late, and opens again what was not done after all. */
export async function tend({ store, clock, actor }: Workplace): Promise<Tended> {
  return tendSteps(store, verifiers, { actor, now: clock.now() });
}
