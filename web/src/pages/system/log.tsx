import { RefreshCw } from "lucide-react";
import { useState } from "react";
import { PageHead } from "../../frame/page-head.tsx";
import { useRead } from "../../lib/api/read.ts";
import { clockWithSeconds, shortDay } from "../../lib/format/time.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Choice } from "../../ui/field.tsx";
import { Note } from "../../ui/note.tsx";
import { StateChip, type Tone } from "../../ui/state-chip.tsx";
import { Loading } from "./loading.tsx";
import { Parts } from "./parts.tsx";
import type { LogLines } from "./shapes.ts";
import { systemWords } from "./words.ts";

type Level = LogLines["items"][number]["level"];
const levels: readonly Level[] = ["debug", "info", "warn", "error"];
const tones: Readonly<Record<Level, Tone>> = { debug: "plain", info: "plain", warn: "oak", error: "brick" };
const linesShown = 200;

/** The end of the engine's log, at a level or above it. */
export default function Log() {
  const w = useWords(systemWords);
  const [level, setLevel] = useState<Level>("info");
  const query = { level, limit: linesShown };
  const read = useRead<LogLines>("/system/log", { query, topics: ["jobs"], scope: "none", keepLast: true });
  const { data } = read;
  const mayNot = read.error?.status === 403;
  return (
    <>
      <PageHead title={w.title} state={w.logText} />
      <Parts open="log" />
      {mayNot ? (
        <Note title={w.logMayNot}>{w.logMayNotText}</Note>
      ) : (
        <Card flush>
          <div className="system-log-head">
            <Choice
              label={w.level}
              value={level}
              onChange={(event) => setLevel(event.target.value as Level)}
              options={levels.map((value) => ({ value, text: w.levels[value] }))}
            />
            <Button icon={RefreshCw} busy={read.isFetching} onClick={() => void read.refetch()}>
              {w.refresh}
            </Button>
          </div>
          <Loading read={read} />
          {data && !data.kept && <Empty title={w.logNotKept} />}
          {data?.kept && data.items.length === 0 && (
            <Empty title={w.logEmpty} actions={<Button onClick={() => setLevel("debug")}>{w.allLevels}</Button>}>
              {w.logEmptyText}
            </Empty>
          )}
          {data && data.items.length > 0 && <Lines items={data.items} />}
        </Card>
      )}
    </>
  );
}

function Lines({ items }: { readonly items: LogLines["items"] }) {
  const w = useWords(systemWords);
  const here = useHere();
  return (
    <ol className="system-log">
      {items.map(({ level, time, sentence, fields }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two lines may be equal in all they say
        <li key={`${time} ${at}`}>
          <time className="tiny faint num" dateTime={time}>
            {`${shortDay(time, here)} ${clockWithSeconds(time, here)}`}
          </time>
          {tones[level] !== "plain" && <StateChip tone={tones[level]}>{w.levels[level]}</StateChip>}
          <span>{sentence}</span>
          <span className="tiny faint mono">
            {Object.entries(fields)
              .map(([name, value]) => `${name}=${value}`)
              .join(" ")}
          </span>
        </li>
      ))}
    </ol>
  );
}
