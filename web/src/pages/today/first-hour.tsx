import { FileUp, Plug, Telescope } from "lucide-react";
import { useRef } from "react";
import { useAsOf, useBook } from "../../lib/route/address.ts";
import { useGo } from "../../lib/route/link.tsx";
import { droppedFileStore } from "../../lib/state/dropped-file.ts";
import { useStore } from "../../lib/state/store.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { ButtonLink } from "../../ui/button-link.tsx";
import { pathOf } from "./first-path.ts";
import type { TodayData } from "./reads.ts";
import { useMay, useMe } from "./reads.ts";
import { todayWords } from "./words.ts";

/** Three ways in, in one row: while the demo shop is shown, and while the own books are empty. */
export default function FirstHour({ today }: { readonly today: TodayData | undefined }) {
  const w = useWords(todayWords);
  const book = useBook();
  const [asOf] = useAsOf();
  const { data: me } = useMe();
  const mayBegin = useMay("configure", book);
  const path = useStore(pathOf(me?.id ?? ""));
  const go = useGo();
  const file = useRef<HTMLInputElement>(null);
  const isDemo = book === "demo";
  const isEmpty = !isDemo && today?.earned.month.level.state === "nothing-read";
  if (!me || !mayBegin || asOf !== undefined || (isDemo ? path.looking : !isEmpty)) return null;
  const look = (): void => {
    pathOf(me.id).set({ ...path, looking: true });
    if (!isDemo) go("/?book=demo");
  };
  const take = (files: FileList | null): void => {
    droppedFileStore.set(files?.[0]);
    go("/import");
  };
  return (
    <section className="card today-first" aria-label={w.firstTitle}>
      {isEmpty && <p className="muted today-first-own">{w.firstOwn}</p>}
      <div className="today-way">
        <ButtonLink kind="primary" icon={Plug} to="/platforms/connect">
          {w.connect}
        </ButtonLink>
        <p className="small muted">{w.connectText}</p>
      </div>
      <div className="today-way">
        <Button icon={FileUp} onClick={() => file.current?.click()}>
          {w.drop}
        </Button>
        <input
          ref={file}
          type="file"
          hidden
          aria-label={w.chooseFile}
          accept=".csv,.tsv,.txt,.gz,text/csv"
          onChange={(event) => take(event.target.files)}
        />
        <p className="small muted">{w.dropText}</p>
      </div>
      {(isDemo || me.demo) && (
        <div className="today-way">
          <Button icon={Telescope} onClick={look}>
            {isDemo ? w.goOn : w.look}
          </Button>
          <p className="small muted">{w.lookText}</p>
        </div>
      )}
    </section>
  );
}
