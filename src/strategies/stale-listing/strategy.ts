import { dayMs } from "../../domain/time/civil.ts";
import type { KnownAt, KnownProduct, KnownSale } from "../../spec/known-at.ts";
import { defineStrategy, type ParamValues, type ProposalOf } from "../../spec/strategy.ts";
import { chanceOfPause, median, medianAmount } from "../../spec/strategy-kit/robust.ts";
import { dateText, daysSince, daysText, isReadNow, platformName } from "../../spec/strategy-kit/words.ts";
import { params } from "./params.ts";

type Values = ParamValues<typeof params>;
type Step = ProposalOf<"human.step">;

/** Pauses between days with a sale that must be known before there is a rhythm. */
const gapsAtLeast = 5;
/** Only so many of the latest count: a product's rhythm changes over the years. */
const latest = 20;
/** What a listing could bring again is told for so many days. */
const outlookDays = 30n;

/** The sales of one listing, or of a shop: oldest first, and the pauses between days with a sale. */
type Rhythm = { readonly sales: readonly KnownSale[]; readonly last: KnownSale; readonly gaps: readonly number[] };

/** Names published listings whose sales have stopped for much longer than their own rhythm explains. */
export const strategy = defineStrategy({
  contract: 1,
  id: "stale-listing",
  title: "Stale listings",
  description:
    "Names listings that sold regularly and have not sold for much longer than their own rhythm explains, so that you look whether something is wrong with them.",
  accounts: [],
  automation: 0.2,
  rights: { actions: ["human.step"], hosts: [], model: false },
  params,
  cron: "40 8 * * 1",
  priority: 40,
  historyDays: 730,
  propose: (view, values) => {
    const sold = view.sales.filter(({ gross, status }) => gross > 0n && !unsold.has(status));
    const bySource = Map.groupBy(sold, ({ source }) => source);
    return [...bySource].flatMap(([source, sales]) =>
      isReadNow(view, source) ? shopSteps(view, source, sales, values) : [],
    );
  },
});

const unsold: ReadonlySet<string> = new Set(["pending", "failed", "cancelled", "test", "incomplete"]);

/** Where the whole shop is silent, its listings need not be named one by one. */
function shopSteps(view: KnownAt, source: string, sales: readonly KnownSale[], values: Values): readonly Step[] {
  const shop = rhythmOf(sales);
  if (shop && isSilent(view, shop, values, 1)) return [shopStep(view, source, shop, values)];
  const published = view.products.filter((one) => one.source === source && one.state === "published");
  const byProduct = Map.groupBy(sales, ({ productId }) => productId);
  const known = published.flatMap((product) => {
    const rhythm = rhythmOf(byProduct.get(product.productId) ?? []);
    return rhythm ? [{ product, rhythm, chance: chanceOfPause(rhythm.gaps, silenceOf(view, rhythm)) }] : [];
  });
  return known
    .filter(({ rhythm }) => isSilent(view, rhythm, values, known.length))
    .sort((a, b) => a.chance - b.chance || (a.product.key < b.product.key ? -1 : 1))
    .slice(0, values.atMost)
    .map(({ product, rhythm }) => listingStep(view, product, rhythm, values));
}

/** Several sales of one day count once: a bundle, or a newsletter, is one occasion. */
function rhythmOf(unsorted: readonly KnownSale[]): Rhythm | undefined {
  const sales = [...unsorted].sort((a, b) => a.occurredAt - b.occurredAt || (a.key < b.key ? -1 : 1));
  const last = sales.at(-1);
  const days = [...new Set(sales.map(({ occurredAt }) => Math.floor(occurredAt / dayMs)))].slice(-latest - 1);
  const gaps = days.slice(1).map((day, i) => day - (days[i] ?? day));
  return last && gaps.length >= gapsAtLeast ? { sales, last, gaps } : undefined;
}

function silenceOf(view: KnownAt, { last }: Rhythm): number {
  return daysSince(view, last.occurredAt);
}

/**
 * Much longer than its own rhythm: so improbable that, looking at `looks` of them, one false word in `oneIn` looks is to
 * be expected; and longer than its longest pause so far by a factor, which a slow decline does not fool.
 */
function isSilent(view: KnownAt, rhythm: Rhythm, values: Values, looks: number): boolean {
  const silence = silenceOf(view, rhythm);
  return (
    silence >= values.minDays &&
    silence > values.timesLongest * Math.max(...rhythm.gaps) &&
    chanceOfPause(rhythm.gaps, silence) < 1 / (values.oneIn * looks)
  );
}

function listingStep(view: KnownAt, product: KnownProduct, rhythm: Rhythm, values: Values): Step {
  const said = rhythmText(view, rhythm);
  const link = product.url === "" ? {} : { link: product.url };
  return {
    ...common(view, rhythm, values),
    about: `listing/${product.key}`,
    reason: `"${shortened(product.name)}" has not sold for ${said.silence}; its longest pause was ${said.longest}.`,
    parameters: {
      step: "look-at-listing",
      text: `"${product.name}" on ${platformName(product.source)} sold every ${said.middle} and has not sold since ${said.since}, ${said.silence} ago. Its longest pause before was ${said.longest}. Look whether it can still be found and bought: its page, its price, its file, links to it.`,
      ...link,
    },
    evidence: [product.key, ...lastKeys(rhythm)],
  };
}

function shopStep(view: KnownAt, source: string, rhythm: Rhythm, values: Values): Step {
  const said = rhythmText(view, rhythm);
  const name = platformName(source);
  return {
    ...common(view, rhythm, values),
    about: `shop/${source}`,
    reason: `Nothing has sold on ${name} for ${said.silence}; the longest pause was ${said.longest}.`,
    parameters: {
      step: "look-at-shop",
      text: `On ${name} something sold every ${said.middle}, and nothing since ${said.since}, ${said.silence} ago. The longest pause before was ${said.longest}. Look whether your shop is open there, and buy something from it yourself.`,
    },
    evidence: lastKeys(rhythm),
  };
}

function common(view: KnownAt, rhythm: Rhythm, values: Values) {
  const { currency } = rhythm.last;
  return {
    kind: "human.step",
    target: "inside",
    // A look may find nothing: nothing is the likely gain. The most is that its rhythm comes back.
    gain: { low: 0n, likely: 0n, high: outlook(rhythm), currency },
    worstCost: { amount: 0n, currency: view.book.homeCurrency },
    expiresAt: view.at + values.againAfterDays * dayMs,
  } as const;
}

/** What its own rhythm brings in the coming weeks, at the median of what was left of a sale. */
function outlook({ sales, gaps, last }: Rhythm): bigint {
  const nets = sales.filter(({ currency }) => currency === last.currency).map(({ net }) => net);
  const typical = medianAmount(nets) ?? 0n;
  const days = BigInt(gaps.reduce((sum, gap) => sum + gap, 0));
  const expected = (typical * BigInt(gaps.length) * outlookDays) / days;
  return expected > 0n ? expected : 0n;
}

function rhythmText(view: KnownAt, rhythm: Rhythm) {
  return {
    middle: daysText(median(rhythm.gaps) ?? 1),
    longest: daysText(Math.max(...rhythm.gaps)),
    silence: daysText(silenceOf(view, rhythm)),
    since: dateText(view, rhythm.last.occurredAt),
  };
}

function lastKeys({ sales }: Rhythm): readonly string[] {
  return sales.slice(-3).map(({ key }) => key);
}

function shortened(name: string): string {
  return name.length > 80 ? `${name.slice(0, 79)}…` : name;
}
