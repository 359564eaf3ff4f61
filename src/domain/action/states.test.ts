import { describe, expect, it } from "vitest";
import { type ActionState, actionStates, actionSteps, endStates, type Proof, takeStep } from "./states.ts";

/** What may follow what, written down a second time. */
const follows: Readonly<Record<ActionState, string>> = {
  proposed: "allowed needs-approval denied expired cancelled",
  allowed: "needs-approval approved denied expired cancelled",
  "needs-approval": "approved rejected denied expired cancelled",
  denied: "",
  approved: "needs-approval queued denied expired cancelled",
  queued: "sending recalled denied expired cancelled",
  sending: "done failed unknown",
  done: "outcome",
  failed: "queued outcome",
  unknown: "done failed sending",
  outcome: "",
  expired: "",
  recalled: "needs-approval",
  rejected: "",
  cancelled: "",
};

const proofs: readonly Proof[] = ["approval", "evidence", "nothing-happened", "same-key"];
const pairs = actionStates.flatMap((from) => actionStates.map((to) => [from, to] as const));

describe("the life of an action", () => {
  it.each(pairs)("from %s to %s is a step or is refused with a sentence", (from, to) => {
    const legal = follows[from].split(" ").includes(to);
    const step = takeStep(from, to, proofs);
    expect(step.ok).toBe(legal);
    expect(step).toEqual(
      legal ? { ok: true, value: to } : { ok: false, error: expect.stringMatching(/^An action .*\.$/) },
    );
  });

  it("never leads from doubt back to the queue, whatever is shown", () => {
    expect(takeStep("unknown", "queued", proofs).ok).toBe(false);
    const reachable = new Set<ActionState>(["unknown"]);
    for (const from of reachable) {
      for (const step of actionSteps) {
        if (step.from === from && step.needs === undefined) reachable.add(step.to);
      }
    }
    expect([...reachable]).toEqual(["unknown"]);
  });

  it("takes a step that needs a proof only when that very proof is shown", () => {
    for (const { from, to, needs } of actionSteps) {
      if (!needs) continue;
      expect(takeStep(from, to).ok).toBe(false);
      expect(
        takeStep(
          from,
          to,
          proofs.filter((proof) => proof !== needs),
        ).ok,
      ).toBe(false);
      expect(takeStep(from, to, [needs]).ok).toBe(true);
    }
  });

  it("is sent only after an approval and the queue", () => {
    const into = (to: ActionState): ActionState[] => actionSteps.filter((s) => s.to === to).map((s) => s.from);
    expect(into("sending")).toEqual(["queued", "unknown"]);
    expect(into("queued")).toEqual(["approved", "failed"]);
    expect(actionSteps.filter((s) => s.to === "approved").every((s) => s.needs === "approval")).toBe(true);
  });

  it("ends where nothing follows, and says so", () => {
    expect(endStates).toEqual(["denied", "outcome", "expired", "rejected", "cancelled"]);
    expect(takeStep("rejected", "approved", proofs)).toEqual({
      ok: false,
      error: 'An action that is "rejected" cannot become "approved": "rejected" is final.',
    });
    expect(takeStep("needs-approval", "approved")).toEqual({
      ok: false,
      error: 'An action that is "needs-approval" becomes "approved" only with an approval of exactly this plan.',
    });
  });
});
