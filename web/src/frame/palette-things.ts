import type { z } from "zod";
import type { payoutsPage } from "../../../src/api/contract/payouts.ts";
import type { productBoard } from "../../../src/api/contract/products.ts";
import { useRead } from "../lib/api/read.ts";
import { money } from "../lib/format/money.ts";
import { platformName } from "../lib/format/platform-name.ts";
import { day } from "../lib/format/time.ts";
import { useBook } from "../lib/route/address.ts";
import { useHere } from "../lib/state/here.ts";
import { fits, type PaletteRow } from "./palette-rows.ts";

const shownMax = 5;

/** Products by name and payouts by amount, day or platform. Both lists are short and asked for once. */
export function usePaletteThings(typed: string, go: (to: string) => void): readonly PaletteRow[] {
  const here = useHere();
  const isTyped = typed.trim().length >= 2;
  const book = useBook();
  // As of now, whatever moment the page behind is read as of: what is looked for is opened from here.
  const products = useRead<z.infer<typeof productBoard>>("/products", {
    query: { book },
    topics: ["products"],
    scope: "none",
    enabled: isTyped,
  });
  const payouts = useRead<z.infer<typeof payoutsPage>>("/payouts", {
    query: { book, limit: 25 },
    topics: ["payouts"],
    scope: "none",
    enabled: isTyped,
  });
  if (!isTyped) return [];
  const found = (products.data?.items ?? []).filter(({ name }) => fits(name, typed)).slice(0, shownMax);
  const sent = (payouts.data?.items ?? []).map((one) => ({
    ...one,
    text: `${platformName(one.source)} · ${one.at === null ? one.id : day(one.at, here)}`,
    end: one.amount ? money(one.amount, { lang: here.lang, show: "code" }) : "",
  }));
  return [
    ...found.map(({ platform, id, name }): PaletteRow => {
      const to = `/products/${encodeURIComponent(platform)}/${encodeURIComponent(id)}`;
      return { id: `product-${platform}-${id}`, group: "products", text: name, to, onPick: () => go(to) };
    }),
    ...sent
      .filter(({ text, end }) => fits(`${text} ${end} ${end.replaceAll(",", "")}`, typed))
      .slice(0, shownMax)
      .map(({ key, text, end }): PaletteRow => {
        const to = `/payouts/${encodeURIComponent(key)}`;
        return { id: `payout-${key}`, group: "payouts", text, end, to, onPick: () => go(to) };
      }),
  ];
}
