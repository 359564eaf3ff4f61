import type { z } from "zod";
import type { pastMoments } from "../../../src/api/contract/past.ts";
import { useRead } from "../lib/api/read.ts";
import { money } from "../lib/format/money.ts";
import { platformName } from "../lib/format/platform-name.ts";
import type { Here } from "../lib/format/time.ts";
import { useBook } from "../lib/route/address.ts";
import type { Words } from "./words.en.ts";

type Moments = z.infer<typeof pastMoments>;
export type PastMoment = Moments["items"][number];

/** How far back the slider reaches. */
export const pastDays = 90;

/** Moments worth a look. They are asked for as of now: which moment is being read makes no difference to them. */
export function usePastMoments(): readonly PastMoment[] {
  const book = useBook();
  const { data } = useRead<Moments>("/past", {
    query: { book, days: pastDays },
    topics: ["payouts", "sales", "inbox"],
    scope: "none",
  });
  return data?.items ?? [];
}

/** What happened in one minute: the first reading of a platform makes many payouts known at once. */
export type MomentGroup = { readonly at: string; readonly items: readonly PastMoment[] };

/** Moments of one minute and kind together, newest first. */
export function grouped(moments: readonly PastMoment[]): readonly MomentGroup[] {
  const groups = Map.groupBy(moments, ({ at, what }) => `${at.slice(0, 16)} ${what}`);
  return [...groups.values()].flatMap((items) => (items[0] ? [{ at: items[0].at, items }] : []));
}

/** "Payout of Gumroad 1,144.73", or how many there were. */
export function groupText({ items }: MomentGroup, w: Words, here: Here): string {
  const [first, second] = items;
  if (!first) return "";
  if (!second) return momentText(first, w, here);
  return { payout: w.momentPayouts, import: w.momentImports, refused: w.momentsRefused }[first.what](items.length);
}

function momentText({ what, name, amount }: PastMoment, w: Words, { lang }: Here): string {
  if (what === "import") return w.momentImport(name);
  if (what === "refused") return w.momentRefused(name);
  return w.momentPayout(platformName(name), amount ? money(amount, { lang, show: "symbol" }) : "");
}
