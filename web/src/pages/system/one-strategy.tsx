import { lazy, Suspense, useState } from "react";
import { PageHead } from "../../frame/page-head.tsx";
import { useMay } from "../../lib/api/may.ts";
import { useRead, useReadPages } from "../../lib/api/read.ts";
import { useWrite } from "../../lib/api/write.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Note } from "../../ui/note.tsx";
import { StateChip } from "../../ui/state-chip.tsx";
import { toast } from "../../ui/toast-store.ts";
import type { Started, Strategy, StrategyRun } from "./shapes.ts";
import { StrategyFacts } from "./strategy-facts.tsx";
import { when } from "./when.ts";
import { systemWords } from "./words.ts";

const PauseSheet = lazy(() => import("./pause-sheet.tsx"));

/** One strategy: what it does, what came of it, its runs; pause, resume and run. */
export default function OneStrategy({ id }: { readonly id: string }) {
  const w = useWords(systemWords);
  const may = useMay("operate");
  const path = `/strategies/${encodeURIComponent(id)}`;
  const read = useRead<Strategy>(path, { topics: ["jobs", "inbox"] });
  const { data } = read;
  return (
    <>
      <PageHead
        title={data?.title ?? id}
        long
        crumbs={[
          { text: w.title, to: "/system" },
          { text: w.strategiesTab, to: "/system/strategies" },
          { text: data?.title ?? id },
        ]}
        actions={data && may && <Controls one={data} path={path} />}
      />
      {read.error && <ErrorNote error={read.error} onRetry={() => void read.refetch()} />}
      <div className="stack system-cards">
        {data?.why && <Note title={w.why}>{data.state === "asks" ? `${data.why} ${w.allowHow(id)}` : data.why}</Note>}
        {data && <StrategyFacts one={data} />}
        {data && <Runs path={path} />}
      </div>
    </>
  );
}

function Controls({ one, path }: { readonly one: Strategy; readonly path: string }) {
  const w = useWords(systemWords);
  const [asking, setAsking] = useState(false);
  const run = useWrite<void, Started>(() => ({ path: `${path}/run` }), {
    topics: ["jobs"],
    onDone: ({ fresh }) => toast(fresh ? w.started(one.title) : w.waitedAlready(one.title)),
  });
  const resume = useWrite<void, Strategy>(() => ({ path: `${path}/resume` }), {
    topics: ["jobs"],
    onDone: () => toast(w.goesOn(one.title)),
  });
  return (
    <span className="cluster">
      {one.state === "on" && <Button onClick={() => setAsking(true)}>{w.pause}</Button>}
      {one.state === "paused" && (
        <Button kind="primary" busy={resume.isPending} onClick={() => resume.mutate()}>
          {w.resume}
        </Button>
      )}
      {one.state === "on" && (
        <Button kind="primary" busy={run.isPending} onClick={() => run.mutate()}>
          {w.runNow}
        </Button>
      )}
      {(run.error || resume.error) && <span className="small brick-text">{(run.error ?? resume.error)?.title}</span>}
      <Suspense fallback={null}>
        {asking && <PauseSheet one={one} path={path} onClose={() => setAsking(false)} />}
      </Suspense>
    </span>
  );
}

function Runs({ path }: { readonly path: string }) {
  const w = useWords(systemWords);
  const here = useHere();
  const list = useReadPages<StrategyRun>(`${path}/runs`, { query: { limit: 50 }, topics: ["jobs"] });
  const items = list.data?.pages.flatMap((page) => page.items);
  return (
    <Card title={w.history} flush>
      {list.error && <ErrorNote error={list.error} onRetry={() => void list.refetch()} />}
      {items?.length === 0 && <Empty title={w.historyEmpty}>{w.historyEmptyText}</Empty>}
      <ul className="rows">
        {items?.map((run) => (
          <li key={run.id} className="row">
            <span className="row-words">
              <span className="row-title">{when(run.began, here)}</span>
              <span className="row-text">{run.sentence}</span>
            </span>
            <span className="row-end">
              <StateChip tone={run.result === "failed" || run.result === "stopped" ? "brick" : "plain"}>
                {w.results[run.result]}
              </StateChip>
            </span>
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <footer className="card-foot">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {w.showMore}
          </Button>
        </footer>
      )}
    </Card>
  );
}
