import { useState } from "react";
import { platformName, seriesOf } from "../../lib/format/platform-name.ts";
import { time } from "../../lib/format/time.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Card } from "../../ui/card.tsx";
import { Breakdown, type BreakdownRow } from "../../ui/charts/breakdown.tsx";
import { Empty } from "../../ui/empty.tsx";
import { LevelMark } from "../../ui/level-mark.tsx";
import { MoneyCell } from "../../ui/money-cell.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import type { Part, TodayData } from "./reads.ts";
import { rowsOf } from "./rows-of.ts";
import { todayWords } from "./words.ts";

/** More than these are one tap away in Money. */
const shownMax = 6;

/** What each platform or product earned this month. Bars from zero; no shares in percent. */
export function Parts({ today }: { readonly today: TodayData | undefined }) {
  const w = useWords(todayWords);
  const [by, setBy] = useState<"platform" | "product">("platform");
  const tabs = (
    <Tabs
      label={w.parts}
      tabs={[
        { id: "platform", text: w.platform },
        { id: "product", text: w.product },
      ]}
      chosen={by}
      onChoose={setBy}
    />
  );
  return (
    <Card title={by === "platform" ? w.byPlatform : w.byProduct} end={tabs} flush className="today-parts">
      {today ? <PartRows today={today} by={by} /> : <LoadingRows />}
    </Card>
  );
}

function PartRows({ today, by }: { readonly today: TodayData; readonly by: "platform" | "product" }) {
  const w = useWords(todayWords);
  const here = useHere();
  const { currency, byPlatform, byProduct } = today;
  const { period, level } = today.earned.month;
  const order = byPlatform.map(({ source }) => source).toSorted();
  const parts = (by === "platform" ? byPlatform : byProduct).slice(0, shownMax);
  const row = (part: Part): BreakdownRow => {
    const readTo = level.sources.find(({ source }) => source === part.source)?.readTo;
    const series = seriesOf(part.source, order);
    const product = part.key.slice(part.source.length + 1);
    const named = by === "platform" || product !== "";
    return {
      id: part.key,
      name: by === "platform" ? platformName(part.source) : named ? part.name : w.noProduct,
      note: (
        <span className="today-part-mark">
          <LevelMark level={part.state === "complete" ? "complete" : "least"} />
          {part.state === "at-least" && readTo ? <span>{w.toTime(time(readTo, here))}</span> : null}
        </span>
      ),
      amount: <MoneyCell value={{ amount: part.amount, currency }} />,
      value: part.amount,
      ...(series ? { series } : {}),
      to: rowsOf(period, { source: part.source, ...(by === "product" && named ? { product } : {}) }),
    };
  };
  if (parts.length === 0) return <Empty title={w.noParts}>{w.noPartsText}</Empty>;
  return <Breakdown name={by === "platform" ? w.byPlatform : w.byProduct} rows={parts.map(row)} />;
}

function LoadingRows() {
  return (
    <ul className="rows">
      {[12, 20, 8].map((signs) => (
        <li key={signs} className="row">
          <Skeleton signs={signs as 8 | 12 | 20} />
          <span className="row-end">
            <Skeleton signs={8} />
          </span>
        </li>
      ))}
    </ul>
  );
}
