import { useEffect, useState } from "react";
import type { z } from "zod";
import type { salesPage } from "../../../src/api/contract/sales.ts";
import { useRead } from "../lib/api/read.ts";
import { money } from "../lib/format/money.ts";
import { day } from "../lib/format/time.ts";
import { useHere } from "../lib/state/here.ts";
import type { PaletteRow } from "./palette-rows.ts";

type Sales = z.infer<typeof salesPage>;

/** Sales that fit what was typed, by id, product or amount; asked for once typing rests. */
export function usePaletteSales(typed: string, go: (to: string) => void): readonly PaletteRow[] {
  const here = useHere();
  const [text, setText] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setText(typed.trim()), 200);
    return () => clearTimeout(timer);
  }, [typed]);
  const found = useRead<Sales>("/sales", {
    query: { text, limit: 6 },
    topics: ["sales"],
    enabled: text.length >= 2,
    keepLast: true,
  });
  if (text.length < 2) return [];
  return (found.data?.items ?? []).map((sale) => ({
    id: `sale-${sale.id}`,
    group: "sales",
    text: `${sale.productName} · ${day(sale.at, here)}`,
    ...(sale.gross === null
      ? {}
      : { end: money({ amount: sale.gross, currency: sale.currency }, { lang: here.lang, show: "code" }) }),
    to: `/money/sales/${encodeURIComponent(sale.id)}`,
    onPick: () => go(`/money/sales/${encodeURIComponent(sale.id)}`),
  }));
}
