import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { KnownPayout, KnownPayouts } from "./known-payouts.ts";

/**
 * The payout that a person names: by its key, by the platform's id, or by an end of the key that no other has. A key
 * under which another source told of it leads to the same. Problems: `unknown-payout`, `ambiguous-payout`.
 */
export function findPayout({ payouts, superseded }: KnownPayouts, typed: string): Result<KnownPayout, Problem> {
  const named = superseded.get(typed) ?? typed;
  const exact = payouts.find((one) => one.objectKey === named);
  if (exact) return ok(exact);
  const byId = payouts.filter((one) => one.id === typed);
  const fitting = byId.length > 0 || typed === "" ? byId : payouts.filter((one) => one.objectKey.endsWith(typed));
  const [one, second] = fitting;
  if (one && !second) return ok(one);
  if (!one)
    return err(problem("unknown-payout", `Nothing is known of a payout "${typed.slice(0, 200)}".`, { fix: theList }));
  const shown = fitting.slice(0, 5).map((payout) => payout.objectKey);
  const more = fitting.length > shown.length ? ` and ${fitting.length - shown.length} more` : "";
  const fix = `Give more of its id: it may be ${shown.join(" or ")}${more}.`;
  return err(problem("ambiguous-payout", `${fitting.length} payouts end in "${typed.slice(0, 200)}".`, { fix }));
}

const theList = "`millrace payouts list` shows the ids of all payouts.";
