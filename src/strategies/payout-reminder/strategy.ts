import { dayMs } from "../../domain/time/civil.ts";
import type { KnownAt, KnownBalance, KnownPayout } from "../../spec/known-at.ts";
import { defineStrategy, type ParamValues, type ProposalOf } from "../../spec/strategy.ts";
import { usual } from "../../spec/strategy-kit/robust.ts";
import { amountText, dateText, daysSince, daysText, isReadNow, platformName } from "../../spec/strategy-kit/words.ts";
import { params } from "./params.ts";

type Values = ParamValues<typeof params>;
type Reminder = ProposalOf<"reminder.show">;

/** So many arrivals, or pauses between payouts, must be known before anything counts as usual. */
const knownAtLeast = 3;
/** What was usual long ago is not any more: only so many of the latest count. */
const latest = 20;

/** Reminds of payouts that are late, that do not come, and of balances larger than the owner wants. */
export const strategy = defineStrategy({
  contract: 1,
  id: "payout-reminder",
  title: "Payout reminder",
  description:
    "Reminds you of a payout that takes longer than usual to arrive, of a platform that has not paid out when it usually does, and of a balance larger than you want to leave there.",
  accounts: [],
  automation: 0.5,
  rights: { actions: ["reminder.show"], hosts: [], model: false },
  params,
  cron: "30 8 * * *",
  priority: 60,
  // Sales are of no matter to it.
  historyDays: 1,
  propose: (view, values) => {
    const late = bySource(view.payouts).flatMap((payouts) => lateArrivals(view, payouts, values));
    const lying = view.balances.flatMap(
      (balance) => overdue(view, balance, values) ?? tooMuch(view, balance, values) ?? [],
    );
    return [...late, ...lying];
  },
  metrics: (view) => ({ payoutsOnTheirWay: view.payouts.filter(isOnItsWay).length }),
});

const isOnItsWay = (one: KnownPayout): boolean => one.status === "completed" && one.arrivedAt === undefined;

function bySource(payouts: readonly KnownPayout[]): readonly (readonly KnownPayout[])[] {
  const known = payouts.filter(({ status, amount }) => status === "completed" && amount > 0n);
  return [...Map.groupBy(known, ({ source }) => source).values()];
}

/** Only where arrivals are recorded at all does a missing one say something, and only of payouts since the first. */
function lateArrivals(view: KnownAt, payouts: readonly KnownPayout[], values: Values): readonly Reminder[] {
  const travels = payouts
    .flatMap((one) => (one.arrivedAt === undefined ? [] : [{ ...one, days: (one.arrivedAt - one.sentAt) / dayMs }]))
    .sort((a, b) => a.sentAt - b.sentAt || (a.key < b.key ? -1 : 1));
  const begun = travels[0]?.sentAt;
  const used = travels.slice(-latest);
  const span = usual(
    used.map(({ days }) => days),
    values.slackDays,
    knownAtLeast,
  );
  if (span === undefined || begun === undefined) return [];
  return payouts
    .filter((one) => isOnItsWay(one) && one.sentAt > begun && daysSince(view, one.sentAt) > span.most)
    .map((one) => {
      const amount = amountText(one.amount, one.currency);
      const from = platformName(one.source);
      const age = daysText(daysSince(view, one.sentAt));
      return reminder(view, values, {
        about: `payout/${one.key}`,
        reason: `${amount} from ${from} have been on their way for ${age}; usually it takes ${daysText(span.middle)}.`,
        text: `${from} sent you ${amount} on ${dateText(view, one.sentAt)}, ${age} ago, and no arrival is recorded. Usually it takes ${daysText(span.middle)}, and ${daysText(span.most)} at the most. Look at your bank account; once it is there, record it as arrived.`,
        evidence: [one.key, ...used.slice(-knownAtLeast).map(({ key }) => key)],
      });
    });
}

/** The platform usually pays out every so many days, and now it does not although there is money. */
function overdue(view: KnownAt, balance: KnownBalance, values: Values): Reminder | undefined {
  if (balance.amount <= 0n || !isReadNow(view, balance.source)) return undefined;
  const sent = view.payouts
    .filter((one) => one.source === balance.source && one.currency === balance.currency && one.status === "completed")
    .sort((a, b) => a.sentAt - b.sentAt || (a.key < b.key ? -1 : 1))
    .slice(-latest - 1);
  const last = sent.at(-1);
  const gaps = sent.slice(1).map((one, i) => (one.sentAt - (sent[i]?.sentAt ?? one.sentAt)) / dayMs);
  const span = usual(gaps, values.slackDays, knownAtLeast);
  if (span === undefined || last === undefined || daysSince(view, last.sentAt) <= span.most) return undefined;
  const [amount, from] = [amountText(balance.amount, balance.currency), platformName(balance.source)];
  const age = daysText(daysSince(view, last.sentAt));
  return reminder(view, values, {
    about: `overdue/${balance.source}/${balance.currency}`,
    reason: `${from} usually pays out every ${daysText(span.middle)}; the last payout was ${age} ago.`,
    text: `${amount} lie at ${from}. It usually pays out every ${daysText(span.middle)}, and the last payout was on ${dateText(view, last.sentAt)}, ${age} ago. Look there whether payouts are held back or bank details are to be confirmed.`,
    evidence: sent.slice(-knownAtLeast - 1).map(({ key }) => key),
  });
}

/** More lies at the platform than the owner wants. */
function tooMuch(view: KnownAt, balance: KnownBalance, values: Values): Reminder | undefined {
  const most = values.keepAtMost[balance.currency];
  if (most === undefined || balance.amount <= most) return undefined;
  const [amount, from] = [amountText(balance.amount, balance.currency), platformName(balance.source)];
  return reminder(view, values, {
    about: `balance/${balance.source}/${balance.currency}`,
    reason: `${amount} lie at ${from}, more than the ${amountText(most, balance.currency)} that you want to leave there.`,
    text: `${amount} lie at ${from}; you want to leave ${amountText(most, balance.currency)} there at the most. Ask for a payout.`,
    evidence: [],
  });
}

function reminder(
  view: KnownAt,
  values: Values,
  told: {
    readonly about: string;
    readonly reason: string;
    readonly text: string;
    readonly evidence: readonly string[];
  },
): Reminder {
  const { about, reason, text, evidence } = told;
  return {
    kind: "reminder.show",
    target: "inside",
    parameters: { text },
    about,
    reason,
    evidence,
    worstCost: { amount: 0n, currency: view.book.homeCurrency },
    expiresAt: view.at + values.againAfterDays * dayMs,
  };
}
