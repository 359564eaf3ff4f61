import { sumOf } from "../../lib/format/decimal.ts";
import { money } from "../../lib/format/money.ts";
import { day, shortDay } from "../../lib/format/time.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { RevenueChart } from "../../ui/charts/revenue-chart.tsx";
import type { Forecast, TodayData } from "./reads.ts";
import { todayWords } from "./words.ts";

type Props = {
  readonly today: TodayData;
  readonly forecast: Forecast | undefined;
  readonly target: string | undefined;
};

const states = { whole: "whole", partial: "partial", "at-least": "least" } as const;

/** The month so far with where it is going. Days are calendar days: they are written in no zone but their own. */
export function EarnedChart({ today, forecast, target }: Props) {
  const w = useWords(todayWords);
  const here = useHere();
  const calendar = { ...here, zone: "UTC" };
  const { currency, monthDays, otherCurrencies: _, ...rest } = today;
  const show = (value: string): string => money({ amount: rounded(value), currency }, { lang: here.lang, whole: true });
  const label = (id: string): string => day(id, calendar);
  const past = monthDays.map((one, at) => ({
    id: one.day,
    label: label(one.day),
    total: sumOf(monthDays.slice(0, at + 1).map(({ amount }) => amount)),
    state: states[one.state],
  }));
  const ready = forecast?.state === "ready" ? forecast : undefined;
  const ahead = (ready?.totals ?? []).filter((one) => one.day > rest.today);
  const fan = ahead.map(({ day: id, median, low, high }) => ({ id, label: label(id), middle: median, low, high }));
  const end = ahead.at(-1);
  const name = [
    w.chart(show(past.at(-1)?.total ?? "0"), label(rest.today)),
    ...(end ? [w.chartLikely(show(end.median), label(end.day), show(end.low), show(end.high))] : []),
    ...(target === undefined ? [] : [w.chartTarget(show(target))]),
  ].join(" ");
  const ids = [...past, ...fan].map(({ id }) => id);
  const ticks = ids
    .filter(
      (id, at) => at === 0 || at === ids.length - 1 || (["10", "20"].includes(id.slice(8)) && at < ids.length - 3),
    )
    .map((id, at) => ({ id, text: at === 0 ? shortDay(id, calendar) : String(Number(id.slice(8))) }));
  return (
    <RevenueChart
      name={name}
      past={past}
      forecast={fan}
      target={target}
      show={show}
      ticks={ticks}
      columns={[w.day, w.soFar, w.likely, w.from, w.to]}
    />
  );
}

/** Beside a chart whole units are enough; cents are cut, not rounded up, so that nothing looks more than it is. */
function rounded(value: string): string {
  const [whole = "0", part = ""] = value.split(".");
  return part === "" ? whole : `${whole}.${"0".repeat(part.length)}`;
}
