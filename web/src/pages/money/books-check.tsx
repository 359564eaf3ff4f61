import { useEffect } from "react";
import { useRead } from "../../lib/api/read.ts";
import { useWrite } from "../../lib/api/write.ts";
import { number } from "../../lib/format/number.ts";
import { time } from "../../lib/format/time.ts";
import { useAsOf } from "../../lib/route/address.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { NotInThePast } from "../../ui/not-in-the-past.tsx";
import { Progress } from "../../ui/progress.tsx";
import { StateChip } from "../../ui/state-chip.tsx";
import type { Check } from "./shapes.ts";
import { useMay } from "./use-may.ts";
import { moneyWords } from "./words.ts";

const lookEveryMs = 1_000;

/** When the books were last computed anew from their first entry, what came of it, and a button to do it now. */
export function BooksCheck() {
  const w = useWords(moneyWords);
  const [asOf] = useAsOf();
  const may = useMay("operate");
  const { data, error, refetch } = useRead<Check>("/books/check", { topics: ["books", "jobs"] });
  const start = useWrite<void, Check>(() => ({ path: "/books/check" }), {
    topics: ["books"],
    onDone: () => void refetch(),
  });
  const isRunning = data?.running != null;
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => void refetch(), lookEveryMs);
    return () => clearInterval(timer);
  }, [isRunning, refetch]);
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  return (
    <Card className="money-check">
      {data?.running ? (
        <Progress
          what={w.checking[data.running.what]}
          done={data.running.done}
          total={data.running.total === 0 ? undefined : data.running.total}
        />
      ) : (
        <div className="between money-check-line">
          <Said check={data} />
          {asOf !== undefined ? (
            <NotInThePast />
          ) : (
            may && (
              <Button onClick={() => start.mutate()} busy={start.isPending}>
                {w.checkNow}
              </Button>
            )
          )}
        </div>
      )}
      {start.error && <ErrorNote error={start.error} />}
      {data?.last && !data.last.sound && !data.running && <Wrong last={data.last} />}
    </Card>
  );
}

function Said({ check }: { readonly check: Check | undefined }) {
  const w = useWords(moneyWords);
  const here = useHere();
  if (!check) return <p className="muted">{w.loadingCheck}</p>;
  const { last, head } = check;
  if (!last)
    return (
      <p>
        {w.notChecked} <span className="muted">{w.recordTo(number(head.link, here.lang))}</span>
      </p>
    );
  return (
    <div className="cluster">
      <StateChip tone={last.sound ? "moss" : "brick"}>{last.sound ? w.sound : w.notSound}</StateChip>
      <p>
        {w.checkedAt(time(last.at, here), number(last.links, here.lang))}{" "}
        <span className="muted">{w.checkedWhat(last.entries, number(last.accounts, here.lang))}</span>
      </p>
    </div>
  );
}

function Wrong({ last }: { readonly last: NonNullable<Check["last"]> }) {
  const w = useWords(moneyWords);
  return (
    <div className="money-wrong">
      <p>{w.wrongText}</p>
      <ul>
        {last.findings.map((finding) => (
          <li key={finding}>{finding}</li>
        ))}
      </ul>
      {last.more > 0 && <p className="muted">{w.moreFindings(last.more)}</p>}
    </div>
  );
}
