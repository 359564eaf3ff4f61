import { PageHead } from "../../frame/page-head.tsx";
import { useMay } from "../../lib/api/may.ts";
import { useRead } from "../../lib/api/read.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { StateChip, type Tone } from "../../ui/state-chip.tsx";
import { Table } from "../../ui/table.tsx";
import { Loading } from "./loading.tsx";
import { Parts } from "./parts.tsx";
import type { Run, Schedule } from "./shapes.ts";
import { useJobActs } from "./use-job-acts.ts";
import { when } from "./when.ts";
import { systemWords } from "./words.ts";

/** How a result looks: what broke is brick, what runs is water. */
export const resultTones: Partial<Record<Run["result"], Tone>> = { failed: "brick", lost: "brick", running: "water" };

type Jobs = { readonly items: readonly Schedule[] };

/** Everything that runs by schedule: what failed first, then in the order of the engine. */
export default function Work() {
  const w = useWords(systemWords);
  const here = useHere();
  const may = useMay("operate");
  const read = useRead<Jobs>("/jobs", { topics: ["jobs"], scope: "none" });
  const acts = useJobActs();
  const items = read.data?.items.toSorted((a, b) => Number(isBad(b)) - Number(isBad(a)));
  return (
    <>
      <PageHead title={w.title} state={w.work} />
      <Parts open="work" />
      {acts.error && <ErrorNote error={acts.error} />}
      <Card title={w.work} flush {...(may ? {} : { foot: w.mayNot })}>
        <Loading read={read} />
        {items && (
          <Table<Schedule>
            label={w.work}
            rows={items}
            keyOf={({ name }) => name}
            to={({ name }) => `/system/work/${encodeURIComponent(name)}`}
            columns={[
              { id: "name", title: w.name, width: "minmax(0, 3fr)", cell: (job) => <JobName job={job} /> },
              { id: "last", title: w.last, width: "minmax(0, 2fr)", cell: (job) => <Last job={job} /> },
              {
                id: "next",
                title: w.next,
                width: "minmax(80px, 1fr)",
                wideOnly: true,
                cell: ({ state, next }) => (
                  <span className="small">{state === "paused" ? w.paused : next ? when(next, here) : w.never}</span>
                ),
              },
              {
                id: "acts",
                title: w.runNow,
                right: true,
                width: "minmax(190px, auto)",
                wideOnly: true,
                cell: (job) => may && <JobButtons job={job} acts={acts} />,
              },
            ]}
          />
        )}
      </Card>
    </>
  );
}

const isBad = ({ last }: Schedule): boolean => last?.result === "failed" || last?.result === "lost";

function JobName({ job: { name, title } }: { readonly job: Schedule }) {
  return (
    <span className="system-two">
      <span className="strong">{title}</span>
      <span className="tiny faint mono">{name}</span>
    </span>
  );
}

function Last({ job: { last, running } }: { readonly job: Schedule }) {
  const w = useWords(systemWords);
  const here = useHere();
  if (running) return <StateChip tone="water">{w.running}</StateChip>;
  if (last === null) return <span className="small faint">{w.never}</span>;
  const tone = resultTones[last.result];
  return (
    <span className="system-two small">
      <span className="cluster">
        {when(last.began, here)}{" "}
        {tone ? <StateChip tone={tone}>{w.results[last.result]}</StateChip> : w.results[last.result]}
      </span>
      <span className="tiny faint desk-only">{last.note}</span>
    </span>
  );
}

/** Run now, and pause or resume. */
export function JobButtons({ job, acts }: { readonly job: Schedule; readonly acts: ReturnType<typeof useJobActs> }) {
  const w = useWords(systemWords);
  const { run, pause, resume } = acts;
  const isOn = job.state === "on";
  const turn = isOn ? pause : resume;
  const busy = (write: typeof run | typeof turn): boolean => write.isPending && write.variables.name === job.name;
  return (
    <span className="cluster system-buttons">
      <Button size="slim" busy={busy(run)} aria-label={w.runNowOf(job.title)} onClick={() => run.mutate(job)}>
        {w.runNow}
      </Button>
      <Button
        kind="quiet"
        size="slim"
        busy={busy(turn)}
        aria-label={(isOn ? w.pauseOf : w.resumeOf)(job.title)}
        onClick={() => turn.mutate(job)}
      >
        {isOn ? w.pause : w.resume}
      </Button>
    </span>
  );
}
