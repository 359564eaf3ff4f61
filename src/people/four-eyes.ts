import { type Problem, problem } from "../base/problem.ts";
import type { Origin } from "../domain/action/action.ts";
import type { Principal } from "./principal.ts";

/**
 * Why this principal may not say yes to an action of this origin, or undefined. What somebody asked for by hand, another
 * person approves, where the book has another who can (`approvers` counts the people whose role may approve). An owner
 * who works alone approves what she asked for: the step-up is her second look, and refusing would only teach her to make
 * a second account. A program approves nothing that itself or its maker proposed, alone or not.
 */
export function refuseOwnApproval(
  principal: Pick<Principal, "id" | "via" | "through">,
  origin: Origin,
  approvers: number,
): Problem | undefined {
  if (origin.by !== "owner" && origin.by !== "assistant") return undefined;
  const own = origin.id === principal.id || (principal.through !== undefined && origin.id === principal.through);
  if (!own || (principal.via !== "key" && approvers < 2)) return undefined;
  return problem("own-proposal", "You asked for this yourself; somebody else has to approve it.", {
    kept: "It still waits.",
    fix: "Ask another owner or approver of these books.",
  });
}
