import { z } from "zod";
import { actionState } from "./actions.ts";
import { day, money, pageOf, pageQuery } from "./common.ts";

export const verdict = z.enum(["allow", "needs-approval", "deny"]);

const verdicts = z.strictObject({ checked: z.number(), allowed: z.number(), asked: z.number(), denied: z.number() });

/** One rule in force, with how old it is and what it did in the days that were asked for. */
export const ruleOnBoard = z.strictObject({
  id: z.string(),
  version: z.number(),
  title: z.string(),
  /** What is demanded, in our words. */
  text: z.string(),
  /** Whose rule it is: a country, an area, a platform, a card network, or "house". */
  place: z.string(),
  source: z.string(),
  /** The day somebody last compared it with its source. */
  checkedOn: z.string(),
  daysSinceChecked: z.number(),
  /** Not compared for a year. */
  stale: z.boolean(),
  verified: z.boolean(),
  effect: z.enum(["deny", "cap", "ask", "disclose"]),
  /** Times it refused, asked, and was met by the disclosure it demands. */
  denied: z.number(),
  asked: z.number(),
  disclosed: z.number(),
  /** Of the first two: only because a fact was missing. */
  forMissingFacts: z.number(),
});

/** What was checked in some days, and the rules. */
export const complianceBoard = z.strictObject({
  from: day,
  to: day,
  zone: z.string(),
  total: verdicts,
  byKind: z.array(verdicts.extend({ kind: z.string(), title: z.string() })),
  byTarget: z.array(verdicts.extend({ target: z.string() })),
  rules: z.array(ruleOnBoard),
  stale: z.number(),
  unverified: z.number(),
  /** Why the rules cannot be read; then nothing outside is allowed. */
  trouble: z.strictObject({ sentence: z.string(), fix: z.string().nullable() }).nullable(),
});

export const complianceQuery = { from: day.optional(), to: day.optional() };

/** What the rules and the owner's own settings said. */
const said = z.strictObject({
  verdict,
  sentence: z.string(),
  /** Ids of the rules that spoke, those that decided it first. */
  rules: z.array(z.string()),
  asked: z.number(),
  at: z.string(),
});

/** An action in a line. */
const actionInLine = z.strictObject({
  id: z.string(),
  line: z.string(),
  kind: z.string(),
  kindTitle: z.string(),
  target: z.string(),
  state: actionState,
  dryRun: z.boolean(),
  origin: z.strictObject({ by: z.enum(["strategy", "owner", "assistant", "engine"]), id: z.string().nullable() }),
  worst: money,
  proposedAt: z.string(),
  changedAt: z.string(),
});

/** One decision about one action. */
export const decision = z.strictObject({
  action: actionInLine,
  said,
  /** What the rule that was asked about said; null when none was. */
  voice: z.strictObject({ said: z.string(), missing: z.array(z.string()) }).nullable(),
});
export const decisionsPage = pageOf(decision);
export const decisionsQuery = {
  rule: z.string().max(80).optional(),
  verdict: verdict.optional(),
  from: day.optional(),
  to: day.optional(),
  ...pageQuery,
};

/** One action with what was decided last about it. */
export const judgedAction = z.strictObject({ action: actionInLine, said: said.nullable() });
export const actionLog = z.strictObject({
  items: z.array(judgedAction),
  next: z.string().nullable(),
  /** Over all that match. */
  totals: z.strictObject({
    count: z.number(),
    live: z.number(),
    byState: z.array(z.strictObject({ state: actionState, count: z.number() })),
    /** What came of them where that was measured. */
    brought: z.array(money),
  }),
});

/** Beside the filters of `GET /actions`: proposed on this day or later. */
export const actionLogFrom = { from: day.optional() };
