import type { UseQueryResult } from "@tanstack/react-query";
import { useMay } from "../../lib/api/may.ts";
import type { ApiProblem } from "../../lib/api/problem.ts";
import { bytes } from "../../lib/format/number.ts";
import { Link } from "../../lib/route/link.tsx";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Card } from "../../ui/card.tsx";
import { Meter } from "../../ui/meter.tsx";
import { Loading } from "./loading.tsx";
import type { Machine } from "./shapes.ts";
import { when } from "./when.ts";
import { systemWords } from "./words.ts";

/** The newest back-up; memory and disk against what there is of them. */
export function MachineCards({ read }: { readonly read: UseQueryResult<Machine, ApiProblem> }) {
  const w = useWords(systemWords);
  const here = useHere();
  const may = useMay("admin");
  const { data } = read;
  return (
    <div className="stack system-cards">
      <Card title={w.backup}>
        <Loading read={read} />
        {data && <p>{data.backup ? w.backupAt(when(data.backup.at, here)) : w.noBackup}</p>}
        {data && may && (
          <p>
            <Link className="link" to="/settings/backup">
              {w.backupHow}
            </Link>
          </p>
        )}
      </Card>
      <Card title={w.machine}>
        <Loading read={read} />
        {data && <Room machine={data} />}
      </Card>
    </div>
  );
}

function Room({ machine: { memory, disk, database } }: { readonly machine: Machine }) {
  const w = useWords(systemWords);
  const { lang } = useHere();
  const size = database.bytes === null ? w.notKnown : bytes(database.bytes, lang);
  return (
    <dl className="system-room">
      <Used name={w.memory} room={memory} />
      <Used name={w.disk} room={disk} />
      <div>
        <dt>{w.books}</dt>
        <dd>
          {size} <span className="muted">{w.engines[database.engine]}</span>
        </dd>
      </div>
    </dl>
  );
}

function Used({ name, room }: { readonly name: string; readonly room: Machine["disk"] }) {
  const w = useWords(systemWords);
  const { lang } = useHere();
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {room === null ? w.notKnownHere : w.ofTotal(bytes(room.used, lang), bytes(room.total, lang))}
        {room && <Meter share={room.total === 0 ? 0 : room.used / room.total} size="thin" />}
      </dd>
    </div>
  );
}
