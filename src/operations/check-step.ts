import type { Problem } from "../base/problem.ts";
import { ok, type Result } from "../base/result.ts";
import { tendStep } from "../steps/tend-steps.ts";
import type { Verdict } from "../steps/verifier.ts";
import type { Book } from "../store/book.ts";
import type { HumanStep } from "../store/human-step.ts";
import { kinds } from "./schedules.ts";
import { findStep } from "./steps.ts";
import { verifiers } from "./tend.ts";
import type { Workplace } from "./workplace.ts";

/** The connected account that a step is about, by what shows that it is done; undefined for others. */
export function connectionOf({ verifier }: Pick<HumanStep, "verifier">): string | undefined {
  return /^connection-works:(\d{1,18})$/.exec(verifier ?? "")?.[1];
}

/**
 * Looks now whether a step is done, and starts the look at the platform that would show it when nothing is seen yet.
 * Problem: `step-unknown`.
 */
export async function checkStep(
  workplace: Workplace,
  book: Book,
  id: string,
): Promise<Result<{ readonly step: HumanStep; readonly seen: Verdict["kind"] }, Problem>> {
  const { store, clock, actor } = workplace;
  const found = await findStep(workplace, book, id);
  if (!found.ok) return found;
  if (found.value.endedAt !== undefined) return ok({ step: found.value, seen: "done" });
  const seen = await tendStep(store, verifiers, found.value, { actor, now: clock.now() });
  if (seen === "not-yet") await lookNow(workplace, found.value);
  const after = await findStep(workplace, book, id);
  return after.ok ? ok({ step: after.value, seen }) : after;
}

/** The next good look at the account closes the step. */
async function lookNow({ jobs }: Workplace, step: HumanStep): Promise<void> {
  const connection = connectionOf(step);
  if (connection === undefined) return;
  const looks = (await jobs.schedules()).filter(
    ({ kind, state, payload = "" }) =>
      kind === kinds.look && state === "on" && payload.includes(`"connection":"${connection}"`),
  );
  const [first] = looks;
  if (first !== undefined) await jobs.runNow(first.name);
}
