import { PageHead } from "../../frame/page-head.tsx";
import { useMay } from "../../lib/api/may.ts";
import { useRead } from "../../lib/api/read.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Card } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Note } from "../../ui/note.tsx";
import { StateChip } from "../../ui/state-chip.tsx";
import { Loading } from "./loading.tsx";
import type { Run, Schedule } from "./shapes.ts";
import { useJobActs } from "./use-job-acts.ts";
import { when } from "./when.ts";
import { systemWords } from "./words.ts";
import { JobButtons, resultTones } from "./work.tsx";

type Jobs = { readonly items: readonly Schedule[] };
type Runs = { readonly items: readonly Run[] };

const runsShown = 100;

/** One schedule: when it runs, and every run with what came of it. */
export default function OneJob({ name }: { readonly name: string }) {
  const w = useWords(systemWords);
  const here = useHere();
  const may = useMay("operate");
  const jobs = useRead<Jobs>("/jobs", { topics: ["jobs"], scope: "none" });
  const job = jobs.data?.items.find((one) => one.name === name);
  const query = { schedule: name, limit: runsShown };
  const runs = useRead<Runs>("/jobs/history", { query, topics: ["jobs"], scope: "none", enabled: job !== undefined });
  const acts = useJobActs();
  const next = job?.state === "paused" ? w.paused : job?.next ? when(job.next, here) : w.never;
  return (
    <>
      <PageHead
        title={job?.title ?? name}
        crumbs={[{ text: w.title, to: "/system" }, { text: w.workTab, to: "/system/work" }, { text: name }]}
        {...(job ? { state: `${w.next}: ${next}` } : {})}
        actions={job && may && <JobButtons job={job} acts={acts} />}
      />
      {acts.error && <ErrorNote error={acts.error} />}
      {jobs.data && !job ? (
        <Note title={w.unknownJob}>{w.unknownJobText}</Note>
      ) : (
        <Card
          title={w.history}
          flush
          {...(job ? { end: <span className="small faint mono">{`${job.cron} ${job.zone}`}</span> } : {})}
        >
          <Loading read={runs} />
          {runs.data?.items.length === 0 && <Empty title={w.historyEmpty}>{w.historyEmptyText}</Empty>}
          <ul className="rows">
            {runs.data?.items.map((run) => (
              <li key={`${run.id} ${run.attempt}`} className="row">
                <span className="row-words">
                  <span className="row-title">{when(run.began, here)}</span>
                  <span className="row-text">{run.note}</span>
                </span>
                <span className="row-end">
                  <StateChip tone={resultTones[run.result] ?? "plain"}>{w.results[run.result]}</StateChip>
                </span>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}
