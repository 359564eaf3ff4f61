import { lazy, Suspense, useState } from "react";
import { isZero } from "../../lib/format/decimal.ts";
import { money } from "../../lib/format/money.ts";
import { percent } from "../../lib/format/number.ts";
import { day } from "../../lib/format/time.ts";
import { useAsOf, useBook } from "../../lib/route/address.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import type { Forecast, Target, TodayData } from "./reads.ts";
import { useMay } from "./reads.ts";
import { todayWords } from "./words.ts";

const TargetSheet = lazy(() => import("./target-sheet.tsx"));

type Props = {
  readonly today: TodayData;
  readonly target: Target | undefined;
  readonly forecast: Forecast | undefined;
};

/** The target in one sentence: how likely, what it takes a day, what the last days made. */
export function Pace({ today, target, forecast }: Props) {
  const w = useWords(todayWords);
  const here = useHere();
  const book = useBook();
  const [asOf] = useAsOf();
  const mayChange = useMay("configure", book) && asOf === undefined;
  const [isOpen, setIsOpen] = useState(false);
  const [isHow, setIsHow] = useState(false);
  const { currency } = today;
  const calendar = { ...here, zone: "UTC" };
  const learned = forecast?.state === "ready" ? forecast.learnedFrom : undefined;
  // Said once: the likelihood says the same of the target.
  const isOpenEnd = forecast?.state === "not-sure-yet" && target?.month?.percentLikely !== null;
  return (
    <div className="today-pace">
      <p>
        <PaceSentence currency={currency} pace={target?.month ?? undefined} />
        {isOpenEnd && <> {w.notSure}</>}
      </p>
      <span className="today-pace-acts">
        {learned && (
          <button type="button" className="link small" aria-expanded={isHow} onClick={() => setIsHow(!isHow)}>
            {w.how}
          </button>
        )}
        {mayChange && (
          <button type="button" className="link small" onClick={() => setIsOpen(true)}>
            {target?.month ? w.changeTarget : w.setTarget}
          </button>
        )}
      </span>
      {isHow && learned && (
        <p className="small muted today-how">
          {w.howText(learned.days, day(learned.from, calendar), day(learned.to, calendar))}
        </p>
      )}
      {isOpen && (
        <Suspense>
          <TargetSheet currency={currency} target={target} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}

type Pace = NonNullable<Target["month"]>;

function PaceSentence({ currency, pace }: { readonly currency: string; readonly pace: Pace | undefined }) {
  const w = useWords(todayWords);
  const { lang } = useHere();
  if (!pace) return <>{w.noTarget}</>;
  const show = (amount: string, whole = false): string => money({ amount, currency }, { lang, whole });
  const goal = show(pace.target, true);
  if (isZero(pace.left)) return <b className="strong">{w.reached(goal)}</b>;
  const { made, neededADay, percentLikely } = pace;
  const takes = made ? w.takesAndMade(show(neededADay), show(made.aDay), made.days) : w.takes(show(neededADay));
  return (
    <>
      <b className="strong">
        {percentLikely === null ? w.notSureToReach(goal) : w.likelyToReach(percent(percentLikely / 100, lang), goal)}
      </b>{" "}
      {takes}
    </>
  );
}
