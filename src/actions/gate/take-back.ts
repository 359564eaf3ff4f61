import type { Problem } from "../../base/problem.ts";
import type { Result } from "../../base/result.ts";
import type { ActionRow } from "../../store/action.ts";
import type { Tx } from "../../store/handle.ts";
import { type By, takeSteps } from "./take-steps.ts";

/**
 * Takes the yes back from an action that is approved or in line: it waits for a person again, with the same plan, and
 * the yeses given before count no more. What is over by then stays taken back. Problem: `action-moved`.
 */
export async function takeBack(tx: Tx, row: ActionRow, why: string, by: By): Promise<Result<ActionRow, Problem>> {
  const again = { to: "needs-approval", why: row.state === "queued" ? "It waits for a yes again." : why } as const;
  if (row.state !== "queued") return takeSteps(tx, row, [again], by);
  const back = { to: "recalled", why } as const;
  const over = row.action.expiresAt <= by.now;
  return takeSteps(tx, row, over ? [back] : [back, again], by, { dueAt: null, waitsFor: "" });
}
