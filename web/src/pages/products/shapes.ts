import type { z } from "zod";
import type { product, productBoard, productStory } from "../../../../src/api/contract/products.ts";
import { type Here, time } from "../../lib/format/time.ts";
import type { Level } from "../../ui/level-mark.tsx";
import type { Words } from "./words.en.ts";

export type Board = z.infer<typeof productBoard>;
export type Product = z.infer<typeof product>;
export type Listing = Product["listings"][number];
export type Story = z.infer<typeof productStory>;

/** Where one product is shown in full. */
export const productAddress = ({ platform, id }: { readonly platform: string; readonly id: string }): string =>
  `/products/${encodeURIComponent(platform)}/${encodeURIComponent(id)}`;

/** The sales behind an amount of one listing; of all days without a period. */
export function salesOf(
  { platform, id }: { readonly platform: string; readonly id: string },
  period?: { readonly from: string; readonly to: string },
): string {
  const days = period ? { from: period.from, to: period.to } : {};
  return `/money/sales?${new URLSearchParams({ ...days, source: platform, product: id })}`;
}

/** How complete a figure is, as mark and sentence. */
export function levelOf(
  { level }: Board["earned"],
  w: Words,
  here: Here,
): { readonly level: Level; readonly note: string } {
  const read = level.sources.map(({ readTo }) => readTo).filter((at) => at !== "");
  const [first] = read.toSorted();
  if (level.state === "nothing-read") return { level: "none", note: w.nothingRead };
  const note = first === undefined ? w.atLeast : w.readTo(time(first, here));
  return { level: level.state === "complete" ? "complete" : "least", note };
}
