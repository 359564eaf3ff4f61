import { lazy, Suspense, useEffect } from "react";
import { PageHead } from "../../frame/page-head.tsx";
import { clock, weekday } from "../../lib/format/time.ts";
import { useAsOf } from "../../lib/route/address.ts";
import { useHere } from "../../lib/state/here.ts";
import { homeCurrencyStore } from "../../lib/state/home-currency.ts";
import { useWords } from "../../lib/words/words.ts";
import { Card } from "../../ui/card.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Earned } from "./earned.tsx";
import { FromSales } from "./from-sales.tsx";
import { NeedsYou } from "./needs-you.tsx";
import { NotRight } from "./not-right.tsx";
import { Parts } from "./parts.tsx";
import { useToday } from "./reads.ts";
import { TodaySales } from "./today-sales.tsx";
import "./today.css";
import { todayWords } from "./words.ts";

// Needed by few, and not for the first picture.
const DropAnywhere = lazy(() => import("./drop-anywhere.tsx"));
const FirstHour = lazy(() => import("./first-hour.tsx"));
const PathCard = lazy(() => import("./path-card.tsx"));

/** The three questions: how much came in, is anything wrong, what needs me. */
export default function Today() {
  const w = useWords(todayWords);
  const here = useHere();
  const [asOf] = useAsOf();
  const today = useToday();
  const { data, error } = today;
  const currency = data?.currency;
  useEffect(() => {
    if (currency !== undefined) homeCurrencyStore.set(currency);
  }, [currency]);
  const at = asOf ?? here.now;
  return (
    <>
      <PageHead title={w.title} state={`${weekday(at, here)}, ${clock(at, here)}`} />
      {/* All at once: what came later would push away what is being read. */}
      <Suspense fallback={<Waiting />}>
        <div className="columns today">
          <FirstHour today={data} />
          <div className="stack">
            {error && !data ? (
              <Card title={w.title} flush className="today-earned">
                <ErrorNote error={error} onRetry={() => void today.refetch()} />
              </Card>
            ) : (
              <Earned today={data} />
            )}
            <div className="pair">
              <Parts today={data} />
              <FromSales today={data} />
            </div>
          </div>
          <div className="stack">
            <PathCard />
            <NeedsYou />
            <NotRight />
            <TodaySales today={data} />
          </div>
        </div>
      </Suspense>
      <Suspense>
        <DropAnywhere />
      </Suspense>
    </>
  );
}

function Waiting() {
  return (
    <div className="columns today">
      <div className="stack">
        <Earned today={undefined} />
      </div>
    </div>
  );
}
