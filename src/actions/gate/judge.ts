import type { Millis } from "../../base/clock.ts";
import type { Problem } from "../../base/problem.ts";
import type { Result } from "../../base/result.ts";
import { type Autonomy, usualAutonomy } from "../../domain/action/autonomy.ts";
import { type Judgement, judgeStanding, type Standing } from "../../domain/action/standing.ts";
import { stoppedBy } from "../../domain/action/stop-scopes.ts";
import { decide } from "../../domain/policy/decide.ts";
import { type RuleSet, ruleSet } from "../../domain/policy/rule-set.ts";
import { dayIn, startOfDay } from "../../domain/time/day.ts";
import type { ActionRow } from "../../store/action.ts";
import { addDecision } from "../../store/action-event.ts";
import { isPatternKnown } from "../../store/approval.ts";
import { spentSince } from "../../store/attempt.ts";
import { readAutonomy } from "../../store/autonomy.ts";
import type { Book } from "../../store/book.ts";
import type { Handle, Tx } from "../../store/handle.ts";
import type { Road } from "../road.ts";
import { isErased } from "../sealed-plan.ts";
import { gatherFacts } from "./gather-facts.ts";
import { readStops } from "./read-stops.ts";

/** Rules that say nothing: everything outside is then denied. */
const noRules = ruleSet([], { areas: {}, codes: {} });

export type Judged = Judgement & { readonly standing: Standing };

export type Question = {
  readonly book: Book;
  readonly at: Millis;
  /** Whether what has its yes and waits in line counts as spent; not for what is itself about to leave. */
  readonly waiting: boolean;
  /** Whether a person says yes to exactly this plan, or said it. */
  readonly confirmed: boolean;
};

/** Asks the rules and the owner's own settings about an action, with what is true at this moment, and keeps the answer. */
export async function judge(
  tx: Tx,
  road: Pick<Road, "acts">,
  rules: Result<RuleSet, Problem>,
  row: ActionRow,
  question: Question,
): Promise<Judged> {
  const { at } = question;
  const set = rules.ok ? rules.value : noRules;
  const standing = await standingOf(tx, row, question);
  const facts = await gatherFacts(tx, road, set, row, { at, patternKnown: standing.patternKnown });
  const asked = decide(set, row.action, facts, at);
  const decision =
    rules.ok || asked.verdict !== "deny"
      ? asked
      : { ...asked, sentence: `Denied: the rule files cannot be read. ${rules.error.sentence}` };
  const judgement = judgeStanding(row.action, isErased(row) ? { ...decision, ...personErased } : decision, standing);
  await addDecision(tx, {
    actionId: row.action.id,
    bookId: row.bookId,
    at,
    kind: row.action.kind,
    target: row.action.target,
    planHash: row.planHash,
    verdict: judgement.verdict,
    body: JSON.stringify(judgement),
    facts: JSON.stringify(facts, (_, value) => (typeof value === "bigint" ? Number(value) : value)),
  });
  return { ...judgement, standing };
}

/** Whom nobody knows any more, nothing is done to. */
const personErased = {
  verdict: "deny",
  later: false,
  sentence: "Denied: the person it is about was erased.",
} as const;

/** What the owner allows of a kind in a book. */
export async function autonomyOf(handle: Handle, book: Book, row: ActionRow): Promise<Autonomy> {
  const { kind } = row.action;
  return (await readAutonomy(handle, book.id, kind)) ?? usualAutonomy(kind, book.homeCurrency);
}

async function standingOf(tx: Tx, row: ActionRow, { book, at, waiting, confirmed }: Question): Promise<Standing> {
  const { action, bookId } = row;
  const autonomy = await autonomyOf(tx, book, row);
  const budgeted = autonomy.countMax !== undefined || autonomy.moneyMax !== undefined;
  const spent = budgeted
    ? await spentSince(tx, {
        bookId,
        kind: action.kind,
        since: startOfDay(dayIn(book.timeZone)(at), book.timeZone),
        mode: row.mode,
        currency: autonomy.currency,
        except: action.id,
        waiting,
      })
    : undefined;
  return {
    autonomy,
    confirmed,
    stopped: stoppedBy(action, await readStops(tx)),
    patternKnown: await isPatternKnown(tx, bookId, row.pattern, action.id),
    ...(spent === undefined ? {} : { spent }),
  };
}
