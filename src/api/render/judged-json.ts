import type { z } from "zod";
import { actionLine } from "../../domain/action/in-words.ts";
import { actionKinds, type KindRow } from "../../domain/action/kinds.ts";
import { formatMinor } from "../../domain/money/money.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import type { RuleOnBoard } from "../../operations/compliance-board.ts";
import type { ReadDecision } from "../../operations/past-decisions.ts";
import type { ActionRow } from "../../store/action.ts";
import type { ActionTotals } from "../../store/action-totals.ts";
import type { actionLog, judgedAction, ruleOnBoard } from "../contract/compliance.ts";

type Judged = z.infer<typeof judgedAction>;

/** An action in a line. */
export function actionInLineJson({ action, state, mode, proposedAt, changedAt }: ActionRow): Judged["action"] {
  const kind: KindRow = actionKinds[action.kind];
  const { origin, worstCost } = action;
  return {
    id: action.id,
    line: actionLine(action),
    kind: action.kind,
    kindTitle: kind.title,
    target: action.target,
    state,
    dryRun: mode === "dry",
    origin: { by: origin.by, id: origin.by === "engine" ? null : origin.id },
    worst: { amount: formatMinor(worstCost.amount, worstCost.currency), currency: worstCost.currency },
    proposedAt: isoTime(proposedAt),
    changedAt: isoTime(changedAt),
  };
}

/** What was decided. */
export function saidJson({ verdict, sentence, rules, asked, at }: ReadDecision): NonNullable<Judged["said"]> {
  return { verdict, sentence, rules: [...rules], asked, at: isoTime(at) };
}

/** A rule with what it did. */
export function ruleJson(one: RuleOnBoard): z.infer<typeof ruleOnBoard> {
  const { rule, days, stale, denied, asked, disclosed, forMissingFacts } = one;
  const { id, version, title, text, jurisdiction, source, checkedOn, status, effect } = rule;
  return {
    id,
    version,
    title,
    text,
    place: jurisdiction,
    source,
    checkedOn,
    daysSinceChecked: days,
    stale,
    verified: status === "verified",
    effect,
    denied,
    asked,
    disclosed,
    forMissingFacts,
  };
}

/** The sums over a list of actions. */
export function totalsJson({ count, live, byState, brought }: ActionTotals): z.infer<typeof actionLog>["totals"] {
  return {
    count,
    live,
    byState: [...byState],
    brought: brought.map(({ currency, amount }) => ({ amount: formatMinor(amount, currency), currency })),
  };
}
