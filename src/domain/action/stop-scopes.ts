import { kindRow } from "./kinds.ts";
import type { Plan } from "./plan-hash.ts";

/** The switches that an action is under. */
export function scopesOf({ kind, target }: Pick<Plan, "kind" | "target">): readonly string[] {
  return ["everything", `platform:${target}`, `kind:${kind}`];
}

/**
 * Which of the switches stop this action. None stops what only gives back, takes down or ends something, and what never
 * leaves this installation.
 */
export function stoppedBy(plan: Pick<Plan, "kind" | "target">, on: ReadonlySet<string>): readonly string[] {
  const row = kindRow(plan.kind);
  if (row && (row.protective || !row.outside)) return [];
  return scopesOf(plan).filter((scope) => on.has(scope));
}
