import type { Millis } from "../base/clock.ts";
import type { Severity } from "../domain/alert/severity.ts";
import { type Break, unexplained } from "../domain/payout/break.ts";
import { isoTime } from "../domain/time/iso-time.ts";
import { type Amount, amountOf } from "../insight/shown/amount.ts";
import { type Alert, openAlerts, pastAlerts } from "../store/alert.ts";
import type { Book } from "../store/book.ts";
import { openSteps } from "../store/human-step.ts";
import { payoutGaps } from "./payout-gaps.ts";
import { type PlatformStatus, platformStatus } from "./platform-status.ts";
import type { Workplace } from "./workplace.ts";

/** One thing that is not right. Moments ISO UTC. */
export type Trouble = { readonly key: string; readonly severity: Severity } & (
  | {
      readonly what: "not-read";
      readonly platform: string;
      readonly name: string;
      readonly since: string | null;
      readonly reason: string;
    }
  | { readonly what: "not-understood"; readonly platform: string; readonly name: string; readonly count: number }
  | {
      readonly what: "payouts-differ";
      /** Differences of one currency, and the one payout they are in; null when they are in several. */
      readonly count: number;
      readonly payout: string | null;
      /** The sizes of all of them. */
      readonly amount: Amount;
      /** What the oldest of them is. */
      readonly reason: string;
      readonly since: string;
    }
  | {
      readonly what: "alert";
      readonly id: string;
      readonly title: string;
      readonly lines: readonly string[];
      readonly since: string;
    }
);

/** What the first of these lists tells from its source, at once, the alerts about it would say a second time. */
const toldElsewhere = ["account", "source", "records", "step"];
const shownMax = 50;
const pastMax = 500;

/**
 * What is not right in a book, the most serious first. What a person is asked to do about is in the inbox and left out
 * here: each matter is told once. As of a past moment only alerts are known.
 */
export async function notRight(
  workplace: Workplace,
  book: Book,
  asOf?: Millis,
): Promise<{ readonly items: readonly Trouble[]; readonly total: number }> {
  const { store, clock } = workplace;
  const found = asOf === undefined || asOf >= clock.now() ? await now(workplace, book) : await then(store, asOf);
  const rank = { serious: 0, "worth-a-look": 1, minor: 2 } as const;
  const items = found.toSorted((a, b) => rank[a.severity] - rank[b.severity]);
  return { items: items.slice(0, shownMax), total: items.length };
}

async function now(workplace: Workplace, book: Book): Promise<Trouble[]> {
  const { store } = workplace;
  const asked = new Set((await openSteps(store, book.id)).map(({ key }) => key));
  const platforms = await platformStatus(workplace, book);
  const gaps = await payoutGaps(store, book);
  const alerts = (await openAlerts(store)).filter(({ acknowledgedAt }) => acknowledgedAt === undefined);
  return [
    ...platforms.flatMap((one) => ofPlatform(one, asked)),
    ...differences(gaps.breaks),
    ...alerts.filter(isOwn).map(ofAlert),
  ];
}

async function then(store: Workplace["store"], asOf: Millis): Promise<Trouble[]> {
  const all = [...(await openAlerts(store)), ...(await pastAlerts(store, pastMax))];
  return all.filter(({ since, overAt }) => since <= asOf && (overAt === undefined || overAt > asOf)).map(ofAlert);
}

const isOwn = ({ key }: Alert): boolean => !toldElsewhere.some((kind) => key.startsWith(`${kind}/`));

function ofPlatform(status: PlatformStatus, asked: ReadonlySet<string>): readonly Trouble[] {
  const { id, platform, title: name, state, streams } = status;
  const failing = streams.filter(({ failure }) => failure !== null);
  const count = streams.reduce((sum, { quarantined }) => sum + quarantined, 0);
  const isAsked = asked.has(`access/${id}`);
  const [first] = failing.toSorted((a, b) => ((a.failingSince ?? "") < (b.failingSince ?? "") ? -1 : 1));
  return [
    ...(first && state === "on" && !isAsked
      ? [
          {
            what: "not-read" as const,
            key: `platform/${id}`,
            severity: "serious" as const,
            platform,
            name,
            since: first.failingSince,
            reason: first.failure ?? "",
          },
        ]
      : []),
    ...(count > 0
      ? [
          {
            what: "not-understood" as const,
            key: `records/${id}`,
            severity: "worth-a-look" as const,
            platform,
            name,
            count,
          },
        ]
      : []),
  ];
}

/** One matter for each currency, however many lines differ: they are looked at together, on the page of payouts. */
function differences(breaks: readonly Break[]): readonly Trouble[] {
  const open = breaks.filter(({ kind }) => kind !== "timing");
  return [...unexplained(open)].flatMap(([currency, sum]) => {
    const own = open.filter((one) => one.currency === currency);
    const [oldest] = own;
    if (!oldest) return [];
    const isOne = own.every(({ payoutKey }) => payoutKey === oldest.payoutKey);
    return [
      {
        what: "payouts-differ" as const,
        key: `payouts/${currency}`,
        severity: "worth-a-look" as const,
        count: own.length,
        payout: isOne ? oldest.payoutKey : null,
        amount: amountOf(sum, currency),
        reason: oldest.sentence,
        since: isoTime(oldest.at),
      },
    ];
  });
}

function ofAlert({ id, severity, title, lines, since }: Alert): Trouble {
  return { what: "alert", key: `alert/${id}`, id: id.toString(), severity, title, lines, since: isoTime(since) };
}
