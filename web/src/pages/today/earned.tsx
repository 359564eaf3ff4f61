import { money } from "../../lib/format/money.ts";
import { month } from "../../lib/format/time.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Card } from "../../ui/card.tsx";
import { Figure } from "../../ui/figure.tsx";
import { levelSentence, markOf } from "./completeness-words.ts";
import { Counts } from "./counts.tsx";
import { EarnedChart } from "./earned-chart.tsx";
import { Pace } from "./pace.tsx";
import type { TodayData } from "./reads.ts";
import { useForecast, useTargets } from "./reads.ts";
import { rowsOf } from "./rows-of.ts";
import { todayWords } from "./words.ts";

/** The one hero: what came in this month, how complete that is, where it is going and what it takes. */
export function Earned({ today }: { readonly today: TodayData | undefined }) {
  const w = useWords(todayWords);
  const here = useHere();
  const forecast = useForecast().data;
  const targets = useTargets().data;
  const target = targets?.items.find(({ currency }) => currency === today?.currency);
  const figures = today?.earned;
  const level = figures?.month.level;
  const unread = level?.state === "nothing-read";
  const label = month(today ? `${today.month}-15` : here.now, here);
  const before = month(figures ? figures.previousByNow.period.from : here.now, here);
  const side = figures && {
    today: unread ? null : figures.today,
    yesterday: unread ? null : figures.yesterday,
    previous: figures.previousByNow.level.state === "nothing-read" ? null : figures.previousByNow,
  };
  const others = today?.otherCurrencies ?? [];
  return (
    <Card className="today-earned">
      <div className="today-head">
        <div className="today-hero">
          <Figure
            label={w.earned(label)}
            value={figures && (unread ? null : figures.month)}
            size="hero"
            symbol
            {...(figures ? { to: rowsOf(figures.month.period), note: level && levelSentence(level, w, here) } : {})}
            {...(level ? { level: markOf(level) } : {})}
          />
          {others.length > 0 && (
            <p className="small muted">
              {w.others(others.map((one) => money(one, { lang: here.lang, show: "code" })).join(" · "))}
            </p>
          )}
        </div>
        <div className="today-side">
          <Figure label={w.today} size="small" value={side?.today} {...linkTo(side?.today)} />
          <Figure label={w.yesterday} size="small" value={side?.yesterday} {...linkTo(side?.yesterday)} />
          <Figure label={w.byNow(before)} size="small" value={side?.previous} {...linkTo(side?.previous)} />
        </div>
      </div>
      <Counts />
      {today && !unread && <EarnedChart today={today} forecast={forecast} target={target?.month?.target} />}
      {today && !unread && targets && <Pace today={today} target={target} forecast={forecast} />}
      {!today && <div className="today-chart-room" />}
    </Card>
  );
}

const linkTo = (figure: TodayData["earned"]["today"] | null | undefined): { to?: string } =>
  figure ? { to: rowsOf(figure.period) } : {};
