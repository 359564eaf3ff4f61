import { PageHead } from "../../frame/page-head.tsx";
import { useReadPages } from "../../lib/api/read.ts";
import { rangeEnds, weekday } from "../../lib/format/time.ts";
import { useListKeys } from "../../lib/keys/use-list-keys.ts";
import { Link } from "../../lib/route/link.tsx";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { LevelMark } from "../../ui/level-mark.tsx";
import { MoneyTabs } from "../../ui/money-tabs.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import type { KeptReport, ReportsPage } from "./shapes.ts";
import { moneyWords } from "./words.ts";

/** The report of each day that has ended, by week, in three lines each. */
export default function Reports() {
  const w = useWords(moneyWords);
  const here = useHere();
  const list = useListKeys<HTMLDivElement>();
  const pages = useReadPages<KeptReport, ReportsPage>("/reports", { query: { limit: 31 }, topics: ["jobs", "books"] });
  const { error, hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const reports = pages.data?.pages.flatMap(({ items }) => items);
  const weeks = Map.groupBy(reports ?? [], ({ day }) => weekOf(day));
  return (
    <>
      <PageHead title={w.reportsTitle} state={w.reportsState} />
      <div className="stack" ref={list}>
        <MoneyTabs open="reports" />
        {error && !reports && (
          <Card flush>
            <h2 className="hidden-text">{w.reportsTitle}</h2>
            <ErrorNote error={error} onRetry={() => void pages.refetch()} />
          </Card>
        )}
        {!reports && !error && <Waiting />}
        {reports?.length === 0 && (
          <Card flush>
            <h2 className="hidden-text">{w.reportsTitle}</h2>
            <Empty title={w.noReports}>{w.noReportsText}</Empty>
          </Card>
        )}
        {[...weeks].map(([monday, days]) => {
          const [from, to] = rangeEnds(noon(monday), noon(monday) + 6 * 86_400_000, here);
          return (
            <Card key={monday} title={w.week(from, to)} flush>
              <ul className="rows">
                {days.map((report) => (
                  <ReportRow key={report.id} report={report} />
                ))}
              </ul>
            </Card>
          );
        })}
        {hasNextPage && (
          <div>
            <Button onClick={() => void fetchNextPage()} busy={isFetchingNextPage}>
              {w.earlierReports}
            </Button>
          </div>
        )}
      </div>
    </>
  );
}

function ReportRow({ report }: { readonly report: KeptReport }) {
  const here = useHere();
  const level = { complete: "complete", "at-least": "least", "nothing-read": "none" } as const;
  return (
    <li>
      <Link to={`/money/reports/${report.day}`} className="row" data-row>
        <span className="row-words">
          <span className="row-title">{weekday(noon(report.day), { ...here, zone: "UTC" })}</span>
          {report.lines.map((line) => (
            <span key={line} className="row-text">
              {line}
            </span>
          ))}
        </span>
        <span className="row-end">
          <LevelMark level={level[report.level]} />
        </span>
      </Link>
    </li>
  );
}

function Waiting() {
  return (
    <Card>
      <div className="stack money-waiting">
        <Skeleton signs={20} />
        <Skeleton signs={32} />
        <Skeleton signs={32} />
      </div>
    </Card>
  );
}

/** A day of the book as a moment in the middle of it: it is the same day in every zone that is written with it. */
const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`);

/** The Monday of a day's week. */
function weekOf(day: string): string {
  const at = new Date(noon(day));
  at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7));
  return at.toISOString().slice(0, 10);
}
