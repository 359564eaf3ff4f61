import { err, ok, type Result } from "../../base/result.ts";

/** Where an action is. Every state it was in stays as a row: with who, when and why. */
export const actionStates = [
  "proposed",
  "allowed",
  "needs-approval",
  "denied",
  "approved",
  "queued",
  "sending",
  "done",
  "failed",
  "unknown",
  "outcome",
  "expired",
  "recalled",
  "rejected",
  "cancelled",
] as const;

export type ActionState = (typeof actionStates)[number];

/**
 * What a step needs to be taken, shown by who takes it:
 * `approval`: a person's yes, or the owner's standing permission, bound to the plan hash;
 * `evidence`: the platform or a statement shows what became of it;
 * `nothing-happened`: the answer of the platform proves that nothing was done;
 * `same-key`: the platform honours idempotency keys, and the same one is sent again.
 */
export type Proof = "approval" | "evidence" | "nothing-happened" | "same-key";

export type Step = {
  readonly from: ActionState;
  readonly to: ActionState;
  readonly needs?: Proof;
};

// biome-ignore format: a list of cases that reads as a table stays one to a line.
const table: readonly Step[] = [
  { from: "proposed", to: "allowed" },
  { from: "proposed", to: "needs-approval" },
  { from: "proposed", to: "denied" },
  { from: "proposed", to: "expired" },
  { from: "proposed", to: "cancelled" },
  // The rules allow it, and the owner wants to be asked all the same.
  { from: "allowed", to: "needs-approval" },
  { from: "allowed", to: "approved", needs: "approval" },
  { from: "allowed", to: "denied" },
  { from: "allowed", to: "expired" },
  { from: "allowed", to: "cancelled" },
  { from: "needs-approval", to: "approved", needs: "approval" },
  { from: "needs-approval", to: "rejected" },
  { from: "needs-approval", to: "denied" },
  { from: "needs-approval", to: "expired" },
  { from: "needs-approval", to: "cancelled" },
  // The plan was edited, or the rules changed: the yes that was given was to something else.
  { from: "approved", to: "needs-approval" },
  { from: "approved", to: "queued" },
  { from: "approved", to: "denied" },
  { from: "approved", to: "expired" },
  { from: "approved", to: "cancelled" },
  { from: "queued", to: "sending" },
  { from: "queued", to: "recalled" },
  // A yes that was taken back brings the matter before a person again; what is over by then stays taken back.
  { from: "recalled", to: "needs-approval" },
  // Rules are asked once more right before it leaves.
  { from: "queued", to: "denied" },
  { from: "queued", to: "expired" },
  { from: "queued", to: "cancelled" },
  { from: "sending", to: "done" },
  { from: "sending", to: "failed", needs: "nothing-happened" },
  { from: "sending", to: "unknown" },
  // Only what the platform or a statement shows ends the doubt. Never back to the queue.
  { from: "unknown", to: "done", needs: "evidence" },
  { from: "unknown", to: "failed", needs: "evidence" },
  { from: "unknown", to: "sending", needs: "same-key" },
  { from: "failed", to: "queued", needs: "nothing-happened" },
  { from: "failed", to: "outcome" },
  { from: "done", to: "outcome" },
];

const steps: ReadonlyMap<string, Step> = new Map(table.map((step) => [`${step.from} ${step.to}`, step]));

/** Every legal step. */
export const actionSteps: readonly Step[] = table;

/** States that nothing follows. */
export const endStates: readonly ActionState[] = actionStates.filter(
  (state) => !table.some((step) => step.from === state),
);

/** Takes one step; the error is one sentence that says why it cannot be taken. */
export function takeStep(
  from: ActionState,
  to: ActionState,
  shown: readonly Proof[] = [],
): Result<ActionState, string> {
  const step = steps.get(`${from} ${to}`);
  if (!step) {
    const end = endStates.includes(from) ? `: "${from}" is final` : "";
    return err(`An action that is "${from}" cannot become "${to}"${end}.`);
  }
  if (step.needs && !shown.includes(step.needs)) {
    return err(`An action that is "${from}" becomes "${to}" only with ${wordsFor[step.needs]}.`);
  }
  return ok(to);
}

const wordsFor: Readonly<Record<Proof, string>> = {
  approval: "an approval of exactly this plan",
  evidence: "evidence of what became of it",
  "nothing-happened": "proof that nothing was done",
  "same-key": "a platform that honours idempotency keys, and the same key",
};
