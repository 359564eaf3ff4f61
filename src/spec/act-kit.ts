import type { Failure } from "../base/egress/failure.ts";
import type { ActFailure } from "./connector.ts";

/**
 * Failures of the one way out that come before anything could have been sent, or that say that nothing was taken: no
 * connection came about, the call waited in vain for a permit, access was refused at the door, or too many calls were
 * made. The list is closed; what is not on it may have been done.
 */
const nothingHappened: ReadonlySet<string> = new Set([
  "name-unknown",
  "address-refused",
  "connection-refused",
  "certificate",
  "bad-call",
  "resting",
  "used-up",
  "access-refused",
  "not-allowed",
  "scope-missing",
  "too-many",
  "token-unusable",
]);

/** What a failed call of `apply` means. `refusals` adds the platform's own codes that prove that nothing happened. */
export function actFailure(failure: Failure, refusals: ReadonlySet<string> = new Set()): ActFailure {
  const certain = nothingHappened.has(failure.code) || refusals.has(failure.code);
  return { kind: certain ? "refused" : "unclear", failure };
}
