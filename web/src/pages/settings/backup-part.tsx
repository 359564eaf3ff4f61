import type { z } from "zod";
import type { backup, backups } from "../../../../src/api/contract/backup.ts";
import { useRead } from "../../lib/api/read.ts";
import { ask } from "../../lib/api/request.ts";
import { useRefresh } from "../../lib/auth/read-auth.ts";
import { saveFreshly } from "../../lib/auth/save-file.ts";
import { bytes } from "../../lib/format/number.ts";
import { dayAndClock } from "../../lib/format/time.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { FormRefusal } from "../../ui/form-refusal.tsx";
import { useChange } from "./use-change.tsx";
import { settingsWords } from "./words.ts";

type Kept = z.infer<typeof backups>;

export default function BackupPart() {
  const w = useWords(settingsWords);
  const here = useHere();
  const refresh = useRefresh();
  const { busy, refusal, change, sheet } = useChange();
  const { data, error, refetch } = useRead<Kept>("/backups", { scope: "none", topics: [] });
  const make = async (): Promise<void> => {
    await change("make", () => ask("/backups", { method: "POST" }));
    refresh("/backups", "/status");
  };
  return (
    <Card
      title={w.parts.backup.title}
      flush
      foot={
        <Button busy={busy === "make"} onClick={() => void make()}>
          {w.backup.now}
        </Button>
      }
    >
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {data && (
        <div className="card-body form">
          <p>{data.lastAt ? w.backup.last(dayAndClock(data.lastAt, here)) : w.backup.never}</p>
          <TestSentence test={data.lastTest} />
          <p className="small muted pretty">{w.backup.key}</p>
          <FormRefusal refusal={refusal} />
        </div>
      )}
      <ul className="rows">
        {data?.items.map((one) => (
          <BackupRow key={one.name} one={one} />
        ))}
      </ul>
      {sheet}
    </Card>
  );
}

function TestSentence({ test }: { readonly test: Kept["lastTest"] }) {
  const w = useWords(settingsWords);
  const here = useHere();
  if (!test) return <p className="oak-text">{w.backup.notTested}</p>;
  if (test.faults.length === 0) return <p>{w.backup.tested(dayAndClock(test.at, here))}</p>;
  return <p className="brick-text">{w.backup.failed(dayAndClock(test.at, here), test.faults.join(" "))}</p>;
}

function BackupRow({ one }: { readonly one: z.infer<typeof backup> }) {
  const w = useWords(settingsWords);
  const here = useHere();
  const refresh = useRefresh();
  const { busy, refusal, change, sheet } = useChange();
  const path = `/backups/${one.name}`;
  const test = async (): Promise<void> => {
    await change("test", () => ask(`${path}/test`, { method: "POST" }));
    refresh("/backups");
  };
  return (
    <li className="settings-row">
      <span className="row-words">
        <span className="row-title">{dayAndClock(one.at, here)}</span>
        <span className="row-text">{bytes(one.bytes, here.lang)}</span>
      </span>
      <div className="cluster">
        <Button busy={busy === "test"} onClick={() => void test()}>
          {w.backup.test}
        </Button>
        <Button busy={busy === "save"} onClick={() => void change("save", () => saveFreshly(path))}>
          {w.backup.save}
        </Button>
      </div>
      <FormRefusal refusal={refusal} />
      {sheet}
    </li>
  );
}
