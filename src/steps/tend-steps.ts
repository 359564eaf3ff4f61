import type { Millis } from "../base/clock.ts";
import type { Store } from "../store/handle.ts";
import { type HumanStep, openSteps, reopenStep } from "../store/human-step.ts";
import { closeStep } from "./ask-step.ts";
import type { Verdict, Verifier } from "./verifier.ts";

/** What became of the steps that waited. */
export type Tended = {
  readonly done: number;
  readonly expired: number;
  readonly cancelled: number;
  readonly reopened: number;
};

type What = keyof Tended | "nothing";

/** Looks at every step that has not ended: closes what is done or too late, and gives back what is not done after all. */
export async function tendSteps(
  store: Store,
  verifiers: readonly Verifier[],
  by: { readonly actor: string; readonly now: Millis },
): Promise<Tended> {
  const counts = { done: 0, expired: 0, cancelled: 0, reopened: 0 };
  for (const step of await openSteps(store)) {
    const what = await tend(store, step, await verdictOf(store, verifiers, step), by);
    if (what !== "nothing") counts[what] += 1;
  }
  return counts;
}

/** The same for one step, and what was seen of it. */
export async function tendStep(
  store: Store,
  verifiers: readonly Verifier[],
  step: HumanStep,
  by: { readonly actor: string; readonly now: Millis },
): Promise<Verdict["kind"]> {
  const verdict = await verdictOf(store, verifiers, step);
  await tend(store, step, verdict, by);
  return verdict.kind;
}

async function verdictOf(store: Store, verifiers: readonly Verifier[], step: HumanStep): Promise<Verdict> {
  const [kind = "", ...rest] = (step.verifier ?? "").split(":");
  const verifier = verifiers.find((one) => one.kind === kind);
  return verifier ? verifier.look(store, rest.join(":"), step) : { kind: "not-yet" };
}

async function tend(
  store: Store,
  step: HumanStep,
  verdict: Verdict,
  by: { readonly actor: string; readonly now: Millis },
): Promise<What> {
  const late = step.dueAt !== undefined && step.dueAt <= by.now;
  const close = async (state: "done" | "cancelled" | "expired", note: string): Promise<What> =>
    (await store.transaction((tx) => closeStep(tx, step, state, { ...by, note }))) ? state : "nothing";
  switch (verdict.kind) {
    case "done":
      return close("done", verdict.note);
    case "moot":
      return close("cancelled", verdict.note);
    case "not-done":
      if (late) return close("expired", verdict.note);
      await store.transaction((tx) => reopenStep(tx, step.id, verdict.note));
      return "reopened";
    case "not-yet":
      return late ? close("expired", "Nobody did it in time.") : "nothing";
  }
}
