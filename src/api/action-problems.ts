/** Statuses for what can stand in the way of an answer to an action. */
export const actionProblems = {
  "plan-changed": 409,
  "action-not-waiting": 409,
  "action-moved": 409,
  "action-over": 409,
  "action-gone": 409,
  "action-fixed": 409,
  "action-not-unknown": 409,
  "action-denied": 409,
  "not-now": 409,
  "batch-mixed": 422,
  "own-proposal": 403,
  "step-up-needed": 403,
} as const;

/** The same for steps. */
export const stepProblems = { "step-unknown": 404, "step-over": 409, "step-answer": 400 } as const;
