import { Download, Printer } from "lucide-react";
import { PageHead } from "../../frame/page-head.tsx";
import { useRead } from "../../lib/api/read.ts";
import { dayAndClock, weekday } from "../../lib/format/time.ts";
import { useBook } from "../../lib/route/address.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { ButtonLink } from "../../ui/button-link.tsx";
import { Card } from "../../ui/card.tsx";
import { Completeness } from "../../ui/completeness.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Menu } from "../../ui/menu.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { levelShown } from "./level-words.ts";
import { ReportFigures } from "./report-figures.tsx";
import { ReportMatters } from "./report-matters.tsx";
import type { DailyReport } from "./shapes.ts";
import { startDownload } from "./start-download.ts";
import { useMay } from "./use-may.ts";
import { moneyWords } from "./words.ts";

/** One day as it was told when it had ended: three lines, what to decide, and the figures behind them. */
export default function OneReport({ day }: { readonly day: string }) {
  const w = useWords(moneyWords);
  const here = useHere();
  const { data, error, refetch } = useRead<DailyReport>(`/reports/${encodeURIComponent(day)}`, { topics: [] });
  const at = Date.parse(`${day}T12:00:00Z`);
  const name = Number.isNaN(at) ? day : weekday(at, { ...here, zone: "UTC" });
  const crumbs = [{ text: w.title, to: "/money" }, { text: w.reportsTitle, to: "/money/reports" }, { text: name }];
  return (
    <>
      <PageHead
        title={name}
        crumbs={crumbs}
        state={data && w.madeAt(dayAndClock(data.madeAt, here))}
        actions={data && <Take day={day} />}
      />
      {error ? (
        <Card flush>
          <h2 className="hidden-text">{w.inThreeLines}</h2>
          <ErrorNote
            error={error}
            actions={<ButtonLink to="/money/reports">{w.allReports}</ButtonLink>}
            onRetry={error.status === 404 ? undefined : () => void refetch()}
          />
        </Card>
      ) : (
        <div className="stack">
          <Lines report={data} />
          {data && <ReportFigures report={data} />}
          {data?.daily && <ReportMatters daily={data.daily} />}
        </div>
      )}
    </>
  );
}

function Lines({ report }: { readonly report: DailyReport | undefined }) {
  const w = useWords(moneyWords);
  const here = useHere();
  const { lines = [], decision = null, level } = report?.daily ?? {};
  const shown = level && levelShown(level, w, here);
  return (
    <Card title={w.inThreeLines}>
      <div className="stack money-three">
        {report ? (
          <ol>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ol>
        ) : (
          <Skeleton signs={32} />
        )}
        {report && lines.length === 0 && <p className="muted">{w.olderReport}</p>}
        {report && (
          <div className="money-decision">
            <h3>{w.toDecide}</h3>
            <p>{decision?.sentence ?? w.nothingToDecide}</p>
            {decision && (
              <ButtonLink to="/inbox" kind="plain">
                {w.openInbox}
              </ButtonLink>
            )}
          </div>
        )}
        {shown && <Completeness level={shown.level}>{shown.note}</Completeness>}
      </div>
    </Card>
  );
}

function Take({ day }: { readonly day: string }) {
  const w = useWords(moneyWords);
  const book = useBook();
  const may = useMay("export");
  const take = (format: string) => () => startDownload(`/reports/${day}/download`, { format, book });
  return (
    <>
      {may && (
        <Menu
          label={w.download}
          side="right"
          face={
            <>
              <Icon of={Download} />
              {w.download}
            </>
          }
          items={[
            { id: "csv", text: w.formats.csv, onPick: take("csv") },
            { id: "json", text: "JSON", onPick: take("json") },
          ]}
        />
      )}
      <Button icon={Printer} onClick={() => window.print()}>
        {w.print}
      </Button>
    </>
  );
}
