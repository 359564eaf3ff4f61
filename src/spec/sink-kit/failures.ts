import type { Failure } from "../../base/egress/failure.ts";

/** Why a message was not taken: `why` is a clause, `fix` a sentence. */
export type Refusal = {
  readonly code: string;
  readonly why: string;
  readonly fix: string;
  readonly status?: number;
};

/** The other side read the message and does not want it; sending it again would change nothing. */
export function refused(title: string, refusal: Refusal): Failure {
  return failure("fatal", `${title} did not take the message: ${refusal.why}.`, refusal);
}

/** The address, token or password is not, or no longer, good. */
export function lockedOut(title: string, refusal: Refusal): Failure {
  return failure("auth", `${title} does not let Millrace in: ${refusal.why}.`, refusal);
}

/**
 * A failure that the way out found, in words that fit a sink: its 401, 403 and 410 are about an address that the owner
 * gave. All others stay as they are.
 */
export function ofDoor(from: Failure, title: string, fix: string): Failure {
  const { status } = from;
  if (status === 410) return lockedOut(title, { code: "gone", why: "the address is not used any more", fix, status });
  if (from.kind !== "auth" || status === undefined) return from;
  return lockedOut(title, { code: from.code, why: "what was given to get in is not accepted", fix, status });
}

function failure(kind: Failure["kind"], sentence: string, { code, fix, status }: Refusal): Failure {
  return { kind, code, sentence, fix, ...(status === undefined ? {} : { status }) };
}
