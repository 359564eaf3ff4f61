import { money } from "../../lib/format/money.ts";
import { platformName } from "../../lib/format/platform-name.ts";
import { homeCurrencyStore } from "../../lib/state/home-currency.ts";
import type { Lang } from "../../lib/words/lang.ts";
import type { WordSet } from "../../lib/words/words.ts";
import type { Act } from "./shapes.ts";
import type { inboxWords } from "./words.ts";

export type Words = typeof inboxWords extends WordSet<infer W> ? W : never;
type Amount = Act["worst"];

const part = (act: Act, name: string): Act["plan"][number] | undefined => act.plan.find((one) => one.name === name);

/** An amount with its currency's code, as orders and buttons name it. */
export const coded = (value: Amount, lang: Lang): string => money(value, { lang, show: "code" });

/** An amount in a title: bare in the book's own currency, with its code in any other. */
const bare = (value: Amount, lang: Lang, home: string | undefined): string =>
  money(value, { lang, ...(home === undefined ? { show: "code" as const } : { home }) });

/** A gain or loss, with its sign. */
export const signed = (value: Amount, lang: Lang, home: string | undefined): string =>
  money(value, { lang, plus: true, ...(home === undefined ? {} : { home }) });

/** "gumroad" as people write it. */
export const placeName = (target: string, w: Words): string => (target === "inside" ? w.inside : platformName(target));

/** The act as an order without its object: "Change a price". */
export function actName(act: Pick<Act, "kind" | "kindTitle">, w: Words): string {
  const acts: Readonly<Record<string, string>> = w.acts;
  return acts[act.kind] ?? act.kindTitle.charAt(0).toUpperCase() + act.kindTitle.slice(1);
}

/** What the act is about, by name where one is known. */
const aboutName = (act: Act): string | undefined => act.about?.title ?? act.about?.id;

/** The title of its card, as an order: "Set 34.00 for Freelance Finance Kit", "Refund 29.00". The frame knows the book's currency first. */
export function orderOf(act: Act, w: Words, lang: Lang): string {
  const home = homeCurrencyStore.get();
  const amount = part(act, "amount")?.money ?? undefined;
  const price = part(act, "price")?.money ?? undefined;
  const to = (part(act, "recipient") ?? part(act, "payer"))?.text;
  if (act.kind === "sale.refund" && amount) return w.refund(bare(amount, lang, home));
  if (act.kind === "listing.price" && price) return w.setPrice(bare(price, lang, home), aboutName(act) ?? act.target);
  if (act.kind === "payout.send" && amount && to !== undefined) return w.pay(bare(amount, lang, home), to);
  const text = part(act, "text")?.text;
  if (act.target === "inside" && text !== undefined && text.length <= 90) return text;
  const name = aboutName(act) ?? part(act, "subject")?.text ?? part(act, "title")?.text;
  return name === undefined ? actName(act, w) : w.doTo(actName(act, w), name);
}

/** What the button says where the act cannot be taken back; undefined where "Approve" is enough. */
export function buttonOf(act: Act, w: Words, lang: Lang): string | undefined {
  if (act.reversible) return undefined;
  const amount = part(act, "amount")?.money ?? undefined;
  if (act.kind === "sale.refund" && amount) return w.refund(coded(amount, lang));
  if (act.kind === "payout.send" && amount) return w.send(coded(amount, lang));
  return actName(act, w);
}

/** What happens when the yes is given, in a sentence or two. */
export function happensOf(act: Act, w: Words, lang: Lang): string {
  const price = part(act, "price")?.money ?? undefined;
  const place = placeName(act.target, w);
  const does =
    act.kind === "listing.price" && price
      ? w.priceBecomes(aboutName(act) ?? act.target, bare(price, lang, homeCurrencyStore.get()), place)
      : act.outside
        ? w.happensAt(buttonOf(act, w, lang) ?? actName(act, w), place)
        : w.happensInside;
  return act.dryRun ? `${w.happensDry} ${does}` : does;
}

/** A part of the plan by its name in the reader's language. */
export function partName(name: string, w: Words): string {
  const names: Readonly<Record<string, string>> = w.plan;
  return names[name] ?? name;
}

export const whoProposed = (act: Act, w: Words): string =>
  act.origin.by === "owner" ? w.byYou : act.origin.by === "assistant" ? w.byAssistant : w.byAgent;
