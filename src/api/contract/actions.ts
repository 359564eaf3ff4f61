import { z } from "zod";
import { moment, money, pageOf, pageQuery } from "./common.ts";

/** Where an action is. */
export const actionState = z.enum([
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
]);

/** The whole hash of the plan that was shown: an answer counts for exactly this plan. */
export const planHash = z
  .string({ error: "Send the hash of the plan that you saw." })
  .regex(/^[0-9a-f]{64}$/, { error: "The hash of a plan has 64 hexadecimal digits." })
  .meta({ example: "9f2c41ab".repeat(8) });

/** One parameter of a plan. Amounts have `money`; `text` is how it reads. */
export const planPart = z.strictObject({
  name: z.string(),
  shape: z.enum(["text", "copy", "amount", "whole", "flag", "list"]),
  text: z.string(),
  money: money.nullable(),
  /** False for what names the object itself: changing that would make it another act. */
  editable: z.boolean(),
});

/** What an action is about, where it is something that can be opened. */
const actionSubject = z.strictObject({
  what: z.enum(["product", "sale"]),
  id: z.string(),
  title: z.string().nullable(),
});

/** One intended effect: what, why, what it may bring and cost, and where it is. */
export const action = z.strictObject({
  id: z.string(),
  kind: z.string(),
  /** Completes "Millrace wants to …". */
  kindTitle: z.string(),
  area: z.enum(["listing", "message", "post", "money", "people", "data", "trade", "inside"]),
  /** The platform, rail or sink; "inside" when nothing leaves. */
  target: z.string(),
  account: z.string().nullable(),
  about: actionSubject.nullable(),
  /** The whole act in one line. */
  line: z.string(),
  plan: z.array(planPart),
  planHash: z.string(),
  /** Whether the plan was changed since it was proposed. */
  edited: z.boolean(),
  reason: z.string(),
  evidence: z.array(z.string()),
  gain: z.strictObject({ low: money, likely: money, high: money }).nullable(),
  /** The most it can cost. */
  worst: money,
  reversible: z.boolean(),
  outside: z.boolean(),
  /** True while nothing would really be sent. */
  dryRun: z.boolean(),
  state: actionState,
  origin: z.strictObject({ by: z.enum(["strategy", "owner", "assistant", "engine"]), id: z.string().nullable() }),
  /** Its part in a comparison; of `percent` of all such acts nothing is done. */
  holdOut: z.strictObject({ arm: z.enum(["treated", "held"]), percent: z.number() }).nullable(),
  proposedAt: z.string(),
  changedAt: z.string(),
  expiresAt: z.string(),
  /** When what has its yes leaves, and in how many milliseconds: until then the yes can be taken back. */
  leavesAt: z.string().nullable(),
  leavesInMs: z.number().nullable(),
  waitsFor: z.string().nullable(),
});

export const actionsQuery = {
  state: z
    .string()
    .max(200)
    .optional()
    .transform((text, context) => {
      const names = text === undefined || text === "" ? [] : text.split(",");
      const states = names.map((name) => actionState.safeParse(name).data);
      const known = states.flatMap((state) => (state === undefined ? [] : [state]));
      if (known.length !== states.length)
        context.addIssue({ code: "custom", message: `Only these are known: ${actionState.options.join(", ")}.` });
      return known;
    })
    .meta({ description: "One state, or several with commas." }),
  kind: z.string().max(60).optional(),
  target: z.string().max(60).optional(),
  ...pageQuery,
};

export const actionsPage = pageOf(action);

/** What the rules and the owner's own settings said last. */
export const judgement = z.strictObject({
  verdict: z.enum(["allow", "needs-approval", "deny"]),
  sentence: z.string(),
  /** Ids of the rules that spoke, and how many were asked. */
  rules: z.array(z.string()),
  asked: z.number(),
  own: z.array(z.string()),
});

/** One action with everything that happened to it. */
export const actionStory = z.strictObject({
  action,
  judgement: judgement.nullable(),
  /** What a yes needs of the one who asks, beside the permission. */
  needs: z.strictObject({ freshProof: z.boolean(), someoneElse: z.boolean() }),
  steps: z.array(
    z.strictObject({
      step: z.number(),
      from: z.string(),
      to: z.string(),
      at: z.string(),
      actor: z.string(),
      why: z.string(),
      planHash: z.string(),
    }),
  ),
  answers: z.array(
    z.strictObject({
      answer: z.enum(["yes", "no"]),
      origin: z.enum(["person", "standing"]),
      actor: z.string(),
      at: z.string(),
      expiresAt: z.string(),
      planHash: z.string(),
      reason: z.string(),
    }),
  ),
  attempts: z.array(
    z.strictObject({
      number: z.number(),
      dryRun: z.boolean(),
      result: z.enum(["open", "done", "refused", "unknown", "dry"]),
      note: z.string(),
      before: z.string().nullable(),
      sends: z.number(),
      looks: z.number(),
      startedAt: z.string(),
      finishedAt: z.string().nullable(),
    }),
  ),
  outcome: z
    .strictObject({
      result: z.enum(["effect", "no-effect", "unclear"]),
      measure: z.string(),
      amount: money.nullable(),
      from: z.string(),
      to: z.string(),
      compared: z.string().nullable(),
      note: z.string(),
      at: z.string(),
      actor: z.string(),
    })
    .nullable(),
});

/** An action's id, or the beginning or end of one, in the address. */
export const actionId = z.string().max(60);

export const approveBody = z.strictObject({ planHash });
export const rejectBody = z.strictObject({
  reason: z.string().trim().max(500, { error: "At most 500 characters." }).optional(),
});
export const settleBody = z.strictObject({
  was: z.enum(["done", "failed"], { error: 'Say "done" or "failed".' }),
  evidence: z
    .string({ error: "Say what you saw, and where." })
    .trim()
    .min(1, { error: "Say what you saw, and where." })
    .max(500, { error: "At most 500 characters." }),
});

/** New values by the plan's names. Amounts are decimal text in the plan's currency, lists are lists of texts. */
export const editBody = z.strictObject({
  planHash,
  changes: z.record(
    z.string().max(60),
    z.union([z.string().max(100_000), z.boolean(), z.array(z.string().max(10_000)).max(1_000)]),
  ),
});

export const batchMax = 100;
export const approveManyBody = z.strictObject({
  items: z
    .array(z.strictObject({ id: actionId, planHash }))
    .min(1, { error: "Name at least one." })
    .max(batchMax, { error: `At most ${batchMax} at once.` }),
});
export const approvedMany = z.strictObject({
  answered: z.array(
    z.strictObject({
      id: z.string(),
      action: action.nullable(),
      problem: z.strictObject({ code: z.string(), title: z.string() }).nullable(),
    }),
  ),
});

/** The inbox as it was at a moment; now when absent. */
export const asOfQuery = { asOf: moment.optional() };
