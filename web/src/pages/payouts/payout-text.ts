import { platformName } from "../../lib/format/platform-name.ts";
import type { Payout } from "./shapes.ts";
import type { Words } from "./words.en.ts";

/** "Equity" of `equity`, the bank's short name in the books. */
export const bankName = (bank: string): string => bank.charAt(0).toUpperCase() + bank.slice(1).replaceAll("-", " ");

/** "Gumroad to Equity" */
export function payoutTitle({ source, arrival }: Payout, w: Words): string {
  const platform = platformName(source);
  return arrival ? w.toBank(platform, bankName(arrival.bank)) : w.toYourBank(platform);
}

/** Where it stands, in a word or two. */
export function stateWord({ state, status }: Payout, w: Words): string {
  if (state !== "not-sent") return w.states[state];
  return status === "returned" ? w.returned : status === "pending" ? w.announced : w.states["not-sent"];
}

/** Colours say only what the words say already. */
export const stateTone: Readonly<Record<Payout["state"], string>> = {
  proved: "moss-text",
  "on-its-way": "muted",
  unknown: "oak-text",
  differs: "brick-text",
  within: "muted",
  "not-sent": "muted",
  "not-told": "muted",
};
